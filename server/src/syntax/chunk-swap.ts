import type { Chunk, ChunkList, Chunks, Section } from './chunk.ts';
import type { Around } from './chunk-around.ts';
import { moveSections } from './chunk-around.ts';
import { isForWhole, isSpecial } from './chunk-tree.ts';
import { replaceUnits } from './layout.ts';
import type { Shift } from './move.ts';
import { moveNode, movePair, moveRange } from './move.ts';
import type { Node, OffsetRange, Pair, Problem, Unit } from './node.ts';
import { sortProblems } from './place.ts';
import type { Parsed, TextEdit } from './source.ts';

/** The chunks around an edit as they are read now. */
export interface Swap {
  readonly around: Around;
  readonly read: Pick<ChunkList, 'chunks' | 'starts'>;
  readonly edit: TextEdit;
}

/**
 * Puts chunks in the place of others in a document that stays as it is otherwise, which is so while an author types in an entry. Says
 * what `joinChunks` would say of all chunks without looking at each; `undefined` where they have to be looked at.
 */
export function swapChunks(previous: Parsed, old: Chunks, text: string, swap: Swap): Parsed | undefined {
  const { around, read, edit } = swap;
  const { from, to } = around;
  const gone = old.chunks.slice(from, to);
  const isPlain = (chunk: Chunk) =>
    chunk.anchors.size === 0 && chunk.needs.size === 0 && chunk.base === undefined && chunk.units.length > 0;
  if (old.named || old.repeated || previous.tree === undefined || !read.chunks.every(isPlain) || !gone.every(isPlain)) return undefined;
  if (old.special.some((index) => index >= to && old.chunks[index]?.base !== undefined) || !haveSameEntries(gone, read.chunks))
    return undefined;
  const delta = edit.newEnd - edit.oldEnd;
  const chunks = [...old.chunks.slice(0, from), ...read.chunks, ...old.chunks.slice(to)];
  const starts = [...old.starts.slice(0, from), ...read.starts, ...old.starts.slice(to).map((start) => start + delta)];
  const more = read.chunks.length - gone.length;
  const special = [
    ...old.special.filter((index) => index < from),
    ...read.chunks.flatMap((chunk, index) => (isSpecial(chunk) ? [from + index] : [])),
    ...old.special.filter((index) => index >= to).map((index) => index + more),
  ];
  if (isForWhole(chunks, special)) return undefined;
  const sections = moveSections(old.sections, around, read.chunks.length, delta);
  const layout = swapLayout(previous.source.layout, gone, swap);
  const tree = swapTree(previous.tree, old, gone, swap, previous.source.document);
  if (tree === undefined) return undefined;
  const before = new Set(gone.flatMap(({ problems }) => problems));
  const problems = [...previous.problems.filter((problem) => !before.has(problem)), ...read.chunks.flatMap((chunk) => chunk.problems)];
  return {
    source: { ...previous.source, text, layout },
    tree,
    problems: sortSome(layout, problems),
    chunks: { ...old, chunks, starts, sections, special },
  };
}

function sortSome(layout: ReadonlyMap<Unit, number>, problems: readonly Problem[]): readonly Problem[] {
  return problems.length < 2 ? problems : sortProblems(layout, problems);
}

/** Whether nothing outside of the chunks can tell them from the others: their keys, and how many items there are. */
function haveSameEntries(a: readonly Chunk[], b: readonly Chunk[]): boolean {
  const keys = (chunks: readonly Chunk[]) => chunks.flatMap(({ pairs }) => pairs.map(({ key }) => key.value));
  const count = (chunks: readonly Chunk[]) => chunks.reduce((sum, { items }) => sum + items.length, 0);
  const [before, after] = [keys(a), keys(b)];
  return count(a) === count(b) && before.length === after.length && before.every((key, index) => key === after[index]);
}

/** Where every unit starts, in the order of the text. */
function swapLayout(layout: ReadonlyMap<Unit, number>, gone: readonly Chunk[], { read, edit }: Swap): ReadonlyMap<Unit, number> {
  const delta = edit.newEnd - edit.oldEnd;
  const away = gone.flatMap(({ units }) => units.map(({ unit }) => unit));
  const own = read.chunks.flatMap(({ units }, index) =>
    units.map(({ unit, start }) => ({ unit, start: (read.starts[index] ?? 0) + start })),
  );
  const replaced = replaceUnits(layout, away, own, delta);
  if (replaced !== undefined) return replaced;
  const gones = new Set(away);
  const swapped = new Map<Unit, number>();
  let isBehind = false;
  layout.forEach((start, unit) => {
    if (!gones.has(unit)) swapped.set(unit, isBehind ? start + delta : start);
    else if (!isBehind) {
      isBehind = true;
      for (const { unit: fresh, start: at } of own) swapped.set(fresh, at);
    }
  });
  return swapped;
}

function swapTree(tree: Node, old: Chunks, gone: readonly Chunk[], swap: Swap, document: Unit): Node | undefined {
  const { around, read, edit } = swap;
  const delta = edit.newEnd - edit.oldEnd;
  const shift: Shift = (offset) => (offset >= edit.oldEnd ? offset + delta : offset);
  const way = old.sections.slice(0, around.section + 1).filter((section) => section.from <= around.from && around.to <= section.to);
  const last = read.chunks.length - 1;
  const swapping: Swapping = {
    old,
    document,
    shift,
    way,
    around,
    gone,
    read: read.chunks,
    start: (read.starts[0] ?? 0) + (read.chunks[0]?.range.start ?? 0),
    end: (read.starts[last] ?? 0) + (read.chunks[last]?.range.end ?? 0),
  };
  return swapIn(swapping, tree, 0);
}

interface Swapping {
  readonly old: Chunks;
  readonly document: Unit;
  readonly shift: Shift;
  /** The sections around the chunks, the outermost first. */
  readonly way: readonly Section[];
  readonly around: Around;
  readonly gone: readonly Chunk[];
  readonly read: readonly Chunk[];
  /** The extent of what was read. */
  readonly start: number;
  readonly end: number;
}

function swapIn(state: Swapping, node: Node, depth: number): Node | undefined {
  const { document, shift, way, around, old } = state;
  const section = depth === 0 ? undefined : way[depth - 1];
  const isInnermost = depth === way.length;
  const from = section?.from ?? 0;
  const to = section?.to ?? old.chunks.length;
  const moved = moveRange(node.range, document, shift);
  const place: OffsetRange = {
    start: isInnermost && from === around.from ? state.start : moved.start,
    end: to === around.to ? state.end : moved.end,
  };
  const range = { unit: document, ...place };
  const base = { range, outer: range };
  if (node.kind === 'sequence') {
    const at = isInnermost ? findPart(node.items, state.gone[0]?.items[0]) : undefined;
    const count = state.gone.reduce((sum, { items }) => sum + items.length, 0);
    if (at === undefined) return undefined;
    const behind = node.items.slice(at + count).map((item) => moveNode(item, document, shift));
    return { ...node, ...base, items: [...node.items.slice(0, at), ...state.read.flatMap(({ items }) => items), ...behind] };
  }
  if (node.kind !== 'mapping') return undefined;
  const at = isInnermost ? findPart(node.pairs, state.gone[0]?.pairs[0]) : findSection(node.pairs, way[depth], document);
  const swapped =
    at === undefined ? undefined : isInnermost ? state.read.flatMap(({ pairs }) => pairs) : swapSection(state, node.pairs[at], depth);
  if (at === undefined || swapped === undefined) return undefined;
  const behind = node.pairs.slice(at + swapped.length).map((pair) => movePair(pair, document, shift));
  return { ...node, ...base, pairs: [...node.pairs.slice(0, at), ...swapped, ...behind] };
}

function swapSection(state: Swapping, pair: Pair | undefined, depth: number): readonly Pair[] | undefined {
  const value = pair === undefined ? undefined : swapIn(state, pair.value, depth + 1);
  if (pair === undefined || value === undefined) return undefined;
  return [{ ...pair, value, range: { ...pair.range, end: value.range.end } }];
}

function findPart<T>(parts: readonly T[], part: T | undefined): number | undefined {
  const at = part === undefined ? -1 : parts.indexOf(part);
  return at < 0 ? undefined : at;
}

function findSection(pairs: readonly Pair[], section: Section | undefined, document: Unit): number | undefined {
  const at = pairs.findIndex(({ range }) => range.unit === document && range.start === section?.at);
  return at < 0 ? undefined : at;
}
