import type { Frame } from './chunk.ts';
import { isEndOfLine, readPlainKey, readPlainValue, readTag, skipSpaces } from './plain-value.ts';
import type { RawMapping, RawNode, RawPair, RawSequence } from './raw.ts';
import { emptyScalar } from './raw.ts';

/**
 * Reads whole lines of the plain shapes that nearly every entry of a template is written in: keys and dashes, values on one line. Says what
 * the library's tree would come to, several times as fast; `undefined` in any doubt (block scalars, values over several lines, anchors,
 * escapes, anything wrong), and then the library reads them. A property test compares the two.
 */
export function readPlainLines(lines: string, frame: Frame): RawMapping | RawSequence | undefined {
  if (UNUSUAL.test(lines)) return undefined;
  const reader: Reader = { text: lines.endsWith('\n') ? lines : `${lines}\n`, at: 0, column: 0 };
  moveTo(reader, 0);
  if (reader.column !== frame.column) return undefined;
  const root = readBlock(reader, frame.above);
  return reader.column < 0 && root?.kind === (frame.kind === 'items' ? 'sequence' : 'mapping') ? root : undefined;
}

/** Characters that the library takes for white space or a break, or that would take a second look. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNUSUAL = /[\0-\t\v-\x1F\x7F-\x9F\u2028\u2029\uFEFF]/;

/** Levels of nesting; what is nested deeper is left to the library. */
const maximumLevels = 64;

interface Reader {
  readonly text: string;
  /** Where the content of the line to read next starts, and its column: -1 behind the last. */
  at: number;
  column: number;
}

/** Goes to the first line with content; `line` is the start of one. */
function moveTo(reader: Reader, line: number): void {
  const { text } = reader;
  for (let start = line; start < text.length; start = text.indexOf('\n', start) + 1) {
    const at = skipSpaces(text, start);
    if (text[at] === '\n' || text[at] === '#') continue;
    reader.at = at;
    reader.column = at - start;
    return;
  }
  reader.column = -1;
}

function moveBehind(reader: Reader, end: number): void {
  moveTo(reader, reader.text.indexOf('\n', end) + 1);
}

function isItem({ text, at }: Reader): boolean {
  return isItemAt(text, at);
}

function isItemAt(text: string, at: number): boolean {
  return text[at] === '-' && (text[at + 1] === ' ' || text[at + 1] === '\n');
}

/** A block that begins behind the dash of its item. */
function readBlockAt(reader: Reader, at: number, level: number): RawMapping | RawSequence | undefined {
  reader.column += at - reader.at;
  reader.at = at;
  return readBlock(reader, level);
}

function readBlock(reader: Reader, level: number, tag?: string, outer?: number): RawMapping | RawSequence | undefined {
  if (level > maximumLevels) return undefined;
  return isItem(reader) ? readItems(reader, level, tag, outer) : readPairs(reader, level, tag, outer);
}

function readPairs(reader: Reader, level: number, tag?: string, outer?: number): RawMapping | undefined {
  const { text, at: start, column } = reader;
  const pairs: RawPair[] = [];
  while (reader.column === column && !isItem(reader)) {
    const key = readPlainKey(text, reader.at);
    const value = key === undefined ? undefined : readValue(reader, key.end + 1, column, level, true);
    if (key === undefined || value === undefined) return undefined;
    const end = Math.max(value.outer.end, key.end);
    pairs.push({ key: key.node, value, range: { start: key.node.outer.start, end } });
  }
  const end = pairs[pairs.length - 1]?.range.end;
  if (end === undefined || reader.column > column) return undefined;
  const base = { range: { start, end }, outer: { start: outer ?? start, end }, flow: false };
  return tag === undefined ? { kind: 'mapping', ...base, pairs } : { kind: 'mapping', ...base, pairs, tag };
}

function readItems(reader: Reader, level: number, tag?: string, outer?: number): RawSequence | undefined {
  const { text, at: start, column } = reader;
  const items: RawNode[] = [];
  while (reader.column === column && isItem(reader)) {
    const from = skipSpaces(text, reader.at + 1);
    const isBlock = isItemAt(text, from) || readPlainKey(text, from) !== undefined;
    const item = isBlock ? readBlockAt(reader, from, level + 1) : readValue(reader, reader.at + 1, column, level, false);
    if (item === undefined) return undefined;
    items.push(item);
  }
  const end = items[items.length - 1]?.outer.end;
  if (end === undefined || reader.column > column) return undefined;
  const base = { range: { start, end }, outer: { start: outer ?? start, end }, flow: false };
  return tag === undefined ? { kind: 'sequence', ...base, items } : { kind: 'sequence', ...base, items, tag };
}

/** The value behind an indicator that ends at `behind`, of a block at `column`; a list that is the value of a key may stand at that column too. */
function readValue(reader: Reader, behind: number, column: number, level: number, inPair: boolean): RawNode | undefined {
  const { text } = reader;
  const outer = skipSpaces(text, behind);
  const tag = readTag(text, outer);
  const from = tag === undefined ? outer : skipSpaces(text, outer + tag.length);
  if (text[from] === '\n' || text[from] === '#') {
    moveBehind(reader, from);
    if (reader.column > column) return readBlock(reader, level + 1, tag, tag === undefined ? undefined : outer);
    if (tag !== undefined || !inPair) return undefined;
    if (reader.column === column && isItem(reader)) return level < maximumLevels ? readItems(reader, level + 1) : undefined;
    return emptyScalar(text[behind] === ' ' ? behind + 1 : behind);
  }
  const value = readPlainValue(text, from, tag, outer);
  if (value === undefined || !isEndOfLine(text, value.end)) return undefined;
  moveBehind(reader, value.end);
  // A line that stands deeper would go on with the value.
  return reader.column > column ? undefined : value.node;
}
