import type { MappingNode, Node, OffsetRange, Pair, Problem, Range, ScalarNode, Unit } from './node.ts';
import type { RawAlias, RawDocument, RawMapping, RawNode, RawPair, RawProblem, RawScalar, RawSequence } from './raw.ts';
import { emptyScalar } from './raw.ts';
import type { Language, Parsed } from './source.ts';
import type { UnitPlan } from './units.ts';
import { planUnits } from './units.ts';

/** Nodes that a document may have once every alias is replaced by its target. */
const maximumSize = 1_000_000;

/** Gives every node its unit, replaces aliases, flattens merge keys, and reports what is wrong with either. */
export function placeDocument(uri: string, language: Language, text: string, { root, problems }: RawDocument): Parsed {
  const document: Unit = { uri, name: '' };
  const plan = planUnits(uri, text, root);
  const layout = new Map<Unit, number>([[document, 0], ...plan.starts]);
  const state: State = { plan, layout, placed: new Map(), sizes: new Map(), size: 0, problems: [] };
  const tree = root === undefined ? undefined : placeNode(state, root, document);
  const found = [...problems.map((problem) => placeProblem(state, problem, document)), ...state.problems];
  return { source: { uri, language, text, layout, document }, tree, problems: sortProblems(layout, found) };
}

interface State {
  readonly plan: UnitPlan;
  readonly layout: ReadonlyMap<Unit, number>;
  readonly placed: Map<RawNode, Node>;
  /** Nodes below and with each node that an anchor may repeat, aliases expanded. */
  readonly sizes: Map<RawNode, number>;
  size: number;
  readonly problems: Problem[];
}

function sortProblems(layout: ReadonlyMap<Unit, number>, problems: readonly Problem[]): readonly Problem[] {
  const start = (problem: Problem) => (layout.get(problem.range.unit) ?? 0) + problem.range.start;
  return [...problems].sort((a, b) => start(a) - start(b));
}

function placeProblem(state: State, problem: RawProblem, document: Unit): Problem {
  const unit = state.plan.findUnit(problem.start, problem.end) ?? document;
  return { code: problem.code, message: problem.message, range: placeRange(state, problem, unit) };
}

function placeRange(state: State, range: OffsetRange, unit: Unit): Range {
  const base = state.layout.get(unit) ?? 0;
  return { unit, start: range.start - base, end: range.end - base };
}

function placeNode(state: State, raw: RawNode, outside: Unit): Node {
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

function placeBase(state: State, raw: RawScalar | RawMapping | RawSequence, unit: Unit) {
  const names = { ...(raw.tag === undefined ? {} : { tag: raw.tag }), ...(raw.anchor === undefined ? {} : { anchor: raw.anchor }) };
  return { range: placeRange(state, raw.range, unit), outer: placeRange(state, raw.outer, unit), ...names };
}

function placeScalar(state: State, raw: RawScalar, unit: Unit): ScalarNode {
  const base = state.layout.get(unit) ?? 0;
  const map = raw.map.map(([decoded, offset]) => [decoded, offset - base] as const);
  return { kind: 'scalar', type: raw.type, style: raw.style, value: raw.value, map, ...placeBase(state, raw, unit) };
}

function placeSequence(state: State, raw: RawSequence, unit: Unit): Node {
  return { kind: 'sequence', flow: raw.flow, items: raw.items.map((item) => placeNode(state, item, unit)), ...placeBase(state, raw, unit) };
}

function placeAlias(state: State, raw: RawAlias, unit: Unit): Node {
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

function placeMapping(state: State, raw: RawMapping, unit: Unit): MappingNode {
  const pairs: Pair[] = [];
  const written = new Set<string>();
  const names = new Set(raw.pairs.map((pair) => pair.key.value));
  for (const rawPair of raw.pairs) {
    const inside = state.plan.units.get(rawPair) ?? unit;
    const pair = placePair(state, rawPair, inside);
    const merged = findMerged(rawPair, pair.value);
    if (merged === undefined) {
      pairs.push(pair);
      reportDuplicate(state, pair, written);
    } else pairs.push(...flatten(state, merged, names));
  }
  return { kind: 'mapping', flow: raw.flow, pairs, ...placeBase(state, raw, unit) };
}

function placePair(state: State, raw: RawPair, unit: Unit): Pair {
  state.size++;
  const key = placeScalar(state, raw.key, unit);
  if (raw.key.anchor !== undefined) state.placed.set(raw.key, key);
  return { key, value: placeNode(state, raw.value, unit), range: placeRange(state, raw.range, unit) };
}

function reportDuplicate(state: State, pair: Pair, written: Set<string>): void {
  const { key } = pair;
  if (written.has(key.value))
    state.problems.push({ code: 'duplicate-key', range: key.range, message: `The key ${key.value} stands twice in this mapping` });
  written.add(key.value);
}

/** The mappings that `<<` merges, the first of them winning; `undefined` where the pair is an ordinary one. */
function findMerged({ key, value: raw }: RawPair, value: Node): readonly MappingNode[] | undefined {
  if (key.value !== '<<' || key.style !== 'plain') return undefined;
  if (value.kind === 'mapping') return [value];
  if (value.kind !== 'sequence' || raw.kind === 'scalar' || value.items.length === 0) return undefined;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings : undefined;
}

/** A key that the mapping writes itself, or that an earlier merge brought, wins over a merged one. */
function flatten(state: State, mappings: readonly MappingNode[], names: Set<string>): Pair[] {
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
