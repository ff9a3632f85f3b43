import type { ChunkList, Frame, Section } from './chunk.ts';
import { findLineEnd, findLineStart } from './indentation.ts';
import type { TextEdit } from './source.ts';

/** The chunks from the `from`-th to before the `to`-th, all of one frame, whose lines alone an edit concerns. */
export interface Around {
  readonly from: number;
  readonly to: number;
  readonly frame: Frame;
  /** The number, among the sections, of the one that holds them. */
  readonly section: number;
  /** The stretch of the new text. */
  readonly start: number;
  readonly end: number;
}

/**
 * The chunks that an edit concerns: those that it touches; the one before, where it may change where the first of them begins; the one
 * behind, where it may change that one's start. `undefined` where these are not entries or items of one section.
 */
export function findAround(before: string, old: ChunkList, text: string, edit: TextEdit): Around | undefined {
  const delta = edit.newEnd - edit.oldEnd;
  let from = findChunk(old, edit.start);
  let to = findChunk(old, edit.oldEnd) + 1;
  const frame = old.chunks[from]?.frame;
  if (frame === undefined || frame.kind === 'sections') return undefined;
  const number = old.sections.findLastIndex((candidate) => candidate.from <= from && from < candidate.to);
  const section = old.sections[number];
  if (section === undefined || section.frame !== frame || text.slice(edit.start, edit.newEnd).includes('\uFEFF')) return undefined;
  if (edit.start >= findEnd(old, from) && edit.start < before.length) return undefined;
  if (edit.start <= findLineEnd(before, (old.starts[from] ?? 0) + (old.chunks[from]?.at ?? 0))) from--;
  if (edit.oldEnd >= findEnd(old, to - 1) && to < old.chunks.length) to++;
  if (edit.newEnd > findLastLineEnd(text, edit.newEnd, findEnd(old, to - 1) + delta)) to++;
  if (from < section.from || to > section.to) return undefined;
  for (let index = from; index < to; index++) if (old.chunks[index]?.frame !== frame) return undefined;
  return { from, to, frame, section: number, start: findCut(old, from), end: findEnd(old, to - 1) + delta };
}

/** The sections once the chunks around an edit have become others, `count` of them. */
export function moveSections(sections: readonly Section[], { from, to }: Around, count: number, delta: number): readonly Section[] {
  const more = count - (to - from);
  return sections.map((section) => {
    if (section.to <= from) return section;
    if (section.from > from) return { ...section, at: section.at + delta, from: section.from + more, to: section.to + more };
    return { ...section, to: section.to + more };
  });
}

/** Where the lines of a chunk end. */
export function findEnd({ chunks, starts }: ChunkList, index: number): number {
  return (starts[index] ?? 0) + (chunks[index]?.length ?? 0);
}

function findCut({ chunks, starts }: ChunkList, index: number): number {
  return (starts[index] ?? 0) + (chunks[index]?.cut ?? 0);
}

/** The last chunk whose own lines begin at or before the offset, else the first. */
export function findChunk(old: ChunkList, offset: number): number {
  let low = 0;
  let high = old.chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (findCut(old, middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The end of the last line in a stretch that is neither blank nor a comment; `from` is far enough back. */
function findLastLineEnd(text: string, from: number, to: number): number {
  for (let end = to - 1; end >= from; ) {
    const line = findLineStart(text, end);
    const stop = findLineEnd(text, line);
    if (/^ *[^\s#]/.test(text.slice(line, Math.min(stop, to)))) return stop;
    end = line - 1;
  }
  return from - 1;
}
