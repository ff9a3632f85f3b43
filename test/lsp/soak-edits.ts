import { createLineIndex } from '../../server/src/syntax/line-index.ts';

/** A whole number from 0 to below `limit`. */
export type Random = (limit: number) => number;

/** The same seed, the same numbers (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

/** A stretch of a text and what takes its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const WORDS = [
  ...[
    'a',
    'Z',
    '0',
    ' ',
    '\n',
    '\r\n',
    ':',
    '-',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '*',
    '#',
    '&a ',
    '*a',
    '!Sub ',
    '🪣',
    '\t',
    '|',
    '>\n',
  ],
  ...['s3:', 'GetObject', 'Action: ', 'Effect', 'Resource: "*"\n', '- ', '  ', '${', '"Statement": [', 'Type: AWS::S3::Bucket\n'],
];

/** An edit as people make them: typed, deleted, pasted, indented, ended otherwise; never inside of a line break. */
export function chooseEdit(random: Random, text: string): Replacement {
  const edit = pick(random, EDITS)(random, text);
  const lines = createLineIndex(text);
  const settle = (offset: number): number => lines.offset(lines.position(offset));
  return { start: settle(edit.start), end: Math.max(settle(edit.start), settle(edit.end)), text: edit.text };
}

const EDITS: readonly ((random: Random, text: string) => Replacement)[] = [
  typeWord,
  typeWord,
  typeWord,
  deleteSome,
  paste,
  indentLine,
  duplicateLines,
  changeLineEnd,
];

function typeWord(random: Random, text: string): Replacement {
  const start = random(text.length + 1);
  return { start, end: start, text: pick(random, WORDS) };
}

function deleteSome(random: Random, text: string): Replacement {
  const start = random(text.length + 1);
  return { start, end: Math.min(text.length, start + 1 + random(random(4) === 0 ? 60 : 3)), text: '' };
}

function paste(random: Random, text: string): Replacement {
  const from = random(text.length + 1);
  const start = random(text.length + 1);
  return { start, end: Math.min(text.length, start + random(20)), text: text.slice(from, from + random(200)) };
}

function indentLine(random: Random, text: string): Replacement {
  const { start } = chooseLine(random, text);
  return text.startsWith('  ', start) && random(2) === 0 ? { start, end: start + 2, text: '' } : { start, end: start, text: '  ' };
}

function duplicateLines(random: Random, text: string): Replacement {
  const { start } = chooseLine(random, text);
  const end = text.indexOf('\n', start + random(200)) + 1;
  return { start, end: start, text: text.slice(start, Math.max(start, end)) };
}

function changeLineEnd(random: Random, text: string): Replacement {
  const { end } = chooseLine(random, text);
  return text.startsWith('\r\n', end)
    ? { start: end, end: end + 2, text: '\n' }
    : { start: end, end: Math.min(text.length, end + 1), text: '\r\n' };
}

function chooseLine(random: Random, text: string): { readonly start: number; readonly end: number } {
  const lines = createLineIndex(text);
  return lines.lineRange(random(lines.lineCount));
}

export function replaceIn(text: string, { start, end, text: written }: Replacement): string {
  return text.slice(0, start) + written + text.slice(end);
}
