/** The start of the line that holds the offset. */
export function findLineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line that holds the offset: its `\n`, or the end of the text. A `\r` before it belongs to the line. */
export function findLineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

/** The column of an offset, from 0, in UTF-16 code units; a byte order mark takes none. */
export function columnOf(text: string, offset: number): number {
  const start = findLineStart(text, offset);
  return offset - start - (start === 0 && text.startsWith('\uFEFF') && offset > 0 ? 1 : 0);
}
