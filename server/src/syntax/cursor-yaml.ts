import type { CursorHost } from './cursor-embedded.ts';
import { planEmbeddedCursor } from './cursor-embedded.ts';
import type { CursorPlan } from './cursor-plan.ts';
import { placeholder } from './cursor-plan.ts';
import type { YamlContext } from './cursor-yaml-context.ts';
import { findYamlContext } from './cursor-yaml-context.ts';
import { findLineEnd, findLineStart } from './indentation.ts';
import type { OffsetRange } from './node.ts';
import type { Repair } from './yaml-repair-flow.ts';
import { scanQuoted } from './yaml-repair-flow.ts';

/** What to insert at the cursor of a YAML text; `undefined` where nothing can be typed. `piece` holds the cursor and is read alike on its own. */
export function planYamlCursor(text: string, offset: number, piece: OffsetRange): CursorPlan | undefined {
  const context = moveContext(findYamlContext(text.slice(piece.start, piece.end), offset - piece.start), piece.start);
  if (context.kind === 'string') return planString(text, offset, context);
  if (context.kind === 'block-scalar') return planBlockScalar(text, offset, context);
  if (context.kind !== 'plain') return undefined;
  const line = readLine(text, offset);
  if (context.bracket !== '') return planFlow(line, context.bracket);
  return planBlock(text, line);
}

function moveContext(context: YamlContext, by: number): YamlContext {
  if (context.kind === 'string') return { ...context, start: context.start + by };
  return context.kind === 'block-scalar' ? { ...context, header: context.header + by } : context;
}

interface CursorLine {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  /** The line up to the cursor. */
  readonly before: string;
  /** The rest of the line without a comment. */
  readonly after: string;
}

function readLine(text: string, offset: number): CursorLine {
  const start = findLineStart(text, offset);
  const feed = text.indexOf('\n', offset);
  const end = feed < 0 ? text.length : feed;
  const before = text.slice(start, offset).replace(/^\uFEFF/, '');
  return {
    start,
    end,
    offset,
    before,
    after: text
      .slice(offset, end)
      .replace(/(?:^|\s)#.*$/, '')
      .trim(),
  };
}

function insert(offset: number, text: string): CursorPlan {
  return { patches: [{ start: offset, end: offset, text }], quote: '' };
}

function planString(text: string, offset: number, { start, bracket }: Extract<YamlContext, { kind: 'string' }>): CursorPlan | undefined {
  const quote = text[start] === "'" ? "'" : '"';
  const lineStart = findLineStart(text, start);
  const parent = /^[ ]*(?:- +)*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  const scratch: Repair = { text, patches: [], problems: [], budget: 0, unclosed: 0 };
  const stop = Math.max(offset, scanQuoted(scratch, start, parent, bracket !== ''));
  const closing = scratch.problems.length > 0 ? quote : '';
  const embedded = planEmbeddedCursor(text, 'yaml', offset, { start, end: stop, closing });
  if (embedded !== 'no-json') return embedded;
  const patches = [{ start: offset, end: offset, text: placeholder }];
  if (closing !== '') patches.push({ start: stop, end: stop, text: quote });
  return { patches, quote };
}

function planBlockScalar(
  text: string,
  offset: number,
  { header, parent }: Extract<YamlContext, { kind: 'block-scalar' }>,
): CursorPlan | undefined {
  const host: CursorHost = { start: findLineStart(text, header), end: findBlockEnd(text, header, parent), closing: '' };
  const plan = planEmbeddedCursor(text, 'yaml', offset, host);
  return plan === 'no-json' ? undefined : plan;
}

/** Where the first line below the header that is not indented deeper than the parent starts. */
function findBlockEnd(text: string, header: number, parent: number): number {
  let at = findLineEnd(text, header) + 1;
  while (at < text.length) {
    const end = findLineEnd(text, at);
    const line = text.slice(at, end);
    if (line.trim() !== '' && line.search(/[^ ]/) <= parent) return at;
    at = end + 1;
  }
  return text.length;
}

/** Inside of brackets: behind a closing bracket or quote, or a colon that ends a key, no word can begin. */
function planFlow({ before, offset }: CursorLine, bracket: string): CursorPlan | undefined {
  if (/["'\]}]\s*$/.test(before) || (bracket === '{' && /(?:^|[{,])\s*[\w-]+:$/.test(before))) return undefined;
  return insert(offset, placeholder);
}

function planBlock(text: string, line: CursorLine): CursorPlan | undefined {
  const { before, after, offset } = line;
  const [, indent = '', dashes = '', content = ''] = /^([ ]*)((?:[-?] +)*)(.*)$/.exec(before) ?? [];
  if (before.includes('\t') && indent === '' && content.trim() === '') return undefined;
  if (/^[-?]+$/.test(content) || /["'\]}]$/.test(content)) return undefined;
  if (after !== '') return insert(offset, placeholder);
  if (/:\s/.test(content) || /^[!&"'[{]/.test(content)) return insert(offset, placeholder);
  const column = indent.length + dashes.length;
  if (dashes !== '') return planItem(text, line, content, column);
  if (content.endsWith(':') && !content.slice(0, -1).includes(':')) return undefined;
  if (content.includes(':') || /\s/.test(content.trim())) return insert(offset, placeholder);
  return isKeyColumn(text, line.start, column) ? insert(offset, `${placeholder}:`) : undefined;
}

/** `- Eff▮` is an item, unless the next line shows it to be the first key of a mapping. */
function planItem(text: string, { end, offset }: CursorLine, content: string, column: number): CursorPlan | undefined {
  const next = findContentLine(text, end + 1, 1);
  const key = next !== undefined && next.dashes === 0 && next.indent === column && isKey(next.content);
  if (!key) return insert(offset, placeholder);
  return content.endsWith(':') ? undefined : insert(offset, `${placeholder}:`);
}

/** Whether a key may be written at this column: lines above show a mapping there, or a key whose value is still to come. */
function isKeyColumn(text: string, lineStart: number, column: number): boolean {
  for (let above = findContentLine(text, lineStart - 1, -1); above !== undefined; above = findContentLine(text, above.start - 1, -1)) {
    const { indent, dashes, content } = above;
    const own = indent + dashes;
    if (column === own && isKey(content)) return true;
    if (column > own) return content === '' || /:(?:\s+[!&]\S*)*$/.test(content.trimEnd());
    if (dashes > 0 && column > indent) return false;
  }
  const below = findContentLine(text, text.indexOf('\n', lineStart) + 1 || text.length, 1);
  return below === undefined ? true : column === below.indent;
}

interface ContentLine {
  readonly start: number;
  readonly indent: number;
  /** The columns that `- ` takes before the content. */
  readonly dashes: number;
  /** Without its comment. */
  readonly content: string;
}

/** The next line with content, upwards from the line that ends at `from` or downwards from the one that starts there. */
function findContentLine(text: string, from: number, direction: 1 | -1): ContentLine | undefined {
  let at = from;
  while (at >= 0 && at <= text.length) {
    if (direction === 1 && at === text.length) return undefined;
    const start = direction === 1 ? at : findLineStart(text, at);
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const [, indent = '', dashes = '', content = ''] =
      /^\uFEFF?([ \t]*)((?:[-?](?: +|$))*)(.*)$/.exec(text.slice(start, end).trimEnd()) ?? [];
    if (/^(?:---|\.\.\.)/.test(content)) return undefined;
    if ((content !== '' && !content.startsWith('#')) || dashes !== '') {
      return { start, indent: indent.length, dashes: dashes.length, content: content.replace(/(?:^|\s+)#.*$/, '') };
    }
    at = direction === 1 ? end + 1 : start - 1;
  }
  return undefined;
}

function isKey(content: string): boolean {
  return /^(?:"[^"]*"|'[^']*'|[^\s#[\]{},"'][^#]*?)\s*:(?:\s|$)/.test(content);
}
