import { findLineEnd } from './indentation.ts';
import type { TextPatch } from './patch.ts';
import type { RawProblem } from './raw.ts';

/** What a repair has found so far; `budget` bounds the characters that are looked at ahead of time. */
export interface Repair {
  readonly text: string;
  readonly patches: TextPatch[];
  readonly problems: RawProblem[];
  budget: number;
  /** Brackets that nothing closes. */
  unclosed: number;
}

const blockPattern = /^(?:- |-$|(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_][\w.:-]*):(?:\s|$))/;
const plainBlockPattern = /^(?:- |-$|[A-Za-z_][\w.:-]*:(?:\s|$))/;

/** Whether a line's content is an item of a block sequence or a key with its colon; a quoted key may also be a line of JSON. */
export function looksLikeBlock(text: string, content: number, end: number, plainOnly: boolean): boolean {
  return (plainOnly ? plainBlockPattern : blockPattern).test(text.slice(content, Math.min(end, content + 200)).trimEnd());
}

/**
 * Scans a quoted scalar and returns where it ends. Lines of it that stand too far left for the library are indented; one that is
 * not closed, or whose next quote plainly belongs to another scalar, is closed at the end of its line.
 */
export function scanQuoted(repair: Repair, start: number, parent: number, flow: boolean): number {
  const { text } = repair;
  const lineEnd = findContentEnd(text, start);
  const close = findClosingQuote(text, start);
  if (close >= 0 && close < lineEnd && !(flow && !mayFollow(text, close + 1, true))) return close + 1;
  if (close >= 0 && close >= lineEnd && mayFollow(text, close + 1, flow) && !hasBlockLine(text, start, close, parent)) {
    indentLines(repair, start, close, parent);
    return close + 1;
  }
  const stop = flow ? findFlowStop(text, start + 1, lineEnd) : lineEnd;
  repair.patches.push({ start: stop, end: stop, text: text[start] ?? '"' });
  repair.problems.push({ code: 'syntax', start, end: stop, message: 'The string is not closed' });
  return stop;
}

/** Reads a star that YAML takes for an alias without a name as the text `*`, and says so. */
export function scanStar(repair: Repair, at: number, flow: boolean): boolean {
  if (!(flow ? /^\*(?:[\s,\]}]|$)/ : /^\*(?:\s|$)/).test(repair.text.slice(at, at + 2))) return false;
  repair.patches.push({ start: at, end: at, text: "'" }, { start: at + 1, end: at + 1, text: "'" });
  repair.problems.push({ code: 'unquoted-star', start: at, end: at + 1, message: 'YAML reads an unquoted * as an alias: quote it' });
  return true;
}

/**
 * Scans a flow collection and returns where it ends. Where its brackets match, lines that stand too far left for the library are
 * indented; where they do not, it is closed before the first line that plainly belongs to the block around it.
 */
export function scanFlow(repair: Repair, start: number, parent: number): number {
  const end = findFlowEnd(repair, start, parent);
  const open: string[] = [];
  let at = start;
  while (at < (end?.offset ?? repair.text.length)) {
    const step = scanFlowToken(repair, at, parent, open, end?.closed === true);
    at = Math.max(step, at + 1);
  }
  if (end === undefined || end.closed) return at;
  const stop = end.offset;
  repair.unclosed++;
  const closers = open.reverse().map((bracket) => (bracket === '[' ? ']' : '}'));
  repair.patches.push({ start: stop, end: stop, text: closers.join('') });
  repair.problems.push({ code: 'syntax', start, end: start + 1, message: 'This bracket is not closed' });
  return stop;
}

function scanFlowToken(repair: Repair, at: number, parent: number, open: string[], closed: boolean): number {
  const { text } = repair;
  const character = text[at];
  if (character === '\n') {
    if (closed) indentLine(repair, at + 1, parent);
    return at + 1;
  }
  if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) return findLineEnd(text, at);
  if (character === '[' || character === '{') open.push(character);
  if (character === ']' || character === '}') open.pop();
  if (!isTokenStart(text, at)) return at + 1;
  if (character === '"' || character === "'") return scanQuoted(repair, at, parent, true);
  // In `s3:*` the star is part of a name; after a quoted key (`"Action":*`) it is a value.
  const isGlued = text[at - 1] === ':' && !/["']/.test(text[at - 2] ?? '');
  if (character === '*' && !isGlued) scanStar(repair, at, true);
  return at + 1;
}

/** Where the collection's last bracket stands, or where it should have been closed. Looks no further than its budget. */
function findFlowEnd(repair: Repair, start: number, parent: number): { offset: number; closed: boolean } {
  const { text } = repair;
  const limit = Math.min(text.length, start + repair.budget);
  let depth = 0;
  let at = start;
  let suspect: number | undefined;
  while (at < limit) {
    const character = text[at];
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && --depth === 0) return spend(repair, start, at, { offset: at + 1, closed: true });
    if (character === '\n') {
      const lineEnd = findLineEnd(text, at + 1);
      const content = skipSpaces(text, at + 1, lineEnd);
      if (suspect === undefined && content < lineEnd && content - at - 1 <= parent && looksLikeBlock(text, content, lineEnd, true))
        suspect = at;
      at++;
    } else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) at = findLineEnd(text, at);
    else if ((character === '"' || character === "'") && isTokenStart(text, at)) at = skipQuoted(text, at);
    else at++;
  }
  const offset = trimEnd(text, start + 1, suspect ?? findBlockStop(text, start, parent));
  return spend(repair, start, at, { offset, closed: false });
}

/** The end of the lines that are indented deeper than the parent, for a collection that nothing closes. */
function findBlockStop(text: string, start: number, parent: number): number {
  let at = findLineEnd(text, start);
  while (at < text.length) {
    const end = findLineEnd(text, at + 1);
    const content = skipSpaces(text, at + 1, end);
    if (content < end && content - at - 1 <= parent) return at;
    at = end;
  }
  return text.length;
}

function spend<T>(repair: Repair, start: number, end: number, result: T): T {
  repair.budget = Math.max(0, repair.budget - (end - start));
  return result;
}

function skipQuoted(text: string, start: number): number {
  const close = findClosingQuote(text, start);
  const lineEnd = findContentEnd(text, start);
  if (close >= 0 && mayFollow(text, close + 1, true)) return close + 1;
  return findFlowStop(text, start + 1, lineEnd);
}

/** Farther than any string of a template reaches. */
const longestString = 200_000;

function findClosingQuote(text: string, start: number): number {
  const quote = text[start];
  const limit = Math.min(text.length, start + longestString);
  for (let at = start + 1; at < limit; at++) {
    const character = text[at];
    if (character === '\\' && quote === '"') at++;
    else if (character === quote && quote === "'" && text[at + 1] === "'") at++;
    else if (character === quote) return at;
  }
  return -1;
}

function mayFollow(text: string, from: number, flow: boolean): boolean {
  const lineEnd = findLineEnd(text, from);
  const at = skipSpaces(text, from, lineEnd);
  if (at === lineEnd || (text[at] === '#' && at > from)) return true;
  return flow && /[,\]}:]/.test(text[at] ?? '');
}

function hasBlockLine(text: string, start: number, end: number, parent: number): boolean {
  for (let at = findLineEnd(text, start); at < end; ) {
    const lineEnd = findLineEnd(text, at + 1);
    const content = skipSpaces(text, at + 1, lineEnd);
    if (content < lineEnd && content - at - 1 <= parent && looksLikeBlock(text, content, lineEnd, true)) return true;
    at = lineEnd;
  }
  return false;
}

function indentLines(repair: Repair, start: number, end: number, parent: number): void {
  for (let at = findLineEnd(repair.text, start); at < end; at = findLineEnd(repair.text, at + 1)) indentLine(repair, at + 1, parent);
}

function indentLine(repair: Repair, lineStart: number, parent: number): void {
  const lineEnd = findLineEnd(repair.text, lineStart);
  const content = skipSpaces(repair.text, lineStart, lineEnd);
  const missing = parent + 1 - (content - lineStart);
  if (content < lineEnd && missing > 0) repair.patches.push({ start: lineStart, end: lineStart, text: ' '.repeat(missing) });
}

function isTokenStart(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || /[\s,[\]{}:]/.test(before);
}

function findFlowStop(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/[,\]}]/.test(text[at] ?? '')) at++;
  return at;
}

function findContentEnd(text: string, from: number): number {
  return trimEnd(text, from + 1, findLineEnd(text, from));
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}

function skipSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /[ \t\r]/.test(text[at] ?? '')) at++;
  return at;
}
