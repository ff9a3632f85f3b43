import type { RawMapping, RawNode, RawPair, RawScalar, RawSequence } from './raw.ts';
import { findPlainType } from './scalar-type.ts';

/** A value on one line, and where it ends. */
export interface PlainValue<T extends RawNode = RawNode> {
  readonly node: T;
  readonly end: number;
}

/** Levels of brackets in brackets; what is nested deeper is left to the library. */
const maximumBrackets = 32;

/** Reads the value that starts at `from`, without what follows it; `undefined` for whatever is no plain shape. `outer`: where its tag starts. */
export function readPlainValue(text: string, from: number, tag: string | undefined, outer: number): PlainValue | undefined {
  const code = text.charCodeAt(from);
  if (code === SINGLE || code === DOUBLE) return readQuoted(text, from, tag, outer);
  if (code === OPEN_LIST || code === OPEN_MAP) return readFlow(text, from, tag, outer, 0);
  return isIndicator(code) ? undefined : readWords(text, from, tag, outer);
}

/** The tag at an offset, of letters and colons alone. */
export function readTag(text: string, from: number): string | undefined {
  if (text.charCodeAt(from) !== EXCLAMATION) return undefined;
  let end = from + 1;
  while (isLetter(text.charCodeAt(end)) || (text.charCodeAt(end) === COLON && end > from + 1)) end++;
  const next = text.charCodeAt(end);
  return end > from + 1 && text.charCodeAt(end - 1) !== COLON && (next === SPACE || next === FEED) ? text.slice(from, end) : undefined;
}

/** Implicit keys may have 1024 characters. */
const longestKey = 1000;

/** A key with a colon and white space behind it; `end` is where the colon stands. */
export function readPlainKey(text: string, from: number): PlainValue<RawScalar> | undefined {
  const code = text.charCodeAt(from);
  if (code === SINGLE || code === DOUBLE) {
    const quoted = readQuoted(text, from, undefined, from);
    return quoted !== undefined && quoted.end - from < longestKey && isColon(text, quoted.end) ? quoted : undefined;
  }
  if (!isLetter(code) && !isDigit(code)) return undefined;
  let end = from + 1;
  while (!isColon(text, end)) {
    if (!isKeyPart(text.charCodeAt(end))) return undefined;
    end++;
  }
  return end - from < longestKey ? makeScalar(text, { from, end, style: 'plain', start: from, stop: end, outer: from }) : undefined;
}

/** Behind the spaces. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Whether only a comment stands between the end of a value and that of its line. */
export function isEndOfLine(text: string, end: number): boolean {
  const at = skipSpaces(text, end);
  const code = text.charCodeAt(at);
  return code === FEED || (code === HASH && at > end);
}

interface ScalarPlace {
  /** With its quotes. */
  readonly from: number;
  readonly end: number;
  readonly style: RawScalar['style'];
  /** Without them. */
  readonly start: number;
  readonly stop: number;
  readonly outer: number;
  readonly tag?: string | undefined;
}

function makeScalar(text: string, { from, end, style, start, stop, outer, tag }: ScalarPlace): PlainValue<RawScalar> {
  const value = text.slice(start, stop);
  const type = style === 'plain' && tag === undefined ? findPlainType(value) : 'string';
  const scalar: RawScalar = {
    kind: 'scalar',
    type,
    style,
    value,
    range: { start: from, end },
    outer: { start: outer, end },
    map: [[0, start]],
  };
  return { node: tag === undefined ? scalar : { tag, ...scalar }, end };
}

function readQuoted(text: string, from: number, tag: string | undefined, outer: number): PlainValue<RawScalar> | undefined {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === FEED || (code === BACKSLASH && quote === DOUBLE)) return undefined;
    if (code !== quote) continue;
    if (text.charCodeAt(at + 1) === quote) return undefined;
    const style = quote === SINGLE ? 'single' : 'double';
    return makeScalar(text, { from, end: at + 1, style, start: from + 1, stop: at, outer, tag });
  }
  return undefined;
}

/** A scalar without quotes, up to the end of the line or a comment. */
function readWords(text: string, from: number, tag: string | undefined, outer: number): PlainValue | undefined {
  let end = from;
  for (let at = from; text.charCodeAt(at) !== FEED; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE) {
      if (text.charCodeAt(at + 1) === HASH) break;
      continue;
    }
    if (isColon(text, at)) return undefined;
    end = at + 1;
  }
  return makeScalar(text, { from, end, style: 'plain', start: from, stop: end, outer, tag });
}

/** A collection in brackets, all on one line. */
function readFlow(
  text: string,
  from: number,
  tag: string | undefined,
  outer: number,
  depth: number,
): PlainValue<RawMapping | RawSequence> | undefined {
  const isMapping = text.charCodeAt(from) === OPEN_MAP;
  const close = isMapping ? CLOSE_MAP : CLOSE_LIST;
  const pairs: RawPair[] = [];
  const items: RawNode[] = [];
  let at = skipSpaces(text, from + 1);
  while (text.charCodeAt(at) !== close) {
    if (pairs.length + items.length > 0) {
      if (text.charCodeAt(at) !== COMMA || text.charCodeAt(at + 1) !== SPACE) return undefined;
      at = skipSpaces(text, at + 1);
    }
    const key = isMapping ? readPlainKey(text, at) : undefined;
    if (isMapping && (key === undefined || text.charCodeAt(key.end + 1) !== SPACE)) return undefined;
    const value = readFlowValue(text, key === undefined ? at : skipSpaces(text, key.end + 1), depth);
    if (value === undefined) return undefined;
    if (key === undefined) items.push(value.node);
    else pairs.push({ key: key.node, value: value.node, range: { start: at, end: value.node.outer.end } });
    at = skipSpaces(text, value.end);
  }
  const end = at + 1;
  const base = { range: { start: from, end }, outer: { start: outer, end }, flow: true, ...(tag === undefined ? {} : { tag }) };
  return { node: isMapping ? { kind: 'mapping', ...base, pairs } : { kind: 'sequence', ...base, items }, end };
}

function readFlowValue(text: string, outer: number, depth: number): PlainValue | undefined {
  const tag = readTag(text, outer);
  const from = tag === undefined ? outer : skipSpaces(text, outer + tag.length);
  const code = text.charCodeAt(from);
  if (code === SINGLE || code === DOUBLE) return readQuoted(text, from, tag, outer);
  if (code === OPEN_LIST || code === OPEN_MAP) return depth < maximumBrackets ? readFlow(text, from, tag, outer, depth + 1) : undefined;
  // One word: in brackets a colon, a comma or a number sign may mean something else.
  let end = from;
  while (isWordPart(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  const isEnded = next === SPACE || next === COMMA || next === CLOSE_LIST || next === CLOSE_MAP;
  if (end === from || !isEnded || isIndicator(text.charCodeAt(from)) || text.charCodeAt(end - 1) === COLON) return undefined;
  return makeScalar(text, { from, end, style: 'plain', start: from, stop: end, outer, tag });
}

const FEED = 10;
const SPACE = 32;
const EXCLAMATION = 33;
const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const STAR = 42;
const COMMA = 44;
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const UNDERSCORE = 95;
const OPEN_MAP = 123;
const CLOSE_MAP = 125;

/** Whether a colon stands here that ends a key. */
function isColon(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== COLON) return false;
  const next = text.charCodeAt(at + 1);
  return next === SPACE || next === FEED;
}

/** Whether no scalar without quotes begins so, or none that is read here. */
function isIndicator(code: number): boolean {
  return !(isLetter(code) || isDigit(code) || code === SLASH || code === DOT || code === 36 || code === UNDERSCORE);
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isKeyPart(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 58) || code === UNDERSCORE || code === DASH || code === DOT || code === SLASH;
}

function isWordPart(code: number): boolean {
  return isKeyPart(code) || code === STAR;
}
