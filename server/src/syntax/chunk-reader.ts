import type { Anchor, Chunk, ChunkList, Frame, Section } from './chunk.ts';
import { maximumChunks, maximumDoubts } from './chunk-tree.ts';
import { moveNode, movePair, moveProblem } from './move.ts';
import type { Unit } from './node.ts';
import { ownCopy } from './own-copy.ts';
import { maximumSize } from './place.ts';
import { placePart } from './place-part.ts';
import { findUnitStart } from './units.ts';
import type { Cut, CutPart } from './yaml-cut.ts';
import { parseYamlPart } from './yaml-part.ts';

/** A document on its way from pieces of text to chunks. */
export interface ChunkReader {
  readonly text: string;
  readonly document: Unit;
  /** A chunk of an earlier version of the text that holds the very text of this stretch. */
  findKept(start: number, end: number): Chunk | undefined;
  readonly chunks: Chunk[];
  readonly starts: number[];
  readonly sections: Section[];
  /** The last node of each anchor so far. */
  readonly anchors: Map<string, Anchor>;
  /** Where the last unit ends. */
  end: number;
  /** Nodes so far, aliases expanded. */
  size: number;
  /** How many chunks the library was asked about. */
  doubts: number;
}

export function beginChunks(text: string, document: Unit, findKept: ChunkReader['findKept']): ChunkReader {
  return { text, document, findKept, chunks: [], starts: [], sections: [], anchors: new Map(), end: 0, size: 0, doubts: 0 };
}

/** Reads all pieces, in order; `undefined` where one of them does not tell on its own how it is read. */
export function readChunks(reader: ChunkReader, { parts, frame }: Cut): ChunkList | undefined {
  // What has so many pieces is read as a whole in the end; it need not be read piece by piece first.
  if (parts.length > maximumChunks) return undefined;
  let first = 0;
  for (const part of parts) {
    const read = readPart(reader, part, frame, first);
    if (!read) return undefined;
    first += reader.chunks[reader.chunks.length - 1]?.items.length ?? 0;
  }
  return { chunks: reader.chunks, starts: reader.starts, sections: reader.sections, frame };
}

/** A section is read piece by piece where that can be done, else as one. */
function readPart(reader: ChunkReader, part: CutPart, frame: Frame, first: number): boolean {
  if (part.inner === undefined) return readChunk(reader, part, frame, first);
  const { inner } = part;
  const from = reader.chunks.length;
  const { end, size, doubts } = reader;
  const anchors = new Map(reader.anchors);
  const section = reader.sections.length;
  const describe = (): Section => ({ frame: inner.frame, key: inner.key, at: part.at, from, to: reader.chunks.length });
  reader.sections.push(describe());
  if (readChunks(reader, inner) !== undefined) {
    reader.sections[section] = describe();
    return true;
  }
  if (isForWhole(reader)) return false;
  reader.chunks.length = from;
  reader.starts.length = from;
  reader.sections.length = section;
  reader.anchors.clear();
  for (const [name, anchor] of anchors) reader.anchors.set(name, anchor);
  reader.end = end;
  reader.size = size;
  reader.doubts = doubts;
  return readChunk(reader, part, frame, first);
}

/**
 * Whether it is clear by now that the document has to be read as a whole. Aliases might expand it to more than it may have; what is
 * counted here is a few more than there are.
 */
function isForWhole({ chunks, anchors, size, doubts }: ChunkReader): boolean {
  return chunks.length > maximumChunks || doubts > maximumDoubts || (anchors.size > 0 && size > maximumSize);
}

/** Reads one piece, or takes what was read of it before. */
export function readChunk(reader: ChunkReader, { cut, at, end }: CutPart, frame: Frame, first: number): boolean {
  const { text, document, anchors } = reader;
  const start = findUnitStart(text, at, reader.end);
  const kept = reader.findKept(start, end);
  const place = { document, frame, first, start, cut, at };
  const chunk =
    kept !== undefined && isReadAs(kept, place, anchors)
      ? moveChunk(kept, document, start)
      : parseChunk(ownCopy(text.slice(start, end)), place, anchors);
  return chunk !== undefined && addChunk(reader, chunk, start);
}

/** Adds a chunk; `false` where the document becomes too large to be read piece by piece. */
export function addChunk(reader: ChunkReader, chunk: Chunk, start: number): boolean {
  reader.chunks.push(chunk);
  reader.starts.push(start);
  if (chunk.end !== undefined) reader.end = start + chunk.end;
  if (chunk.anchors.size > 0) for (const [name, anchor] of chunk.anchors) reader.anchors.set(name, anchor);
  reader.size += chunk.size + 4;
  if (chunk.doubtful) reader.doubts++;
  return !isForWhole(reader);
}

type Place = Parameters<typeof placePart>[2];

function parseChunk(lines: string, place: Place, anchors: ReadonlyMap<string, Anchor>): Chunk | undefined {
  const part = parseYamlPart(lines, place.frame, anchors);
  return part === undefined ? undefined : placePart(lines, part, place);
}

/** Whether a chunk would be read just so at this place. */
export function isReadAs(
  chunk: Chunk,
  { frame, first, start }: Pick<Place, 'frame' | 'first' | 'start'>,
  anchors: ReadonlyMap<string, Anchor>,
): boolean {
  const known = chunk.frame;
  if (
    known !== frame &&
    (known.kind !== frame.kind || known.name !== frame.name || known.column !== frame.column || known.above !== frame.above)
  )
    return false;
  if (chunk.first !== first || (chunk.pinned && chunk.base !== start)) return false;
  if (chunk.needs.size > 0) for (const [name, anchor] of chunk.needs) if (anchors.get(name) !== anchor) return false;
  return true;
}

/** What of a chunk stands in the document's own unit moves with it. */
export function moveChunk(chunk: Chunk, document: Unit, start: number): Chunk {
  if (chunk.base === undefined || chunk.base === start) return chunk;
  const by = start - chunk.base;
  const shift = (offset: number) => offset + by;
  return {
    ...chunk,
    base: start,
    pairs: chunk.pairs.map((pair) => movePair(pair, document, shift)),
    items: chunk.items.map((item) => moveNode(item, document, shift)),
    problems: chunk.problems.map((problem) => moveProblem(problem, document, shift)),
  };
}
