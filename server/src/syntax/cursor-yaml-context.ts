import { CST, Lexer } from 'yaml';
import { findLineStart } from './indentation.ts';
import { applyPatches } from './patch.ts';
import { repairYaml } from './yaml-repair.ts';

/** Where in the grammar of YAML an offset stands. */
export type YamlContext =
  | { readonly kind: 'comment' }
  /** Below the header (`|`, `>`) at `header`, in lines indented deeper than `parent`. */
  | { readonly kind: 'block-scalar'; readonly header: number; readonly parent: number }
  /** Between quotes; `start` is the opening one. */
  | { readonly kind: 'string'; readonly start: number; readonly bracket: string }
  /** `bracket` is the innermost open one, `''` outside of all. */
  | { readonly kind: 'plain'; readonly bracket: string };

/** Reads the text up to the offset. A string that is never closed ends, as everywhere, at the end of its line. */
export function findYamlContext(text: string, offset: number): YamlContext {
  const context = readContext(text.slice(0, offset));
  if (context.kind !== 'string' || !text.slice(context.start, offset).includes('\n')) return context;
  const patches = repairYaml(text).patches.filter(({ end }) => end < offset);
  const patched = applyPatches(text, patches);
  const again = readContext(patched.text.slice(0, patched.toPatched(offset)));
  return again.kind === 'string' ? { ...again, start: patched.toOriginal(again.start) } : again;
}

function readContext(before: string): YamlContext {
  const open: string[] = [];
  let at = 0;
  let start = 0;
  let last = '';
  let header = -1;
  for (const token of new Lexer().lex(before)) {
    if (token === CST.DOCUMENT || token === CST.SCALAR) continue;
    if (token === CST.FLOW_END) open.length = 0;
    if (token === CST.FLOW_END) continue;
    const type = CST.tokenType(token);
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push(token);
    else if (type === 'flow-map-end' || type === 'flow-seq-end') open.pop();
    if (type === 'block-scalar-header') header = at;
    else if (header >= 0 && type !== 'space' && type !== 'newline' && type !== 'comment' && !isBlockText(before, header, at)) header = -1;
    start = at;
    last = token;
    at += token.length;
  }
  const bracket = open[open.length - 1] ?? '';
  if (header >= 0 && isBlockText(before, header, before.length))
    return { kind: 'block-scalar', header, parent: findBlockParent(before, header) };
  if (last.startsWith('#') && !last.includes('\n')) return { kind: 'comment' };
  if (/^["']/.test(last) && !isClosed(last)) return { kind: 'string', start, bracket };
  return { kind: 'plain', bracket };
}

/** Whether the line of `at` is one of the text of a block scalar whose header lies above it. */
function isBlockText(before: string, header: number, at: number): boolean {
  const line = findLineStart(before, at);
  return line > header && countSpaces(before, line) > findBlockParent(before, header);
}

/** The column that the text of a block scalar is indented deeper than: that of its key, or of its dash. */
function findBlockParent(text: string, header: number): number {
  const line = text.slice(findLineStart(text, header), header).replace(/^\uFEFF/, '');
  const [start = '', indent = '', dashes = ''] = /^( *)((?:[-?] +)*)/.exec(line) ?? [];
  if (/[^\s!&]/.test(line.slice(start.length).replace(/[!&]\S*/g, ''))) return start.length;
  return dashes === '' ? indent.length - 1 : start.trimEnd().length - 1;
}

function countSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at - start;
}

function isClosed(token: string): boolean {
  return token.startsWith("'") ? /^'(?:[^']|'')*'$/s.test(token) : /^"(?:[^"\\]|\\.)*"$/s.test(token);
}
