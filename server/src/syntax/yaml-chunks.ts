import type { Chunk, Chunks } from './chunk.ts';
import type { Around } from './chunk-around.ts';
import { findAround, findChunk, moveSections } from './chunk-around.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { addChunk, beginChunks, isReadAs, moveChunk, readChunk, readChunks } from './chunk-reader.ts';
import { swapChunks } from './chunk-swap.ts';
import { joinChunks } from './chunk-tree.ts';
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
  if (around !== undefined) return around;
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

/** Reads the entries around an edit again; `undefined` where it may concern what is around them. */
function readAround(previous: Parsed, old: Chunks, text: string, edit: TextEdit): Parsed | undefined {
  const around = findAround(previous.source.text, old, text, edit);
  const parts = around === undefined ? undefined : cutEntries(text, around.start, around.end, around.frame);
  if (around === undefined || parts === undefined) return undefined;
  const delta = edit.newEnd - edit.oldEnd;
  const { document } = previous.source;
  const reader = beginChunks(text, document, (start, end) => {
    const index = findChunk(old, start < edit.newEnd ? start : start - delta);
    const chunk = old.chunks[index];
    const oldStart = old.starts[index] ?? 0;
    const isBefore = chunk !== undefined && oldStart === start && oldStart + chunk.length <= edit.start;
    const isBehind = oldStart + delta === start && oldStart >= edit.oldEnd;
    return isBefore || isBehind ? takeOf(chunk, end - start) : undefined;
  });
  reader.end = findFloor(old, around.from);
  // Anchors depend on all that is before them.
  if (old.named) for (let index = 0; index < around.from; index++) if (!addOld(reader, old, index, 0)) return undefined;
  const before = reader.chunks.length;
  let first = old.chunks[around.from]?.first ?? 0;
  for (const part of parts) {
    if (!readChunk(reader, part, around.frame, first)) return undefined;
    first += reader.chunks[reader.chunks.length - 1]?.items.length ?? 0;
  }
  const read = { chunks: reader.chunks.slice(before), starts: reader.starts.slice(before) };
  const swapped = begins(reader, old, around.to, delta) ? swapChunks(previous, old, text, { around, read, edit }) : undefined;
  if (swapped !== undefined) return swapped;
  if (!old.named) {
    reader.chunks.splice(0, 0, ...old.chunks.slice(0, around.from));
    reader.starts.splice(0, 0, ...old.starts.slice(0, around.from));
  }
  if (!addBehind(reader, old, around, first, delta)) return undefined;
  const sections = moveSections(old.sections, around, read.chunks.length, delta);
  return joinChunks(text, document, { chunks: reader.chunks, starts: reader.starts, sections, frame: old.frame });
}

/** Where the last unit before a chunk ends. */
function findFloor({ chunks, starts }: Chunks, to: number): number {
  for (let index = to - 1; index >= 0; index--) {
    const end = chunks[index]?.end;
    if (end !== undefined) return (starts[index] ?? 0) + end;
  }
  return 0;
}

/** Adds a chunk that holds what it held, `by` farther behind. */
function addOld(reader: ChunkReader, old: Chunks, index: number, by: number): boolean {
  const chunk = old.chunks[index];
  const start = (old.starts[index] ?? 0) + by;
  return chunk !== undefined && addChunk(reader, moveChunk(chunk, reader.document, start), start);
}

/** Whether the chunk behind an edit starts where it did: what is read of the one before may take or leave the comments between them. */
function begins(reader: ChunkReader, old: Chunks, index: number, delta: number): boolean {
  const chunk = old.chunks[index];
  const start = (old.starts[index] ?? 0) + delta;
  return chunk === undefined || findUnitStart(reader.text, start + chunk.at, reader.end) === start;
}

/** Adds the chunks behind the edit; those whose anchors or numbers have become others are read again. */
function addBehind(reader: ChunkReader, old: Chunks, around: Around, from: number, delta: number): boolean {
  let first = from;
  for (let index = around.to; index < old.chunks.length; index++) {
    const chunk = old.chunks[index];
    if (chunk === undefined) continue;
    const start = (old.starts[index] ?? 0) + delta;
    const isNext = chunk.frame === around.frame;
    const place = { frame: chunk.frame, first: isNext ? first : chunk.first, start };
    const isSame = (index > around.to || begins(reader, old, index, delta)) && isReadAs(chunk, place, reader.anchors);
    const part = { cut: start + chunk.cut, at: start + chunk.at, end: start + chunk.length };
    if (!(isSame ? addOld(reader, old, index, delta) : readChunk(reader, part, chunk.frame, place.first))) return false;
    if (isNext) first += reader.chunks[reader.chunks.length - 1]?.items.length ?? 0;
  }
  return true;
}
