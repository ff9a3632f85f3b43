import type { Frame } from './chunk.ts';
import { findLineStart } from './indentation.ts';
import type { OffsetRange, Unit } from './node.ts';
import type { RawMapping, RawNode, RawPair, RawSequence } from './raw.ts';

/** Which parts of a document are units of their own. What is in none belongs to the document. */
export interface UnitPlan {
  /** The unit of a pair (key and value) or of an item of a list. */
  readonly units: ReadonlyMap<RawPair | RawNode, Unit>;
  /** The start of every unit in the text; comments that stand directly above an entry belong to it. */
  readonly starts: ReadonlyMap<Unit, number>;
  /** The unit that holds the whole range. */
  findUnit(start: number, end: number): Unit | undefined;
  /** Where the last unit ends; `undefined` where there is none. */
  readonly end: number | undefined;
}

/**
 * Decides the units by shape: the entries of each mapping at the top level, the items of each list there, else the pair itself.
 * Two exceptions are known by name: `resources` holds CloudFormation sections one level deeper, and a single `Statement` is one unit.
 */
export function planUnits(uri: string, text: string, root: RawNode | undefined): UnitPlan {
  const plan = beginPlan(uri, text);
  if (root?.kind === 'sequence') planItems(plan, '', root.items);
  else if (root?.kind === 'mapping') for (const pair of root.pairs) planSection(plan, '', pair);
  return endPlan(plan);
}

/** The same for a part of a document: some of the sections, entries or items of `frame`, the first of the items being the `first`-th. */
export function planPart(uri: string, text: string, root: RawMapping | RawSequence, frame: Frame, first: number): UnitPlan {
  const plan = beginPlan(uri, text);
  if (root.kind === 'sequence') planItems(plan, frame.name === '' ? '' : `${frame.name}/`, root.items, frame.name === 'resources', first);
  else if (frame.kind === 'entries') planEntries(plan, frame.name, root);
  else for (const pair of root.pairs) planSection(plan, '', pair);
  return endPlan(plan);
}

function beginPlan(uri: string, text: string): Planning {
  return { uri, text, units: new Map(), starts: new Map(), spans: [] };
}

function endPlan({ units, starts, spans }: Planning): UnitPlan {
  return { units, starts, findUnit: (start, end) => findSpan(spans, start, end)?.unit, end: spans[spans.length - 1]?.end };
}

interface Span extends OffsetRange {
  readonly unit: Unit;
}

interface Planning {
  readonly uri: string;
  readonly text: string;
  readonly units: Map<RawPair | RawNode, Unit>;
  readonly starts: Map<Unit, number>;
  readonly spans: Span[];
}

function planSection(plan: Planning, prefix: string, pair: RawPair): void {
  const { value } = pair;
  const name = prefix + pair.key.value;
  if (value.kind === 'mapping' && value.pairs.length > 0 && name !== 'Statement') planEntries(plan, name, value);
  else if (value.kind === 'sequence' && value.items.length > 0) planItems(plan, `${name}/`, value.items, name === 'resources');
  else addUnit(plan, name, pair, pair.range);
}

function planEntries(plan: Planning, section: string, mapping: RawMapping): void {
  for (const pair of mapping.pairs) {
    if (section === 'resources' && pair.key.value === 'Resources') planSection(plan, `${section}/`, pair);
    else addUnit(plan, `${section}/${pair.key.value}`, pair, pair.range);
  }
}

function planItems(plan: Planning, prefix: string, items: readonly RawNode[], sections = false, first = 0): void {
  for (const [index, item] of items.entries()) {
    const name = `${prefix}${first + index}`;
    if (sections && item.kind === 'mapping' && item.pairs.some((pair) => pair.key.value === 'Resources')) planParts(plan, name, item);
    else if (item.kind !== 'alias') addUnit(plan, name, item, item.outer);
  }
}

/** An item of Serverless's `resources:` list, each holding sections of its own. */
function planParts(plan: Planning, name: string, item: RawMapping): void {
  for (const pair of item.pairs) {
    if (pair.key.value === 'Resources') planSection(plan, `${name}/`, pair);
    else addUnit(plan, `${name}/${pair.key.value}`, pair, pair.range);
  }
}

function addUnit(plan: Planning, name: string, part: RawPair | RawNode, range: OffsetRange): void {
  const unit: Unit = { uri: plan.uri, name };
  const start = findUnitStart(plan.text, range.start, plan.spans[plan.spans.length - 1]?.end ?? 0);
  plan.units.set(part, unit);
  plan.starts.set(unit, start);
  plan.spans.push({ unit, start, end: range.end });
}

/** The start of the line, or of the comment lines above it, where nothing but `-` and white space stands before the entry. */
export function findUnitStart(text: string, entry: number, floor: number): number {
  let start = entry;
  let line = findLineStart(text, entry);
  if (line < floor || /[^\s?\-\uFEFF]/.test(text.slice(line, entry))) return start;
  start = line;
  while (line > floor) {
    const above = findLineStart(text, line - 1);
    if (above < floor || !/^[ \t\uFEFF]*(?:#|\/\/)/.test(text.slice(above, line))) break;
    line = above;
    start = line;
  }
  return start;
}

function findSpan(spans: readonly Span[], start: number, end: number): Span | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const span = spans[low];
  return span !== undefined && span.start <= start && end <= span.end ? span : undefined;
}
