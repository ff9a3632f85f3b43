import { compareTexts } from '../syntax/compare-texts.ts';
import type { Unit } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { haveSame } from '../template/align.ts';
import type { Template } from '../template/template.ts';
import type { Found, Visited } from './found.ts';
import { NOTHING_FOUND } from './found.ts';

/** What the rules said of each subject of a list. */
export interface Results {
  readonly results: readonly Visited[];
  /** The places of those that are others than in the list before; absent where that is not known or has another length. */
  readonly changed: readonly number[] | undefined;
}

/** What was found in a unit, in the order of the text, each problem at one place once. */
export interface UnitFindings {
  /** What speaks of it: first what is said of the template, then the results with these numbers, counted through all lists. */
  readonly visited: readonly Visited[];
  readonly numbers: readonly number[];
  readonly found: readonly Found[];
}

/** What the rules said, of the template and list by list, and the same unit by unit. */
export interface Grouped {
  readonly whole: ReadonlyMap<Unit, Visited>;
  readonly lists: readonly (readonly Visited[])[];
  readonly units: ReadonlyMap<Unit, UnitFindings>;
  /** Those of the units that are no whole documents and have findings: document by document, in the order of the text. */
  readonly order: readonly Unit[];
}

type Said = Pick<Grouped, 'whole' | 'lists'>;

/**
 * The findings of all units by the subjects they come from, those of an earlier version where a unit has none but its subjects. A subject may say
 * something of several units (an alias, a fragment), and several subjects the same. `whole`: what is said of the template, unit by unit.
 */
export function groupByUnit(whole: Grouped['whole'], results: readonly Results[], template: Template, previous?: Grouped): Grouped {
  const said: Said = { whole, lists: results.map((list) => list.results) };
  return (previous === undefined ? undefined : groupAgain(said, results, template, previous)) ?? groupAll(said, template, previous);
}

function groupAll(said: Said, template: Template, previous: Grouped | undefined): Grouped {
  const numbers = new Map<Unit, number[]>();
  for (const unit of said.whole.keys()) numbers.set(unit, []);
  let number = 0;
  for (const results of said.lists) {
    for (const { units } of results) {
      for (const unit of units) addNumber(numbers, unit, number);
      number++;
    }
  }
  const units = new Map<Unit, UnitFindings>();
  for (const [unit, own] of numbers) units.set(unit, gather(said, unit, own, previous?.units.get(unit)));
  return { ...said, units, order: insertUnits([], units.keys(), units, template) };
}

/** Looks at nothing but the units of what has changed; `undefined` where some result has another number than before. */
function groupAgain(said: Said, all: readonly Results[], template: Template, previous: Grouped): Grouped | undefined {
  const changed = new Set<number>();
  const added = new Map<Unit, number[]>();
  const touched = new Set<Unit>();
  let first = 0;
  for (const [list, { results, changed: places }] of all.entries()) {
    if (places === undefined) return undefined;
    for (const place of places) {
      changed.add(first + place);
      for (const unit of previous.lists[list]?.[place]?.units ?? []) touched.add(unit);
      for (const unit of results[place]?.units ?? []) addNumber(added, unit, first + place);
    }
    first += results.length;
  }
  for (const unit of added.keys()) touched.add(unit);
  for (const [unit, visited] of said.whole) if (previous.whole.get(unit) !== visited) touched.add(unit);
  for (const unit of previous.whole.keys()) if (!said.whole.has(unit)) touched.add(unit);
  if (touched.size === 0) return { ...previous, ...said };
  const units = new Map(previous.units);
  for (const unit of touched) {
    const known = previous.units.get(unit);
    const kept = known?.numbers.filter((number) => !changed.has(number)) ?? [];
    const numbers = [...kept, ...(added.get(unit) ?? [])].sort((a, b) => a - b);
    if (numbers.length === 0 && !said.whole.has(unit)) units.delete(unit);
    else units.set(unit, gather(said, unit, numbers, known));
  }
  const others = previous.order.filter((unit) => !touched.has(unit));
  return { ...said, units, order: insertUnits(others, touched, units, template) };
}

function addNumber(numbers: Map<Unit, number[]>, unit: Unit, number: number): void {
  const known = numbers.get(unit);
  if (known === undefined) numbers.set(unit, [number]);
  else known.push(number);
}

function findResult(lists: Said['lists'], number: number): Visited {
  let place = number;
  for (const results of lists) {
    if (place < results.length) return results[place] ?? NOTHING_FOUND;
    place -= results.length;
  }
  return NOTHING_FOUND;
}

function gather({ whole, lists }: Said, unit: Unit, numbers: readonly number[], known: UnitFindings | undefined): UnitFindings {
  const ofWhole = whole.get(unit);
  const others = numbers.map((number) => findResult(lists, number));
  const visited = ofWhole === undefined ? others : [ofWhole, ...others];
  const found = known !== undefined && haveSame(known.visited, visited) ? known.found : collect(unit, visited);
  return { visited, numbers, found };
}

/** Of more than so many all units are put in order anew. */
const MOST_INSERTED = 50;

/** Puts units among others that are in order. An edit leaves the order of what it does not touch as it is. */
function insertUnits(
  ordered: readonly Unit[],
  units: Iterable<Unit>,
  findings: ReadonlyMap<Unit, UnitFindings>,
  { sources, source }: Pick<Template, 'sources' | 'source'>,
): readonly Unit[] {
  const place = (unit: Unit): Place => {
    const own = sources.get(unit.uri) ?? source;
    return { source: own, start: own.layout.get(unit) ?? 0 };
  };
  const others: { readonly unit: Unit; readonly at: Place }[] = [];
  for (const unit of units) {
    const at = place(unit);
    if (unit !== at.source.document && (findings.get(unit)?.found.length ?? 0) > 0) others.push({ unit, at });
  }
  if (others.length > MOST_INSERTED && ordered.length > 0) return insertUnits([], findings.keys(), findings, { sources, source });
  others.sort((a, b) => comparePlaces(a.at, b.at));
  if (ordered.length === 0) return others.map(({ unit }) => unit);
  const all = [...ordered];
  for (const { unit, at } of others) {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = all[middle];
      if (other !== undefined && comparePlaces(place(other), at) <= 0) low = middle + 1;
      else high = middle;
    }
    all.splice(low, 0, unit);
  }
  return all;
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
  return a.range.start - b.range.start || compareTexts(a.rule.id, b.rule.id);
}

/** Where a unit stands, or a finding. */
export interface Place {
  readonly source: Source;
  readonly start: number;
}

export function comparePlaces(a: Place, b: Place): number {
  return compareUris(a, b) || a.start - b.start;
}

export function compareUris(a: Place, b: Place): number {
  return compareTexts(a.source.uri, b.source.uri);
}
