/** A half-open stretch of a text, and what is said of it. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface MarkedSource {
  readonly text: string;
  /** Where `$0` stood. */
  readonly cursor?: number;
  readonly marks: readonly Mark[];
}

const markPattern = /^[ ]*(\^+)(…?)(?: (.*))?$/;

/**
 * Reads a text in the notation of the tests: `$0` is the cursor, and a line of spaces, carets and a message underlines the line
 * above. Both are cut out. `^^^…` reaches to the end of its line.
 */
export function parseMarked(marked: string): MarkedSource {
  const marks: Mark[] = [];
  let text = '';
  let cursor: number | undefined;
  let lineStart = 0;
  for (const line of splitLines(marked)) {
    const content = line.replace(/\r?\n$/, '');
    const match = text === '' ? null : markPattern.exec(content);
    if (match !== null) {
      const [, carets = '', ellipsis = '', message = ''] = match;
      const start = lineStart + content.indexOf('^');
      const end = ellipsis === '' ? start + carets.length : lineStart + text.slice(lineStart).replace(/\r?\n$/, '').length;
      marks.push({ start, end, message });
      continue;
    }
    lineStart = text.length;
    const at = line.indexOf('$0');
    if (at >= 0 && cursor !== undefined) throw new Error('a marked source has one cursor');
    if (at >= 0) cursor = lineStart + at;
    text += at < 0 ? line : line.slice(0, at) + line.slice(at + 2);
  }
  return { text, marks, ...(cursor === undefined ? {} : { cursor }) };
}

/**
 * Draws every finding under its line, sorted by start, end and message. One that spans lines is drawn to the end of its first line,
 * with `…`; an empty one takes one caret.
 */
export function drawFindings(text: string, findings: readonly Mark[]): string {
  const sorted = [...findings].sort((a, b) => a.start - b.start || a.end - b.end || compare(a.message, b.message));
  const lines = splitLines(text);
  if (lines.length === 0 || text.endsWith('\n')) lines.push('');
  let picture = '';
  let lineStart = 0;
  let next = 0;
  for (const [index, line] of lines.entries()) {
    picture += line;
    const lineEnd = lineStart + line.length;
    const isLast = index === lines.length - 1;
    for (let finding = sorted[next]; finding !== undefined && (finding.start < lineEnd || isLast); finding = sorted[++next]) {
      picture += `${picture === '' || picture.endsWith('\n') ? '' : '\n'}${drawFinding(line, lineStart, finding)}\n`;
    }
    lineStart = lineEnd;
  }
  return picture;
}

function drawFinding(line: string, lineStart: number, { start, end, message }: Mark): string {
  const content = line.replace(/\r?\n$/, '').length;
  const column = start - lineStart;
  const stop = Math.min(end - lineStart, Math.max(content, column));
  const carets = '^'.repeat(Math.max(1, stop - column));
  const ellipsis = end - lineStart > Math.max(line.length, column) ? '…' : '';
  return `${' '.repeat(Math.max(0, column))}${carets}${ellipsis} ${message.replaceAll('\n', ' ')}`.trimEnd();
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
