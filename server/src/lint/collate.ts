import type { Unit } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';
import type { Found, Visited } from './found.ts';
import type { Suppressions } from './suppress.ts';

/** What was found in a unit, in the order of the text, each problem at one place once. */
export interface UnitFindings {
  readonly visited: readonly Visited[];
  readonly found: readonly Found[];
}

export type FindingsByUnit = ReadonlyMap<Unit, UnitFindings>;

/** What the rules said, and the same unit by unit. */
export interface Grouped {
  readonly visited: readonly Visited[];
  readonly units: FindingsByUnit;
}

/**
 * The findings of all units by the subjects they come from, those of an earlier version where a unit has none but its subjects. A subject may say
 * something of several units (an alias, a fragment), and several subjects the same.
 */
export function groupByUnit(visited: readonly Visited[], previous: Grouped | undefined): Grouped {
  const changed = previous === undefined ? undefined : changedUnits(previous.visited, visited);
  const groups = new Map<Unit, Visited[]>();
  for (const one of visited) {
    for (const unit of one.units) {
      if (changed?.has(unit) === false) continue;
      const group = groups.get(unit);
      if (group === undefined) groups.set(unit, [one]);
      else group.push(one);
    }
  }
  const units = new Map(changed === undefined ? [] : previous?.units);
  for (const unit of changed ?? []) if (!groups.has(unit)) units.delete(unit);
  for (const [unit, group] of groups) {
    const known = previous?.units.get(unit);
    units.set(unit, known !== undefined && areSame(known.visited, group) ? known : { visited: group, found: collect(unit, group) });
  }
  return { visited, units };
}

/** The units of all that is not the same in the same place; `undefined` where the places are others. */
function changedUnits(before: readonly Visited[], now: readonly Visited[]): ReadonlySet<Unit> | undefined {
  if (before.length !== now.length) return undefined;
  const changed = new Set<Unit>();
  for (const [index, one] of now.entries()) {
    const old = before[index];
    if (one === old) continue;
    for (const unit of one.units) changed.add(unit);
    for (const unit of old?.units ?? []) changed.add(unit);
  }
  return changed;
}

function areSame(left: readonly Visited[], right: readonly Visited[]): boolean {
  return left.length === right.length && left.every((visited, index) => visited === right[index]);
}

function collect(unit: Unit, group: readonly Visited[]): readonly Found[] {
  const known = new Map<string, Found>();
  for (const { found } of group) {
    for (const finding of found) {
      const { rule, range, message } = finding;
      if (range.unit !== unit) continue;
      const key = `${rule.id} ${range.start} ${range.end} ${message}`;
      if (!known.has(key)) known.set(key, finding);
    }
  }
  return [...known.values()].sort(compareInUnit);
}

function compareInUnit(a: Found, b: Found): number {
  return a.range.start - b.range.start || a.rule.id.localeCompare(b.rule.id);
}

interface Placed {
  readonly source: Source;
  readonly start: number;
  readonly found: readonly Found[];
}

/** All findings that are not silenced: document by document, in the order of the text. */
export function inTextOrder(units: FindingsByUnit, template: Template, suppressions: Suppressions): readonly Found[] {
  const placed: Placed[] = [];
  const spanning: Placed[] = [];
  for (const [unit, { found }] of units) {
    const source = template.sources.get(unit.uri) ?? template.source;
    const start = source.layout.get(unit) ?? 0;
    const loud = suppressions.filter(source, start, found);
    if (loud.length > 0) (unit === source.document ? spanning : placed).push({ source, start, found: loud });
  }
  placed.sort((a, b) => compareUris(a, b) || a.start - b.start);
  const all: Found[] = [];
  for (const { found } of placed) for (const finding of found) all.push(finding);
  return spanning.length === 0 ? all : merge(all, spanning.sort(compareUris), template);
}

/** Puts what is said of suppressions among the findings, in the order of the text. */
export function interleave(found: readonly Found[], units: FindingsByUnit, template: Template): readonly Found[] {
  const said = [...units.values()].flatMap((unit) => unit.found);
  if (said.length === 0) return found;
  const place = ({ range }: Found): Placed => {
    const source = template.sources.get(range.unit.uri) ?? template.source;
    return { source, start: (source.layout.get(range.unit) ?? 0) + range.start, found: [] };
  };
  const keyed = [...found, ...said].map((finding) => ({ finding, place: place(finding) }));
  keyed.sort(
    (a, b) => compareUris(a.place, b.place) || a.place.start - b.place.start || a.finding.rule.id.localeCompare(b.finding.rule.id),
  );
  return keyed.map(({ finding }) => finding);
}

function compareUris(a: Placed, b: Placed): number {
  const [left, right] = [a.source.uri, b.source.uri];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Puts what is found outside of all units of a document in its place among the others. */
function merge(inUnits: readonly Found[], spanning: readonly Placed[], template: Template): readonly Found[] {
  const others = spanning.flatMap(({ found }) => found);
  const startOf = ({ range }: Found): number =>
    ((template.sources.get(range.unit.uri) ?? template.source).layout.get(range.unit) ?? 0) + range.start;
  const isBefore = (a: Found, b: Found): boolean => {
    const [left, right] = [a.range.unit.uri, b.range.unit.uri];
    if (left !== right) return left < right;
    const order = startOf(a) - startOf(b) || a.rule.id.localeCompare(b.rule.id);
    return order <= 0;
  };
  const all: Found[] = [];
  let next = 0;
  for (const finding of inUnits) {
    for (let other = others[next]; other !== undefined && isBefore(other, finding); other = others[next]) {
      all.push(other);
      next++;
    }
    all.push(finding);
  }
  return [...all, ...others.slice(next)];
}
