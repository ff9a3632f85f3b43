import type { Chunk, Chunks, Frame, Section } from './chunk.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { addChunk, beginChunks, isReadAs, moveChunk, readChunk, readChunks } from './chunk-reader.ts';
import { joinChunks } from './chunk-tree.ts';
import { findLineEnd, findLineStart } from './indentation.ts';
import type { Unit } from './node.ts';
import type { Parsed, TextEdit } from './source.ts';
import { findUnitStart } from './units.ts';
import { cutDocument, cutEntries } from './yaml-cut.ts';

/** Reads a YAML text piece by piece; `undefined` for one that has to be read as a whole. */
export function parseChunks(uri: string, text: string): Parsed | undefined {
  return readAll(text, { uri, name: '' }, () => undefined);
}

/**
 * Reads what a text that was read piece by piece became by an edit. Pieces that hold what they held before are not read again, and
 * where the edit stays within entries of one section, no line but theirs is looked at.
 */
export function reparseChunks(previous: Parsed, chunks: Chunks, text: string, edit: TextEdit): Parsed | undefined {
  const { document } = previous.source;
  const around = readAround(previous, chunks, text, edit);
  if (around !== undefined) return joinChunks(text, document, around);
  const delta = edit.newEnd - edit.oldEnd;
  const kept = new Map<number, Chunk>();
  for (const [index, chunk] of chunks.chunks.entries()) {
    const start = chunks.starts[index] ?? 0;
    if (start + chunk.length <= edit.start) kept.set(start, chunk);
    else if (start >= edit.oldEnd) kept.set(start + delta, chunk);
  }
  return readAll(text, document, (start, end) => takeOf(kept.get(start), end - start));
}

function readAll(text: string, document: Unit, findKept: ChunkReader['findKept']): Parsed | undefined {
  const cut = cutDocument(text);
  const chunks = cut === undefined ? undefined : readChunks(beginChunks(text, document, findKept), cut);
  return chunks === undefined ? undefined : joinChunks(text, document, chunks);
}

function takeOf(chunk: Chunk | undefined, length: number): Chunk | undefined {
  return chunk?.length === length ? chunk : undefined;
}

/** The chunks from the `from`-th to before the `to`-th, all of one frame, whose lines alone an edit concerns. */
interface Around {
  readonly from: number;
  readonly to: number;
  readonly frame: Frame;
  /** The stretch of the new text. */
  readonly start: number;
  readonly end: number;
}

/** Reads the entries around an edit again; `undefined` where it may concern what is around them. */
function readAround(previous: Parsed, old: Chunks, text: string, edit: TextEdit): Chunks | undefined {
  const around = findAround(previous.source.text, old, text, edit);
  const parts = around === undefined ? undefined : cutEntries(text, around.start, around.end, around.frame);
  if (around === undefined || parts === undefined) return undefined;
  const delta = edit.newEnd - edit.oldEnd;
  const reader = beginChunks(text, previous.source.document, (start, end) => {
    const index = findChunk(old, start < edit.newEnd ? start : start - delta);
    const chunk = old.chunks[index];
    const oldStart = old.starts[index] ?? 0;
    const isBefore = chunk !== undefined && oldStart === start && oldStart + chunk.length <= edit.start;
    const isBehind = oldStart + delta === start && oldStart >= edit.oldEnd;
    return isBefore || isBehind ? takeOf(chunk, end - start) : undefined;
  });
  for (let index = 0; index < around.from; index++) {
    const chunk = old.chunks[index];
    if (chunk === undefined || !addChunk(reader, chunk, old.starts[index] ?? 0)) return undefined;
  }
  let first = old.chunks[around.from]?.first ?? 0;
  for (const part of parts) {
    if (!readChunk(reader, part, around.frame, first)) return undefined;
    first += reader.chunks[reader.chunks.length - 1]?.items.length ?? 0;
  }
  const more = reader.chunks.length - around.to;
  if (!addBehind(reader, old, around, first, delta)) return undefined;
  const sections = old.sections.map((section) => moveSection(section, around, more, delta));
  return { chunks: reader.chunks, starts: reader.starts, sections, frame: old.frame };
}

/** Adds the chunks behind the edit, which hold what they held. */
function addBehind(reader: ChunkReader, old: Chunks, around: Around, first: number, delta: number): boolean {
  for (let index = around.to; index < old.chunks.length; index++) {
    const chunk = old.chunks[index];
    if (chunk === undefined) continue;
    const start = (old.starts[index] ?? 0) + delta;
    const isNext = chunk.frame === around.frame;
    // What is read of the chunk before may take or leave the comments between the two.
    const begins = index > around.to || findUnitStart(reader.text, start + chunk.at, reader.end) === start;
    const place = { frame: chunk.frame, first: isNext ? first : chunk.first, start };
    if (!begins || !isReadAs(chunk, place, reader.anchors)) {
      const end = start + chunk.length;
      const next = { cut: start + chunk.cut, at: start + chunk.at, end };
      if (!readChunk(reader, next, chunk.frame, place.first)) return false;
    } else if (!addChunk(reader, moveChunk(chunk, reader.document, start), start)) return false;
    if (isNext) first += reader.chunks[reader.chunks.length - 1]?.items.length ?? 0;
  }
  return true;
}

function moveSection(section: Section, around: Around, more: number, delta: number): Section {
  if (section.to <= around.from) return section;
  if (section.from > around.from) return { ...section, at: section.at + delta, from: section.from + more, to: section.to + more };
  return { ...section, to: section.to + more };
}

/**
 * The chunks that an edit concerns: those that it touches; the one before, where it may change where the first of them begins; the one
 * behind, where it may change that one's start. `undefined` where these are not entries or items of one section.
 */
function findAround(before: string, old: Chunks, text: string, edit: TextEdit): Around | undefined {
  const delta = edit.newEnd - edit.oldEnd;
  let from = findChunk(old, edit.start);
  let to = findChunk(old, edit.oldEnd) + 1;
  const frame = old.chunks[from]?.frame;
  if (frame === undefined || frame.kind === 'sections') return undefined;
  const section = old.sections.findLast((candidate) => candidate.from <= from && from < candidate.to);
  if (section === undefined || section.frame !== frame || text.slice(edit.start, edit.newEnd).includes('\uFEFF')) return undefined;
  if (edit.start >= findEnd(old, from) && edit.start < before.length) return undefined;
  if (edit.start <= findLineEnd(before, (old.starts[from] ?? 0) + (old.chunks[from]?.at ?? 0))) from--;
  if (edit.oldEnd >= findEnd(old, to - 1) && to < old.chunks.length) to++;
  if (edit.newEnd > findLastLineEnd(text, edit.newEnd, findEnd(old, to - 1) + delta)) to++;
  if (from < section.from || to > section.to) return undefined;
  for (let index = from; index < to; index++) if (old.chunks[index]?.frame !== frame) return undefined;
  return { from, to, frame, start: findCut(old, from), end: findEnd(old, to - 1) + delta };
}

function findEnd({ chunks, starts }: Chunks, index: number): number {
  return (starts[index] ?? 0) + (chunks[index]?.length ?? 0);
}

function findCut({ chunks, starts }: Chunks, index: number): number {
  return (starts[index] ?? 0) + (chunks[index]?.cut ?? 0);
}

/** The last chunk whose own lines begin at or before the offset. */
function findChunk(old: Chunks, offset: number): number {
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
