import type { MappingNode, Node, OffsetRange, Pair, Problem, Range, ScalarNode, Unit } from './node.ts';
import type { RawAlias, RawDocument, RawMapping, RawNode, RawPair, RawProblem, RawScalar, RawSequence } from './raw.ts';
import { emptyScalar } from './raw.ts';
import type { Language, Parsed } from './source.ts';
import type { UnitPlan } from './units.ts';
import { planUnits } from './units.ts';

/** Nodes that a document may have once every alias is replaced by its target. */
export const maximumSize = 1_000_000;

/** Gives every node its unit, replaces aliases, flattens merge keys, and reports what is wrong with either. */
export function placeDocument(uri: string, language: Language, text: string, { root, problems }: RawDocument): Parsed {
  const document: Unit = { uri, name: '' };
  const plan = planUnits(uri, text, root);
  const layout = new Map<Unit, number>([[document, 0], ...plan.starts]);
  const state = beginPlacement(plan, layout);
  const tree = root === undefined ? undefined : placeNode(state, root, document);
  const found = [...problems.map((problem) => placeProblem(state, problem, document)), ...state.problems];
  return { source: { uri, language, text, layout, document }, tree, problems: sortProblems(layout, found) };
}

/** `layout` says where the units of `plan` start, and that of what belongs to none of them. */
export function beginPlacement(plan: UnitPlan, layout: ReadonlyMap<Unit, number>): Placement {
  return { plan, layout, placed: new Map(), sizes: new Map(), size: 0, problems: [] };
}

/** A tree, or a document in several parts, on its way to its units. */
export interface Placement {
  readonly plan: UnitPlan;
  readonly layout: ReadonlyMap<Unit, number>;
  readonly placed: Map<RawNode, Node>;
  /** Nodes below and with each node that an anchor may repeat, aliases expanded. */
  readonly sizes: Map<RawNode, number>;
  size: number;
  readonly problems: Problem[];
}

/** In the order of the text. */
export function sortProblems(layout: ReadonlyMap<Unit, number>, problems: readonly Problem[]): readonly Problem[] {
  const start = (problem: Problem) => (layout.get(problem.range.unit) ?? 0) + problem.range.start;
  return [...problems].sort((a, b) => start(a) - start(b));
}

export function placeProblem(state: Placement, problem: RawProblem, document: Unit): Problem {
  const unit = state.plan.findUnit(problem.start, problem.end) ?? document;
  return { code: problem.code, message: problem.message, range: placeRange(state, problem, unit) };
}

function placeRange(state: Placement, range: OffsetRange, unit: Unit): Range {
  const base = state.layout.get(unit) ?? 0;
  return { unit, start: range.start - base, end: range.end - base };
}

export function placeNode(state: Placement, raw: RawNode, outside: Unit): Node {
  if (raw.kind === 'alias') return placeAlias(state, raw, outside);
  const unit = state.plan.units.get(raw) ?? outside;
  const before = state.size;
  state.size++;
  const node =
    raw.kind === 'scalar'
      ? placeScalar(state, raw, unit)
      : raw.kind === 'mapping'
        ? placeMapping(state, raw, unit)
        : placeSequence(state, raw, unit);
  if (raw.anchor !== undefined) {
    state.placed.set(raw, node);
    state.sizes.set(raw, state.size - before);
  }
  return node;
}

/** Most nodes have neither tag nor anchor, and then the two ranges are one. */
function placeBase(state: Placement, { range, outer, tag, anchor }: RawScalar | RawMapping | RawSequence, unit: Unit) {
  const own = placeRange(state, range, unit);
  const isSame = outer.start === range.start && outer.end === range.end;
  const base = { range: own, outer: isSame ? own : placeRange(state, outer, unit) };
  if (tag === undefined) return anchor === undefined ? base : { anchor, ...base };
  return anchor === undefined ? { tag, ...base } : { tag, anchor, ...base };
}

function placeScalar(state: Placement, raw: RawScalar, unit: Unit): ScalarNode {
  const base = state.layout.get(unit) ?? 0;
  const map = base === 0 ? raw.map : raw.map.map(([decoded, offset]) => [decoded, offset - base] as const);
  return { kind: 'scalar', type: raw.type, style: raw.style, value: raw.value, map, ...placeBase(state, raw, unit) };
}

function placeSequence(state: Placement, raw: RawSequence, unit: Unit): Node {
  return { kind: 'sequence', flow: raw.flow, items: raw.items.map((item) => placeNode(state, item, unit)), ...placeBase(state, raw, unit) };
}

function placeAlias(state: Placement, raw: RawAlias, unit: Unit): Node {
  const node = state.placed.get(raw.target);
  // The target stands in a key that is not a scalar, which the tree holds as text only.
  if (node === undefined) return placeNode(state, raw.target, unit);
  const size = state.sizes.get(raw.target) ?? 1;
  if (state.size + size <= maximumSize) {
    state.size += size;
    return node;
  }
  state.problems.push({
    code: 'too-many-aliases',
    message: 'Aliases expand this document to more than a million values',
    range: placeRange(state, raw.range, unit),
  });
  state.size++;
  return placeScalar(state, emptyScalar(raw.range.start, raw.range), unit);
}

function placeMapping(state: Placement, raw: RawMapping, unit: Unit): MappingNode {
  const pairs: Pair[] = [];
  const written = new Set<string>();
  let names: Set<string> | undefined;
  for (const rawPair of raw.pairs) {
    const inside = state.plan.units.get(rawPair) ?? unit;
    const pair = placePair(state, rawPair, inside);
    const merged = findMerged(rawPair, pair.value);
    if (merged === undefined) {
      pairs.push(pair);
      reportDuplicate(state.problems, pair, written);
      continue;
    }
    names ??= new Set(raw.pairs.map(({ key }) => key.value));
    pairs.push(...flatten(state, merged, names));
  }
  return { kind: 'mapping', flow: raw.flow, pairs, ...placeBase(state, raw, unit) };
}

export function placePair(state: Placement, raw: RawPair, unit: Unit): Pair {
  state.size++;
  const key = placeScalar(state, raw.key, unit);
  if (raw.key.anchor !== undefined) state.placed.set(raw.key, key);
  return { key, value: placeNode(state, raw.value, unit), range: placeRange(state, raw.range, unit) };
}

/** `written` are the keys of the mapping before this one. */
export function reportDuplicate(problems: Problem[], { key }: Pair, written: Set<string>): void {
  if (written.has(key.value))
    problems.push({ code: 'duplicate-key', range: key.range, message: `The key ${key.value} stands twice in this mapping` });
  written.add(key.value);
}

/** The mappings that `<<` merges, the first of them winning; `undefined` where the pair is an ordinary one. */
export function findMerged({ key, value: raw }: RawPair, value: Node): readonly MappingNode[] | undefined {
  if (key.value !== '<<' || key.style !== 'plain') return undefined;
  if (value.kind === 'mapping') return [value];
  if (value.kind !== 'sequence' || raw.kind === 'scalar' || value.items.length === 0) return undefined;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings : undefined;
}

/** A key that the mapping writes itself, or that an earlier merge brought, wins over a merged one. */
function flatten(state: Placement, mappings: readonly MappingNode[], names: Set<string>): Pair[] {
  const pairs: Pair[] = [];
  for (const mapping of mappings) {
    for (const pair of mapping.pairs) {
      if (names.has(pair.key.value)) continue;
      names.add(pair.key.value);
      state.size++;
      pairs.push({ ...pair, merged: true });
    }
  }
  return pairs;
}
