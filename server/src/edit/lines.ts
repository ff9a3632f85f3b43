import { columnOf, findLineStart } from '../syntax/indentation.ts';
import type { OffsetRange } from '../syntax/node.ts';

/** Questions about lines and columns of a text; all offsets are UTF-16 code units. */

/** End of the line that the offset is in, before its line break. */
export function lineEndAt(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  if (lineFeed === -1) return text.length;
  return lineFeed > offset && text[lineFeed - 1] === '\r' ? lineFeed - 1 : lineFeed;
}

/** Start of the line after the one that the offset is in; the end of the text for the last. */
export function nextLineAt(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  return lineFeed === -1 ? text.length : lineFeed + 1;
}

/** White space at the start of the line that the offset is in. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(findLineStart(text, offset), offset))?.[0] ?? '';
}

/** Whether only white space stands before the offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return indentAt(text, offset).length === columnOf(text, offset);
}

/** Whether nothing but white space and a comment follows on the line. */
export function isLastOnLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#.*|\/\/.*|\/\*[^\n]*\*\/[ \t]*)?$/.test(text.slice(offset, lineEndAt(text, offset)));
}

/** The span of whole lines from `start` to `end`, its line break included; at the end of the text the break before goes with it. */
export function wholeLines(text: string, start: number, end: number): OffsetRange {
  const from = findLineStart(text, start);
  const to = nextLineAt(text, end);
  if (to < text.length || text.endsWith('\n') || from === 0) return { start: from, end: to };
  return { start: lineEndAt(text, findLineStart(text, from - 1)), end: to };
}

/** The offset before white space at the end of a node: the text of a block scalar ends behind its last line break. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let result = end;
  while (result > start && /\s/.test(text[result - 1] ?? '')) result--;
  return result;
}

/** Every line but the first moved by `shift` columns to the right (negative: to the left); blank lines stay empty. */
export function shiftLines(text: string, shift: number): string {
  if (shift === 0) return text;
  return text.replace(
    /\n([ \t]*)(?=[^\s])/g,
    (_, indent: string) => `\n${shift > 0 ? ' '.repeat(shift) + indent : indent.slice(Math.min(indent.length, -shift))}`,
  );
}

/** The offset of the next character that is neither white space nor in a comment. */
export function skipBlank(text: string, offset: number): number {
  const blank = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = offset;
  return offset + (blank.exec(text)?.[0].length ?? 0);
}

/**
 * Whether the offset is inside a flow collection of a YAML text: its line opens one before it, or the line before ends as only flow collections do.
 */
export function isInFlow(text: string, offset: number): boolean {
  const prefix = withoutStrings(text.slice(findLineStart(text, offset), offset));
  let depth = 0;
  for (const character of prefix) {
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
  }
  if (depth !== 0) return depth > 0;
  for (let start = findLineStart(text, offset); start > 0; ) {
    const end = start;
    start = findLineStart(text, start - 1);
    const line = withoutStrings(text.slice(start, end))
      .replace(/(?:^|\s)#.*$/, '')
      .trim();
    if (line !== '') return /[,{[]$/.test(line);
  }
  return false;
}

function withoutStrings(line: string): string {
  return line
    .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '0')
    .replace(/\$\{[^{}]*\}/g, '0')
    .trimEnd();
}
