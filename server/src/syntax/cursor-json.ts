import { createScanner } from 'jsonc-parser';
import type { CursorPlan } from './cursor-plan.ts';
import { placeholder } from './cursor-plan.ts';
import type { OffsetRange } from './node.ts';

type TokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'comment' | 'word';

interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** What to insert at the cursor of a JSON text; `undefined` where nothing can be typed. */
export function planJsonCursor(text: string, offset: number): CursorPlan | undefined {
  const tokens = scanTokens(text);
  const index = tokens.findIndex((token) => isInside(text, token, offset));
  const token = tokens[index];
  if (token?.kind === 'comment') return undefined;
  const before = (index < 0 ? tokens.filter(({ end }) => end <= offset) : tokens.slice(0, index)).filter(({ kind }) => kind !== 'comment');
  const slot = findSlot(before);
  if (slot === undefined) return undefined;
  if (token?.kind === 'string') return planString(text, offset, token, slot);
  const start = token?.start ?? offset;
  const end = token?.end ?? offset;
  if (token === undefined && slot === 'value' && /^["{[]/.test(text.slice(offset, offset + 1))) return undefined;
  const closing = `"${findTail(text, end, slot)}`;
  const patches = [
    { start, end: start, text: '"' },
    { start: offset, end: offset, text: placeholder },
    { start: end, end, text: closing },
  ];
  return { patches, quote: '' };
}

/** The string around the cursor, quotes included; one that is not closed is none. */
export function findJsonString(text: string, offset: number): OffsetRange | undefined {
  return scanTokens(text).find((token) => token.kind === 'string' && isInside(text, token, offset) && isClosed(text, token));
}

/** Inside of a string, between its quotes; of an unclosed one, at its end too. */
function planString(text: string, offset: number, token: Token, slot: 'key' | 'value' | 'item'): CursorPlan {
  const patches = [{ start: offset, end: offset, text: placeholder }];
  const closed = isClosed(text, token);
  const rest = /^[^\s,\]}"]*/.exec(text.slice(offset, token.end))?.[0] ?? '';
  const end = closed ? token.end : offset + rest.length;
  const tail = slot === 'key' ? findTail(text, end, slot) : '';
  const closing = (closed ? '' : '"') + tail;
  if (closing !== '') patches.push({ start: end, end, text: closing });
  return { patches, quote: '"' };
}

/** What must follow the placeholder so that the text behind it is read as its author means it. */
function findTail(text: string, end: number, slot: 'key' | 'value' | 'item'): string {
  const next = text.slice(end).trimStart()[0] ?? '';
  const comma = next !== '' && !/[,\]}:]/.test(next) ? ',' : '';
  return slot === 'key' && next !== ':' ? `: null${comma}` : slot === 'key' ? '' : comma;
}

/** What may stand behind these tokens. */
function findSlot(before: readonly Token[]): 'key' | 'value' | 'item' | undefined {
  const open: TokenKind[] = [];
  for (const { kind } of before) {
    if (kind === '{' || kind === '[') open.push(kind);
    else if (kind === '}' || kind === ']') open.pop();
  }
  const container = open[open.length - 1];
  const last = before[before.length - 1]?.kind;
  if (container === '[') return last === '[' || last === ',' ? 'item' : undefined;
  if (container !== '{') return undefined;
  if (last === ':') return 'value';
  return last === '{' || last === ',' ? 'key' : undefined;
}

function isInside(text: string, token: Token, offset: number): boolean {
  if (offset <= token.start) return false;
  if (token.kind === 'word') return offset <= token.end;
  if (token.kind === 'comment') return offset < token.end || (offset === token.end && !text.slice(token.start, token.end).endsWith('*/'));
  if (token.kind === 'string') return offset < token.end || (offset === token.end && !isClosed(text, token));
  return false;
}

/** Whether the string has a quote at its end, and nothing behind it that shows the quote to begin another string. */
function isClosed(text: string, { start, end }: Token): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text.slice(start, end)) && /^[\s,:\]}/]?$/.test(text.slice(end, end + 1));
}

function scanTokens(text: string): readonly Token[] {
  const scanner = createScanner(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  const tokens: Token[] = [];
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const kind = findKind(text[start] ?? '', text[start + 1] ?? '');
    if (kind !== undefined) tokens.push({ kind, start, end: Math.min(text.length, start + scanner.getTokenLength()) });
  }
  return tokens;
}

function findKind(first: string, second: string): TokenKind | undefined {
  if (/[\s\uFEFF]/.test(first)) return undefined;
  if (first === '{' || first === '}' || first === '[' || first === ']' || first === ',' || first === ':') return first;
  if (first === '"') return 'string';
  return first === '/' && (second === '/' || second === '*') ? 'comment' : 'word';
}
