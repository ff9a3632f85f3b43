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
}

export function createLineIndex(text: string): LineIndex {
  const starts = findLineStarts(text);
  const lineRange = (line: number) => {
    const within = Math.max(0, Math.min(line, starts.length - 1));
    const start = starts[within] ?? 0;
    return { start, end: trimBreak(text, start, starts[within + 1] ?? text.length) };
  };
  return {
    lineCount: starts.length,
    position(offset) {
      const within = Math.max(0, Math.min(offset, text.length));
      const line = findLine(starts, within);
      return { line, character: within - (starts[line] ?? 0) };
    },
    offset({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      const { start, end } = lineRange(line);
      return Math.max(start, Math.min(start + character, end));
    },
    lineRange,
  };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) starts.push(at + 1);
  }
  return starts;
}

function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function trimBreak(text: string, start: number, next: number): number {
  let end = next;
  if (end > start && text[end - 1] === '\n') end--;
  if (end > start && text[end - 1] === '\r') end--;
  return end;
}
