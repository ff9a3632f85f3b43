import type { Frame } from './chunk.ts';
import { findLineEnd } from './indentation.ts';
import type { EntryLine } from './yaml-lines.ts';
import { findContent, findEntryLines, findKeyEnd, isItemAt, isKeyAt, isLineDone, isMarker } from './yaml-lines.ts';

/** A text cut by its lines alone; whether the pieces read alike on their own is for their reader to say. */
export interface Cut {
  readonly frame: Frame;
  readonly parts: readonly CutPart[];
}

/** A piece of text up to `end`, and where its lines show it to be a section of pieces, these. */
export interface CutPart extends EntryLine {
  readonly end: number;
  readonly inner?: Cut & { readonly key: string };
}

/** Cuts a document of block style; `undefined` where its first lines show that it has to be read as a whole. */
export function cutDocument(text: string): Cut | undefined {
  const start = findStart(text);
  const first = start === undefined ? undefined : findContent(text, start, text.length);
  if (start === undefined || first === undefined || first.column !== 0 || text.indexOf('\uFEFF', 1) >= 0) return undefined;
  const kind = isItemAt(text, first.at) ? 'item' : 'key';
  const { entries, outside } = findEntryLines(text, start, text.length, kind, 0);
  if (outside || entries[0]?.at !== first.at) return undefined;
  const frame: Frame = { kind: kind === 'item' ? 'items' : 'sections', name: '', column: 0, above: 0 };
  return { frame, parts: withEnds(entries, text.length).map((part) => (kind === 'item' ? part : cutSection(text, part, frame))) };
}

/** Cuts lines that hold whole entries of a frame; `undefined` where some line may be part of what is around the frame. */
export function cutEntries(text: string, from: number, to: number, frame: Frame): readonly CutPart[] | undefined {
  const { entries, outside } = findEntryLines(text, from, to, frame.kind === 'items' ? 'item' : 'key', frame.column);
  if (outside || entries[0]?.cut !== from) return undefined;
  const parts = withEnds(entries, to);
  return parts.some((part) => isInnerSection(text, part, frame)) ? undefined : parts;
}

function withEnds(entries: readonly EntryLine[], end: number): readonly CutPart[] {
  return entries.map(({ cut, at }, index) => ({ cut, at, end: entries[index + 1]?.cut ?? end }));
}

/** Behind the byte order mark and a first `---`; `undefined` where there is a directive. */
function findStart(text: string): number | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const first = findContent(text, start, text.length);
  if (first === undefined || first.column !== 0) return start;
  if (text[first.at] === '%') return undefined;
  if (!isMarker(text, first.at, 0)) return start;
  return text[first.at] === '-' && isLineDone(text, first.at + 3) ? Math.min(findLineEnd(text, first.at) + 1, text.length) : undefined;
}

/** CloudFormation sections stand one level deeper in `resources`. */
function isInnerSection(text: string, { at }: EntryLine, frame: Frame): boolean {
  return frame.kind === 'entries' && frame.name === 'resources' && text.slice(at, findKeyEnd(text, at)) === 'Resources';
}

/** The entries of a section whose key stands alone on its line. */
function cutSection(text: string, part: CutPart, frame: Frame): CutPart {
  const keyEnd = findKeyEnd(text, part.at) ?? part.at;
  const key = text.slice(part.at, keyEnd);
  const first = isLineDone(text, keyEnd + 1) ? findContent(text, findLineEnd(text, keyEnd), part.end) : undefined;
  if (first === undefined) return part;
  const isList = isItemAt(text, first.at);
  if (isList ? first.column < frame.column : first.column <= frame.column || !isKeyAt(text, first.at) || key === 'Statement') return part;
  const name = frame.name === '' ? key : `${frame.name}/${key}`;
  const inner: Frame = { kind: isList ? 'items' : 'entries', name, column: first.column, above: frame.above + 1 };
  const { entries } = findEntryLines(text, findLineEnd(text, keyEnd) + 1, part.end, isList ? 'item' : 'key', inner.column);
  if (entries[0]?.at !== first.at) return part;
  const parts = withEnds(entries, part.end).map((entry) => (isInnerSection(text, entry, inner) ? cutSection(text, entry, inner) : entry));
  return { ...part, inner: { key, frame: inner, parts } };
}
