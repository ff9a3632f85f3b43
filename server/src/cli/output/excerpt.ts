import type { LineIndex } from '../../syntax/line-index.ts';
import type { OffsetRange } from '../../syntax/node.ts';
import { displayWidth, printable } from './printable.ts';

/** One source line as drawn, and where the carets stand under it, in columns of a terminal. */
export interface Excerpt {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  /** Columns before the carets. */
  readonly before: number;
  /** Number of carets, at least one. */
  readonly width: number;
}

/** Characters of a line that are drawn; of a longer one (a policy on one line) the part around the range. */
const DRAWN = 160;
const CONTEXT = 40;

/** The lines of a range, the first `most` of them. */
export function drawExcerpt(text: string, lines: LineIndex, range: OffsetRange, most: number): readonly Excerpt[] {
  const first = lines.position(range.start).line;
  const last = Math.min(lines.position(Math.max(range.start, range.end - 1)).line, first + most - 1);
  const drawn: Excerpt[] = [];
  for (let line = first; line <= last; line++) {
    const { start, end } = lines.lineRange(line);
    const indent = line === first ? 0 : (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
    const from = Math.max(range.start, start + indent);
    const to = Math.min(range.end, end);
    // A blank line inside a range has nothing to underline.
    if (line === first || from < to) drawn.push(drawLine(text.slice(start, end), line, from - start, Math.max(from, to) - start));
  }
  return drawn;
}

function drawLine(source: string, line: number, from: number, to: number): Excerpt {
  const cutStart = source.length <= DRAWN ? 0 : Math.max(0, Math.min(from - CONTEXT, source.length - DRAWN));
  const cutEnd = source.length <= DRAWN ? source.length : cutStart + DRAWN;
  const prefix = cutStart > 0 ? '…' : '';
  const before = prefix + printable(source.slice(cutStart, from));
  const inside = printable(source.slice(from, Math.min(to, cutEnd)));
  const after = printable(source.slice(Math.min(to, cutEnd), cutEnd)) + (cutEnd < source.length ? '…' : '');
  return { line, text: before + inside + after, before: displayWidth(before), width: Math.max(1, displayWidth(inside)) };
}
