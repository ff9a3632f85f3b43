import type { Chunks } from './chunk.ts';
import type { Node, OffsetRange, Problem, Range, ScalarNode, Unit } from './node.ts';

export type Language = 'yaml' | 'json';

/** A document as parsed: its text, its tree, and where each unit starts. */
export interface Source {
  readonly uri: string;
  readonly language: Language;
  readonly text: string;
  /** Start of every unit in `text`. The document itself is a unit too, starting at 0. */
  readonly layout: ReadonlyMap<Unit, number>;
  /** The unit of what spans several units. */
  readonly document: Unit;
}

/** What every parser returns; parsers never throw on text. */
export interface Parsed {
  readonly source: Source;
  /** Absent for an empty document and for one that is not read (binary, too large). */
  readonly tree: Node | undefined;
  readonly problems: readonly Problem[];
  /** What `reparse` keeps of this version; nobody else looks inside. */
  readonly chunks?: Chunks;
}

/** One stretch of a text replaced, in UTF-16 code units. Several edits in one go are one stretch that spans them all. */
export interface TextEdit {
  readonly start: number;
  /** In the text before. */
  readonly oldEnd: number;
  /** In the text after. */
  readonly newEnd: number;
}

/** The offsets of a range in the document. A range of another document is a programming error and throws. */
export function toOffsets(source: Source, range: Range): OffsetRange {
  const base = source.layout.get(range.unit);
  if (base === undefined) throw new Error(`range of ${range.unit.uri} ${range.unit.name} asked of ${source.uri}`);
  return { start: base + range.start, end: base + range.end };
}

/** The text of a range. */
export function textOf(source: Source, range: Range): string {
  const { start, end } = toOffsets(source, range);
  return source.text.slice(start, end);
}

/** Whether the offset lies in the range, its two ends included (a cursor touches the word before it). */
export function touches(source: Source, range: Range, offset: number): boolean {
  const { start, end } = toOffsets(source, range);
  return start <= offset && offset <= end;
}

/** Where the decoded offset of a scalar stands in its unit. */
export function sourceOffset(node: ScalarNode, decoded: number): number {
  let low = 0;
  let high = node.map.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((node.map[middle]?.[0] ?? 0) <= decoded) low = middle;
    else high = middle - 1;
  }
  const [from, offset] = node.map[low] ?? [0, node.range.start];
  return Math.min(offset + decoded - from, node.range.end);
}

/** The range in the unit of a stretch of decoded text. */
export function sourceRange(node: ScalarNode, start: number, end: number): Range {
  return { unit: node.range.unit, start: sourceOffset(node, start), end: Math.max(sourceOffset(node, start), sourceEnd(node, end)) };
}

/** Where a stretch that ends at the decoded offset ends in the unit: before text that denotes nothing, such as `\\` and a line break. */
function sourceEnd(node: ScalarNode, decoded: number): number {
  const offset = sourceOffset(node, decoded);
  const first = node.map.find(([from]) => from >= decoded);
  return first?.[0] === decoded ? Math.min(first[1], offset) : offset;
}
