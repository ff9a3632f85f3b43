import type { TextEdit } from './source.ts';

/** Counted from 0; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text; `\n`, `\r\n` and `\r` each end a line. */
export interface LineIndex {
  readonly lineCount: number;
  /** An offset outside of the text is taken as the nearest one inside. */
  position(offset: number): Position;
  /** A position outside of the text or behind the end of its line is taken as the nearest one inside. */
  offset(position: Position): number;
  /** The offsets of a line without its line break. */
  lineRange(line: number): { readonly start: number; readonly end: number };
  /** The index of `after`, which an edit made of this text. It looks at the edited stretch only and moves the line starts behind it. */
  edited(edit: TextEdit, after: string): LineIndex;
}

export function createLineIndex(text: string): LineIndex {
  const found = findLineStarts(text, 1, text.length);
  const starts = new Int32Array(found.length + 1);
  starts.set(found, 1);
  return indexOf(text, starts);
}

/** `starts`: the offset of the start of each line, ascending; the first is 0. */
function indexOf(text: string, starts: Int32Array): LineIndex {
  const lineRange = (line: number) => {
    const within = Math.max(0, Math.min(line, starts.length - 1));
    const start = starts[within] ?? 0;
    return { start, end: trimBreak(text, start, starts[within + 1] ?? text.length) };
  };
  return {
    lineCount: starts.length,
    position(offset) {
      const within = Math.max(0, Math.min(offset, text.length));
      const line = countUpTo(starts, within) - 1;
      return { line, character: within - (starts[line] ?? 0) };
    },
    offset({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      const { start, end } = lineRange(line);
      return Math.max(start, Math.min(start + character, end));
    },
    lineRange,
    edited: (edit, after) => indexOf(after, moveStarts(starts, edit, after)),
  };
}

/** Whether a line starts at an offset is decided by the character before it and, after a `\r`, by the one behind: so both ends of the edit are read anew. */
function moveStarts(starts: Int32Array, { start, oldEnd, newEnd }: TextEdit, after: string): Int32Array {
  const kept = Math.max(1, countUpTo(starts, start - 1));
  const found = findLineStarts(after, Math.max(1, start), newEnd);
  const behind = countUpTo(starts, oldEnd);
  const moved = new Int32Array(kept + found.length + starts.length - behind);
  moved.set(starts.subarray(0, kept));
  moved.set(found, kept);
  const shift = newEnd - oldEnd;
  for (let from = behind, to = kept + found.length; from < starts.length; from++, to++) moved[to] = (starts[from] ?? 0) + shift;
  return moved;
}

/** The starts of lines among the offsets `from` to `to`, both included. */
function findLineStarts(text: string, from: number, to: number): readonly number[] {
  const starts: number[] = [];
  const before = text.slice(from - 1, to);
  let lf = before.indexOf('\n');
  let cr = before.indexOf('\r');
  while (lf >= 0 || cr >= 0) {
    if (cr < 0 || (lf >= 0 && lf < cr)) {
      starts.push(from + lf);
      lf = before.indexOf('\n', lf + 1);
    } else {
      if (text.charCodeAt(from + cr) !== 0x0a) starts.push(from + cr);
      cr = before.indexOf('\r', cr + 1);
    }
  }
  return starts;
}

/** How many of `starts` are at most `offset`. */
function countUpTo(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function trimBreak(text: string, start: number, next: number): number {
  let end = next;
  if (end > start && text[end - 1] === '\n') end--;
  if (end > start && text[end - 1] === '\r') end--;
  return end;
}
