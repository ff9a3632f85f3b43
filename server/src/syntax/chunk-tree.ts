import type { Chunk, Chunks, Frame, Section } from './chunk.ts';
import type { Node, OffsetRange, Pair, Problem, ScalarNode, Unit } from './node.ts';
import { reportDuplicate, sortProblems } from './place.ts';
import { findPlainType } from './scalar-type.ts';
import type { Parsed } from './source.ts';

/** The document that chunks make; `undefined` where they show it to be one that only a reader of the whole understands. */
export function joinChunks(text: string, document: Unit, chunks: Chunks): Parsed | undefined {
  if (mayCloseLater(chunks.chunks)) return undefined;
  const layout = new Map<Unit, number>([[document, 0]]);
  const problems: Problem[] = [];
  let index = 0;
  for (const chunk of chunks.chunks) {
    const start = chunks.starts[index++] ?? 0;
    for (const { unit, start: within } of chunk.units) layout.set(unit, start + within);
    for (const problem of chunk.problems) problems.push(problem);
  }
  const state: Joining = { chunks, document, problems, at: 0, section: 0 };
  const tree = joinFrame(state, chunks.frame, chunks.chunks.length);
  const source = { uri: document.uri, language: 'yaml', text, layout, document } as const;
  return { source, tree, problems: problems.length === 0 ? problems : sortProblems(layout, problems), chunks };
}

/** A bracket that its chunk does not close may be closed behind it, by what is an error there. */
function mayCloseLater(chunks: readonly Chunk[]): boolean {
  let unclosed = false;
  for (const chunk of chunks) {
    if (unclosed && chunk.unmended) return true;
    unclosed ||= chunk.unclosed;
  }
  return false;
}

interface Joining {
  readonly chunks: Chunks;
  readonly document: Unit;
  readonly problems: Problem[];
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
    reportDuplicate(state.problems, pair, written);
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
