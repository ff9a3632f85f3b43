import { columnOf } from '../syntax/indentation.ts';
import type { MappingNode, Pair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import { lowerNewValue, renderFlow, renderItem } from './data.ts';
import type { Edit, NewValue } from './edit.ts';
import { habitOf } from './habits.ts';
import { indentAt, isFirstOnLine, lineEndAt, trimmedEnd, wholeLines } from './lines.ts';
import type { Item } from './lists.ts';
import { changeFlowList, removeFlowItems } from './lists.ts';
import { scalarSpan } from './scalars.ts';
import type { Style } from './style.ts';
import { findSequenceShift, prefersFlowLists, prefersLines, styleAt } from './style.ts';
import type { View } from './view.ts';
import { viewOf } from './view.ts';

/** A new pair in a mapping, after `after` or as the last one. An array of values is written as a list, even if it has one item. */
export function insertPair(
  source: Source,
  mapping: MappingNode,
  key: string,
  value: NewValue | readonly NewValue[],
  after?: Pair,
): readonly Edit[] {
  const view = viewOf(source, mapping);
  const style = mappingStyle(view, mapping);
  const data = lowerPairValue(view, mapping, value, style);
  const spans = data && dataSpans(view, mapping, key, data, style, after);
  return spans === undefined ? [] : view.edits(spans);
}

/** Another key in place of a pair's, quoted as it was. */
export function renameKey(source: Source, pair: Pair, newKey: string): readonly Edit[] {
  if (pair.merged === true) return [];
  const view = viewOf(source, pair.key);
  const span = scalarSpan(source, view, pair.key, newKey);
  return span === undefined ? [] : view.edits([span]);
}

/** Takes a pair out of its mapping; empty for the only one and for a merged pair. */
export function removePair(source: Source, mapping: MappingNode, pair: Pair): readonly Edit[] {
  const view = viewOf(source, mapping);
  const spans = removalSpans(view, mapping, pair);
  return spans === undefined ? [] : view.edits(spans);
}

/** Any data as a new pair, in the offsets of the view. */
export function dataSpans(
  view: View,
  mapping: MappingNode,
  key: string,
  value: Data,
  style: Style,
  after?: Pair,
): readonly Span[] | undefined {
  if (mapping.anchor !== undefined || after?.merged === true) return undefined;
  const bounds = view.offsets(mapping.range);
  const pairs = ownPairs(mapping);
  const items = pairs.map((pair) => pairItem(view, pair));
  const index = after === undefined ? items.length - 1 : pairs.indexOf(after);
  const anchor = items[index];
  const data: Data = { kind: 'pair', key, value };
  if (mapping.flow) {
    if (items.length === 0)
      return [{ ...bounds, text: renderFlow({ kind: 'map', pairs: [[key, value]] }, style, indentAt(view.text, bounds.start), false) }];
    return anchor && changeFlowList(view, items, { removed: new Set(), inserted: [data], after: index }, style);
  }
  if (anchor === undefined) return undefined;
  const column = columnOf(view.text, view.offsets((pairs[0]?.key ?? mapping).outer).start);
  const end = lineEndAt(view.text, anchor.end);
  const { shift } = findSequenceShift(view.text, anchor.start);
  return [{ start: end, end, text: style.eol + ' '.repeat(column) + renderItem(data, style, column, shift) }];
}

/** The style of what is written into a mapping. */
export function mappingStyle(view: View, mapping: MappingNode): Style {
  return styleAt(view, view.offsets(mapping.range).start, { ...habitOf(ownPairs(mapping).map((pair) => pair.value)), flow: mapping.flow });
}

function lowerPairValue(view: View, mapping: MappingNode, value: NewValue | readonly NewValue[], style: Style): Data | undefined {
  if (!isList(value)) return lowerNewValue(value, style);
  const offset = view.offsets((mapping.pairs[0]?.key ?? mapping).range).start;
  const inline =
    style.layout === 'json' ? !prefersLines(view.text, offset) : style.layout === 'flow' || prefersFlowLists(view.text, offset);
  const items: Data[] = [];
  for (const item of value) {
    const data = lowerNewValue(item, style);
    if (data === undefined) return undefined;
    items.push(data);
  }
  return { kind: 'list', items, ...(inline ? { inline: true } : {}) };
}

function isList(value: NewValue | readonly NewValue[]): value is readonly NewValue[] {
  return Array.isArray(value);
}

function ownPairs(mapping: MappingNode): readonly Pair[] {
  return mapping.pairs.filter((pair) => pair.merged !== true);
}

function pairItem(view: View, pair: Pair): Item {
  const { start, end } = view.offsets(pair.range);
  const keyEnd = view.offsets(pair.key.range).end;
  // An absent value or an alias may be said to end elsewhere; the colon belongs to the pair all the same.
  const colon = view.text.indexOf(':', keyEnd) + 1;
  return { start: Math.min(start, view.offsets(pair.key.outer).start), end: Math.max(trimmedEnd(view.text, start, end), colon) };
}

/** What `removePair` does, in the offsets of the view. */
export function removalSpans(view: View, mapping: MappingNode, pair: Pair): readonly Span[] | undefined {
  const pairs = ownPairs(mapping);
  const index = pairs.indexOf(pair);
  if (index < 0 || pairs.length < 2 || mapping.anchor !== undefined) return undefined;
  const items = pairs.map((other) => pairItem(view, other));
  const item = items[index];
  const next = items[index + 1];
  if (item === undefined) return undefined;
  if (mapping.flow) return removeFlowItems(view.text, items, new Set([index]));
  if (isFirstOnLine(view.text, item.start)) return [{ ...wholeLines(view.text, item.start, item.end), text: '' }];
  if (next === undefined) return undefined;
  // A comment on a line between them stays, below a dash alone on its line.
  const lineEnd = lineEndAt(view.text, item.end);
  if (!view.text.slice(lineEnd, next.start).includes('#')) return [{ start: item.start, end: next.start, text: '' }];
  return [{ start: trimmedEnd(view.text, 0, item.start), end: lineEnd, text: '' }];
}
