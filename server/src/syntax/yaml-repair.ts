import { findLineEnd } from './indentation.ts';
import type { TextPatch } from './patch.ts';
import type { RawProblem } from './raw.ts';
import type { Repair } from './yaml-repair-flow.ts';
import { looksLikeBlock, scanFlow, scanQuoted, scanStar } from './yaml-repair-flow.ts';

/** Patches that make a text readable, and the problems that they stand for; indentation that is merely unusual is no problem. */
export interface YamlRepair {
  readonly patches: readonly TextPatch[];
  readonly problems: readonly RawProblem[];
  /** How many brackets nothing closes. */
  readonly unclosed: number;
}

/**
 * Finds what the library does not read, though PyYAML and CloudFormation do or an author is just typing it: closing brackets and
 * continued strings at the parent's indent, strings and brackets that are not closed, unquoted stars, tabs, values that end in a
 * colon, keys without one. It follows the lines of the text, not its grammar, so it is asked only about a text with errors.
 */
export function repairYaml(text: string): YamlRepair {
  const state: State = { text, patches: [], problems: [], budget: 4 * text.length + 10_000, unclosed: 0, columns: [], previousIndent: 0 };
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) at = Math.max(scanLine(state, at), at + 1);
  return { patches: state.patches, problems: state.problems, unclosed: state.unclosed };
}

interface State extends Repair {
  /** The columns of the open block collections, each deeper than the one before. */
  columns: { readonly column: number; readonly key: boolean }[];
  previousIndent: number;
}

/** Scans one line, or all lines of the value that begins on it, and returns where the next one starts. */
function scanLine(state: State, start: number): number {
  const { text } = state;
  const end = findLineEnd(text, start);
  const content = skipBlanks(text, start, end);
  if (content === end || text[content] === '#') return end + 1;
  const indent = fixIndent(state, start, content);
  if (indent === 0 && /^(?:---|\.\.\.)(?:\s|$)|^%/.test(text.slice(content, content + 4))) {
    state.columns = [];
    return end + 1;
  }
  state.previousIndent = indent;
  closeColumns(state, indent);
  let at = content;
  const columnOf = (offset: number) => indent + offset - content;
  while (/^[-?](?:\s|$)/.test(text.slice(at, at + 2)) && at < end) {
    closeColumns(state, columnOf(at));
    state.columns.push({ column: columnOf(at), key: false });
    at = skipBlanks(text, at + 1, end);
    if (at === end || text[at] === '#') return end + 1;
  }
  return scanNode(state, skipProperties(text, at, end), end, columnOf(at), true);
}

function closeColumns(state: State, column: number): void {
  while ((state.columns[state.columns.length - 1]?.column ?? -1) >= column) {
    const last = state.columns[state.columns.length - 1];
    if (last?.key === true && last.column === column) break;
    state.columns.pop();
  }
}

/** The column of the line's content. A tab in the indentation is taken for as many columns as the line above suggests. */
function fixIndent(state: State, start: number, content: number): number {
  const white = state.text.slice(start, content);
  const tab = white.indexOf('\t');
  if (tab < 0) return white.length;
  const widths = [8, 4, 2, 1].map((size) => expandTabs(white, size));
  const width = widths.find((candidate) => candidate === state.previousIndent) ?? expandTabs(white, 2);
  state.patches.push({ start, end: content, text: ' '.repeat(width) });
  state.problems.push({ code: 'syntax', start: start + tab, end: content, message: 'A tab indents this line; YAML wants spaces' });
  return width;
}

function expandTabs(white: string, size: number): number {
  let width = 0;
  for (const character of white) width = character === '\t' ? (Math.floor(width / size) + 1) * size : width + 1;
  return width;
}

/** Scans the value, or the key and its value, at `at`; `column` is where its tag, anchor or first character stands. */
function scanNode(state: State, at: number, end: number, column: number, mayBeKey: boolean): number {
  const { text } = state;
  if (at >= end || text[at] === '#') return end + 1;
  const parent = findParent(state, column, mayBeKey);
  const character = text[at];
  if (character === '|' || character === '>') return skipBlockScalar(text, end, parent);
  if (character === '*' && scanStar(state, at, false)) return end + 1;
  if (character === '"' || character === "'") return scanRest(state, scanQuoted(state, at, parent, false), column, mayBeKey);
  if (character === '[' || character === '{') return scanRest(state, scanFlow(state, at, parent), column, mayBeKey);
  return scanPlain(state, at, end, column, mayBeKey);
}

function findParent(state: State, column: number, mayBeKey: boolean): number {
  if (!mayBeKey) return column;
  for (let i = state.columns.length - 1; i >= 0; i--) {
    const open = state.columns[i];
    if (open !== undefined && open.column < column) return open.column;
  }
  return -1;
}

/** What follows a quoted scalar or a flow collection: the value of a key, or the end of the line. */
function scanRest(state: State, at: number, column: number, mayBeKey: boolean): number {
  const { text } = state;
  const end = findLineEnd(text, at);
  const colon = skipBlanks(text, at, end);
  if (mayBeKey && text[colon] === ':' && /^\s?$/.test(text[colon + 1] ?? '')) return scanValue(state, colon + 1, end, column);
  return end + 1;
}

function scanValue(state: State, at: number, end: number, column: number): number {
  closeColumns(state, column);
  if (state.columns[state.columns.length - 1]?.column !== column) state.columns.push({ column, key: true });
  const start = skipBlanks(state.text, at, end);
  return scanNode(state, skipProperties(state.text, start, end), end, column, false);
}

function scanPlain(state: State, at: number, end: number, column: number, mayBeKey: boolean): number {
  const { text } = state;
  const line = text.slice(at, end);
  const comment = line.search(/[ \t]#/);
  const content = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  const colon = content.search(/:(?:[ \t]|$)/);
  if (colon >= 0 && mayBeKey) return scanValue(state, at + colon + 1, end, column);
  if (colon >= 0) {
    quoteValue(state, at, content);
    return end + 1;
  }
  if (mayBeKey && isDanglingKey(state, end, column)) {
    const stop = at + content.length;
    state.patches.push({ start: stop, end: stop, text: ':' });
    state.problems.push({ code: 'syntax', start: at, end: stop, message: 'A colon is missing behind this key' });
    return end + 1;
  }
  return skipContinuation(text, end, findParent(state, column, mayBeKey));
}

/** `Action: s3:` and `Description: one: two` are one value each, though YAML reads a mapping in them. */
function quoteValue(state: State, at: number, content: string): void {
  const quote = !/["\\]/.test(content) ? '"' : content.includes("'") ? undefined : "'";
  if (quote === undefined) return;
  const stop = at + content.length;
  state.patches.push({ start: at, end: at, text: quote }, { start: stop, end: stop, text: quote });
  state.problems.push({ code: 'syntax', start: at, end: stop, message: 'A value with a colon at its end or before a space needs quotes' });
}

function isDanglingKey(state: State, end: number, column: number): boolean {
  const { text } = state;
  const last = state.columns[state.columns.length - 1];
  if (last?.key === true && last.column === column) return true;
  for (let at = end + 1; at < text.length; ) {
    const stop = findLineEnd(text, at);
    const content = skipBlanks(text, at, stop);
    if (content < stop && text[content] !== '#')
      return content - at === column && text[content] !== '-' && looksLikeBlock(text, content, stop, false);
    at = stop + 1;
  }
  return false;
}

/** Lines indented deeper than the parent continue a plain scalar, until one that is plainly a key or an item. */
function skipContinuation(text: string, end: number, parent: number): number {
  let at = end + 1;
  while (at < text.length) {
    const stop = findLineEnd(text, at);
    const content = skipBlanks(text, at, stop);
    if (content < stop && (content - at <= parent || text[content] === '#' || looksLikeBlock(text, content, stop, true))) return at;
    at = stop + 1;
  }
  return at;
}

function skipBlockScalar(text: string, end: number, parent: number): number {
  let at = end + 1;
  while (at < text.length) {
    const stop = findLineEnd(text, at);
    let content = at;
    while (content < stop && text[content] === ' ') content++;
    if (content < stop && text[content] !== '\r' && content - at <= parent) return at;
    at = stop + 1;
  }
  return at;
}

function skipProperties(text: string, start: number, end: number): number {
  let at = start;
  for (;;) {
    const property = /^[!&][^\s,[\]{}]*(?=\s|$)/.exec(text.slice(at, Math.min(end, at + 200)));
    if (property === null) return at;
    at = skipBlanks(text, at + property[0].length, end);
  }
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at++;
  return at;
}
