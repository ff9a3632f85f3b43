import { findLineEnd } from './indentation.ts';

/** Where an entry or item of a block begins. */
export interface EntryLine {
  /** Where the comments directly above it begin; where there are none, where its line does. */
  readonly cut: number;
  /** Where its key or dash stands. */
  readonly at: number;
}

export interface EntryLines {
  readonly entries: readonly EntryLine[];
  /** Some line stands farther left and may well be part of what is around the block. */
  readonly outside: boolean;
}

/**
 * Where the keys, or the dashes, at `column` stand in whole lines of a text. No scalar and no flow collection of a sound entry goes
 * on in a line that is indented no deeper than its key, so that a line alone tells. What has no usual shape is passed over.
 */
export function findEntryLines(text: string, from: number, to: number, kind: 'key' | 'item', column: number): EntryLines {
  const entries: EntryLine[] = [];
  let outside = false;
  let comments = -1;
  for (let line = from; line < to; ) {
    const at = skipSpaces(text, line);
    const indent = at - line;
    const code = text.charCodeAt(at);
    const isComment = code === HASH && indent <= column;
    if (indent <= column && !isComment && !isLineEnd(text, at)) {
      if (indent === column && (kind === 'key' ? isKeyAt(text, at) : isItemAt(text, at)))
        entries.push({ cut: comments < 0 ? line : comments, at });
      else if (isMarker(text, at, indent) || (indent < column && (code === DASH || isKeyAt(text, at)))) outside = true;
      else if (indent === 0 && kind === 'item' && isKeyAt(text, at)) outside = true;
    }
    if (!isComment) comments = -1;
    else if (comments < 0) comments = line;
    line = findLineEnd(text, at) + 1;
  }
  return { entries, outside };
}

/** The first line with content: where its content stands, and at which column. */
export function findContent(text: string, from: number, to: number): { readonly at: number; readonly column: number } | undefined {
  for (let line = from; line < to; ) {
    const at = skipSpaces(text, line);
    if (text.charCodeAt(at) !== HASH && !isLineEnd(text, at)) return at < to ? { at, column: at - line } : undefined;
    line = findLineEnd(text, at) + 1;
  }
  return undefined;
}

/** Whether a plain key of the characters that names are made of stands here, with its colon. */
export function isKeyAt(text: string, at: number): boolean {
  return findKeyEnd(text, at) !== undefined;
}

/** Where the key ends, before its colon. */
export function findKeyEnd(text: string, at: number): number | undefined {
  if (!isLetter(text.charCodeAt(at))) return undefined;
  let end = at + 1;
  while (isNamePart(text.charCodeAt(end))) end++;
  const isKey = end - 1 > at && text.charCodeAt(end - 1) === COLON && isWhite(text, end);
  return isKey ? end - 1 : undefined;
}

export function isItemAt(text: string, at: number): boolean {
  return text.charCodeAt(at) === DASH && (text.charCodeAt(at + 1) === SPACE || isLineEnd(text, at + 1));
}

/** Whether `---` or `...` stands at the start of a line, which begins or ends a document. */
export function isMarker(text: string, at: number, column: number): boolean {
  return column === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
}

/** Whether nothing but white space and a comment stands between the offset and the end of its line. */
export function isLineDone(text: string, from: number): boolean {
  const at = skipSpaces(text, from);
  return isLineEnd(text, at) || (text.charCodeAt(at) === HASH && at > from);
}

const TAB = 9;
const FEED = 10;
const RETURN = 13;
const SPACE = 32;
const HASH = 35;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const UNDERSCORE = 95;

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === FEED || at >= text.length || (code === RETURN && text.charCodeAt(at + 1) === FEED);
}

function isWhite(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === SPACE || code === TAB || isLineEnd(text, at);
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE;
}

function isNamePart(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 58) || code === DASH || code === DOT;
}
