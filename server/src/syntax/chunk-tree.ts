import type { Chunk, ChunkList, Frame, Section } from './chunk.ts';
import type { Node, OffsetRange, Pair, Problem, ScalarNode, Unit } from './node.ts';
import { reportDuplicate, sortProblems } from './place.ts';
import { findPlainType } from './scalar-type.ts';
import type { Parsed } from './source.ts';

/** The document that chunks make; `undefined` where they show it to be one that only a reader of the whole understands. */
export function joinChunks(text: string, document: Unit, list: ChunkList): Parsed | undefined {
  const special: number[] = [];
  const layout = new Map<Unit, number>([[document, 0]]);
  const problems: Problem[] = [];
  let named = false;
  let index = 0;
  for (const chunk of list.chunks) {
    const start = list.starts[index] ?? 0;
    for (const { unit, start: within } of chunk.units) layout.set(unit, start + within);
    for (const problem of chunk.problems) problems.push(problem);
    if (isSpecial(chunk)) special.push(index);
    named ||= chunk.anchors.size > 0 || chunk.needs.size > 0;
    index++;
  }
  if (isForWhole(list.chunks, special)) return undefined;
  const state: Joining = { chunks: list, document, repeated: [], at: 0, section: 0 };
  const tree = joinFrame(state, list.frame, list.chunks.length);
  const source = { uri: document.uri, language: 'yaml', text, layout, document } as const;
  const chunks = { ...list, named, repeated: state.repeated.length > 0, special };
  return { source, tree, problems: sortProblems(layout, [...problems, ...state.repeated]), chunks };
}

export function isSpecial({ base, doubtful }: Chunk): boolean {
  return base !== undefined || doubtful;
}

/** Chunks that the library is asked about at most: to ask costs more than a chunk is worth, and less for the whole document at once. */
export const maximumDoubts = 50;

/** Chunks of a document at most; one of more pieces is no template, and every chunk takes some memory. */
export const maximumChunks = 20_000;

/** Whether the chunks, of which some are special, are better read as a whole after all. */
export function isForWhole(chunks: readonly Chunk[], special: readonly number[]): boolean {
  if (chunks.length > maximumChunks) return true;
  let doubts = 0;
  let unclosed = false;
  for (const index of special) {
    const chunk = chunks[index];
    if (chunk?.doubtful === true && ++doubts > maximumDoubts) return true;
    // What closes a bracket of an earlier chunk is an error where it stands.
    if (unclosed && chunk?.unmended === true) return true;
    unclosed ||= chunk?.unclosed === true;
  }
  return false;
}

interface Joining {
  readonly chunks: ChunkList;
  readonly document: Unit;
  /** Keys that stand in two chunks. */
  readonly repeated: Problem[];
  /** The next chunk and the next section. */
  at: number;
  section: number;
}

function joinFrame(state: Joining, frame: Frame, to: number): Node {
  const { chunks, starts } = state.chunks;
  const from = state.at;
  const pairs: Pair[] = [];
  const items: Node[] = [];
  const written = new Set<string>();
  const add = (pair: Pair): void => {
    pairs.push(pair);
    reportDuplicate(state.repeated, pair, written);
  };
  let start: number | undefined;
  while (state.at < to) {
    const section = state.chunks.sections[state.section];
    if (section?.from === state.at) {
      state.section++;
      start ??= section.at;
      add(joinSection(state, section));
      continue;
    }
    const chunk = chunks[state.at];
    start ??= (starts[state.at] ?? 0) + (chunk?.range.start ?? 0);
    for (const pair of chunk?.pairs ?? []) add(pair);
    for (const item of chunk?.items ?? []) items.push(item);
    state.at++;
  }
  const last = Math.max(from, to - 1);
  const end = (starts[last] ?? 0) + (chunks[last]?.range.end ?? 0);
  const range = { unit: state.document, start: start ?? 0, end };
  const base = { range, outer: range, flow: false };
  return frame.kind === 'items' ? { kind: 'sequence', items, ...base } : { kind: 'mapping', pairs, ...base };
}

function joinSection(state: Joining, section: Section): Pair {
  const { document } = state;
  const place: OffsetRange = { start: section.at, end: section.at + section.key.length };
  const range = { unit: document, ...place };
  const map = [[0, section.at]] as const;
  const type = findPlainType(section.key);
  const key: ScalarNode = { kind: 'scalar', type, style: 'plain', value: section.key, map, range, outer: range };
  const value = joinFrame(state, section.frame, section.to);
  return { key, value, range: { unit: document, start: section.at, end: Math.max(value.range.end, place.end) } };
}
