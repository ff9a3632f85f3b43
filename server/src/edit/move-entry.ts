import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import type { Edit } from './edit.ts';
import { habitOf } from './habits.ts';
import { changeList, removeItems } from './lists.ts';
import { dataSpans, mappingStyle, removalSpans } from './pairs.ts';
import { scalarSpan } from './scalars.ts';
import { styleAt } from './style.ts';
import { dataSpan } from './values.ts';
import type { View } from './view.ts';
import { viewOf } from './view.ts';

/** What is written out: strings, lists and mappings. */
export type Plain = string | readonly Plain[] | { readonly [key: string]: Plain };

/** Something else, written out, in place of a list item or of a sole value. */
export function replaceEntry(source: Source, node: Node, plain: Plain): readonly Edit[] {
  const view = viewOf(source, node);
  const span = dataSpan(view, node, dataOf(plain), undefined);
  return span === undefined ? [] : view.edits([span]);
}

/**
 * Takes an item out of the list that `pair` of a mapping holds, and writes others into the list below `key` of the same mapping, which is made where it
 * is missing. A list that is left empty goes. Empty where either cannot be written.
 */
export function moveEntry(
  source: Source,
  mapping: MappingNode,
  pair: Pair,
  item: Node,
  key: string,
  inserted: readonly Plain[],
): readonly Edit[] {
  const view = viewOf(source, mapping);
  const data = { kind: 'list', items: inserted.map(dataOf) } as const;
  const target = mapping.pairs.find((other) => other.key.value === key);
  const isOnly = pair.value.kind === 'sequence' && pair.value.items.length === 1;
  const removed = takeOut(view, mapping, pair, item);
  const spans =
    target === undefined
      ? isOnly
        ? rename(source, view, pair, key, data)
        : removed && addPair(view, mapping, pair, key, data, removed)
      : removed && addItems(view, target, data.items, removed);
  return spans === undefined ? [] : view.edits(spans);
}

/** A new pair of a mapping, written out, as its last one. */
export function insertEntry(source: Source, mapping: MappingNode, key: string, plain: Plain): readonly Edit[] {
  const view = viewOf(source, mapping);
  const spans = dataSpans(view, mapping, key, dataOf(plain), mappingStyle(view, mapping));
  return spans === undefined ? [] : view.edits(spans);
}

/** Takes an item out of the list that `pair` of a mapping holds, with the pair where nothing is left of it. */
export function removeEntry(source: Source, mapping: MappingNode, pair: Pair, item: Node): readonly Edit[] {
  const view = viewOf(source, mapping);
  const spans = takeOut(view, mapping, pair, item);
  return spans === undefined ? [] : view.edits(spans);
}

function takeOut(view: View, mapping: MappingNode, pair: Pair, item: Node): readonly Span[] | undefined {
  const list = pair.value;
  if (pair.merged === true || list.anchor !== undefined) return undefined;
  if (list === item) return removalSpans(view, mapping, pair);
  if (list.kind !== 'sequence' || findIntrinsic(list) !== undefined || !list.items.includes(item)) return undefined;
  return list.items.length === 1 ? removalSpans(view, mapping, pair) : removeItems(view, list, new Set([list.items.indexOf(item)]));
}

/** The list that is left empty becomes the other one. */
function rename(source: Source, view: View, pair: Pair, key: string, data: Data): readonly Span[] | undefined {
  if (pair.merged === true || pair.value.anchor !== undefined || findIntrinsic(pair.value) !== undefined) return undefined;
  const renamed = scalarSpan(source, view, pair.key, key);
  const replaced = dataSpan(view, pair.value, data, undefined);
  return renamed && replaced && [renamed, replaced];
}

/** Behind another pair: what is written behind this one would touch what is taken out of it. */
function addPair(
  view: View,
  mapping: MappingNode,
  pair: Pair,
  key: string,
  data: Data,
  removed: readonly Span[],
): readonly Span[] | undefined {
  const after = mapping.pairs.findLast((other) => other !== pair && other.merged !== true);
  const added = after && dataSpans(view, mapping, key, data, mappingStyle(view, mapping), after);
  return added && [...removed, ...added];
}

function addItems(view: View, target: Pair, items: readonly Data[], removed: readonly Span[]): readonly Span[] | undefined {
  const list = target.value;
  if (list.kind !== 'sequence' || findIntrinsic(list) !== undefined || list.anchor !== undefined || target.merged === true)
    return undefined;
  const style = styleAt(view, view.offsets(list.range).start, { ...habitOf(list.items), flow: list.flow });
  const added = changeList(view, list, { removed: new Set(), inserted: items }, style);
  return added && [...removed, ...added];
}

function dataOf(plain: Plain): Data {
  if (typeof plain === 'string') return { kind: 'scalar', text: plain };
  if (isList(plain)) return { kind: 'list', items: plain.map(dataOf) };
  return { kind: 'map', pairs: Object.entries(plain).map(([key, value]) => [key, dataOf(value)]) };
}

function isList(plain: Exclude<Plain, string>): plain is readonly Plain[] {
  return Array.isArray(plain);
}
