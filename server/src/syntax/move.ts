import type { Node, Pair, Problem, Range, Unit } from './node.ts';

/** Where what stood at an offset of a text stands after an edit elsewhere. */
export type Shift = (offset: number) => number;

/** A node whose parts in `unit` have moved; parts in other units are the same objects. */
export function moveNode(node: Node, unit: Unit, shift: Shift): Node {
  if (node.range.unit !== unit) return node;
  const base = { range: moveRange(node.range, unit, shift), outer: moveRange(node.outer, unit, shift) };
  if (node.kind === 'mapping') return { ...node, ...base, pairs: node.pairs.map((pair) => movePair(pair, unit, shift)) };
  if (node.kind === 'sequence') return { ...node, ...base, items: node.items.map((item) => moveNode(item, unit, shift)) };
  return { ...node, ...base, map: node.map.map(([decoded, offset]) => [decoded, shift(offset)] as const) };
}

export function movePair(pair: Pair, unit: Unit, shift: Shift): Pair {
  if (pair.range.unit !== unit) return pair;
  const key = moveNode(pair.key, unit, shift);
  const value = moveNode(pair.value, unit, shift);
  return { ...pair, key: key.kind === 'scalar' ? key : pair.key, value, range: moveRange(pair.range, unit, shift) };
}

export function moveProblem(problem: Problem, unit: Unit, shift: Shift): Problem {
  return problem.range.unit === unit ? { ...problem, range: moveRange(problem.range, unit, shift) } : problem;
}

export function moveRange(range: Range, unit: Unit, shift: Shift): Range {
  return range.unit === unit ? { unit, start: shift(range.start), end: shift(range.end) } : range;
}
