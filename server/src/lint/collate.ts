import { compareTexts } from '../syntax/compare-texts.ts';
import type { Unit } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';
import type { Found } from './found.ts';
import type { Grouped, Place } from './group-by-unit.ts';
import { comparePlaces, compareUris } from './group-by-unit.ts';
import type { Suppressions } from './suppress.ts';

/** All findings that are not silenced: document by document, in the order of the text. */
export function inTextOrder({ units, order }: Grouped, template: Template, suppressions: Suppressions): readonly Found[] {
  const all: Found[] = [];
  const addLoud = (to: Found[], unit: Unit, source: Source): void => {
    const found = units.get(unit)?.found ?? [];
    const loud = suppressions.silencesAny(source) ? suppressions.filter(source, source.layout.get(unit) ?? 0, found) : found;
    for (const finding of loud) to.push(finding);
  };
  for (const unit of order) addLoud(all, unit, template.sources.get(unit.uri) ?? template.source);
  const spanning: Found[] = [];
  const documents = [...template.sources.values()].map((source) => ({ source, start: 0 })).sort(compareUris);
  for (const { source } of documents) addLoud(spanning, source.document, source);
  return spanning.length === 0 ? all : merge(all, spanning, template);
}

/** Puts what is said of suppressions among the findings, in the order of the text. */
export function interleave(found: readonly Found[], { units }: Grouped, template: Template): readonly Found[] {
  const said = [...units.values()].flatMap((unit) => unit.found);
  if (said.length === 0) return found;
  const place = ({ range }: Found): Place => {
    const source = template.sources.get(range.unit.uri) ?? template.source;
    return { source, start: (source.layout.get(range.unit) ?? 0) + range.start };
  };
  const keyed = [...found, ...said].map((finding) => ({ finding, place: place(finding) }));
  keyed.sort((a, b) => comparePlaces(a.place, b.place) || compareTexts(a.finding.rule.id, b.finding.rule.id));
  return keyed.map(({ finding }) => finding);
}

/** Puts what is found outside of all units of a document in its place among the others. */
function merge(inUnits: readonly Found[], others: readonly Found[], template: Template): readonly Found[] {
  const startOf = ({ range }: Found): number =>
    ((template.sources.get(range.unit.uri) ?? template.source).layout.get(range.unit) ?? 0) + range.start;
  const isBefore = (a: Found, b: Found): boolean => {
    const [left, right] = [a.range.unit.uri, b.range.unit.uri];
    if (left !== right) return left < right;
    const order = startOf(a) - startOf(b) || compareTexts(a.rule.id, b.rule.id);
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
