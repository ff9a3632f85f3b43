import { columnOf, findLineStart } from '../syntax/indentation.ts';
import type { Node, SequenceNode } from '../syntax/node.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import { renderFlow, renderItem } from './data.ts';
import { indentAt, isFirstOnLine, isLastOnLine, lineEndAt, skipBlank, trimmedEnd, wholeLines } from './lines.ts';
import type { Style } from './style.ts';
import { columnIndent, findSequenceShift } from './style.ts';
import type { View } from './view.ts';

/** A change of a list: items taken out by index, and others put in place of the first of them, or behind `after` where none is. */
export interface ListChange {
  readonly removed: ReadonlySet<number>;
  readonly inserted: readonly Data[];
  /** Index of the item that new ones follow when none is removed; absent: the last. */
  readonly after?: number;
}

/** A list item or a pair, in the offsets of the view. */
export interface Item {
  readonly start: number;
  readonly end: number;
}

/** The spans that change a list; `undefined` where it would be empty or where an item is not written in it (an alias). */
export function changeList(view: View, list: SequenceNode, change: ListChange, style: Style): readonly Span[] | undefined {
  if (change.inserted.length === 0 && list.items.length > 0) return removeItems(view, list, change.removed);
  const items = findItems(view, list);
  if (items === undefined) return undefined;
  if (items.length === 0) return fillEmpty(view, list, change, style);
  return list.flow ? changeFlowList(view, items, change, style) : changeBlockList(view, items, change, style);
}

/** The spans that take items out of a list, by index: `changeList` without anything new, which asks for no style. */
export function removeItems(view: View, list: SequenceNode, removed: ReadonlySet<number>): readonly Span[] | undefined {
  const items = findItems(view, list);
  if (items === undefined || removed.size >= items.length) return undefined;
  return list.flow ? removeFlowItems(view.text, items, removed) : removeBlockItems(view.text, items, removed);
}

/** Whether `removeItems` takes one item out of the list. */
export function isRemovable(view: View, list: SequenceNode, index: number): boolean {
  const items = findItems(view, list);
  if (items === undefined || items.length < 2 || items[index] === undefined) return false;
  return list.flow || blockItemSpan(view.text, items, index) !== undefined;
}

/** `undefined` where an item is not written in the list: an alias, or what a variable brings from elsewhere. */
function findItems(view: View, list: SequenceNode): readonly Item[] | undefined {
  if (list.items.some(({ outer }) => outer.unit.uri !== list.range.unit.uri)) return undefined;
  const bounds = view.offsets(list.range);
  const items = list.items.map((item) => itemOf(view, item));
  return items.some((item, i) => item.start < (items[i - 1]?.end ?? bounds.start) || item.end > bounds.end) ? undefined : items;
}

/** A node with its tag, without the line breaks that a block scalar ends with. */
export function itemOf(view: View, node: Node): Item {
  const { start, end } = view.offsets(node.outer);
  return { start, end: trimmedEnd(view.text, start, end) };
}

function fillEmpty(view: View, list: SequenceNode, change: ListChange, style: Style): readonly Span[] | undefined {
  if (!list.flow) return undefined;
  const data: Data = { kind: 'list', items: change.inserted };
  const bounds = view.offsets(list.range);
  return [{ ...bounds, text: renderFlow(data, style, indentAt(view.text, bounds.start), false) }];
}

/** The first index removed, if something takes its place. */
function replacedIndex(change: ListChange): number | undefined {
  return change.inserted.length > 0 && change.removed.size > 0 ? Math.min(...change.removed) : undefined;
}

function changeBlockList(view: View, items: readonly Item[], change: ListChange, style: Style): readonly Span[] | undefined {
  const { text } = view;
  const replaced = replacedIndex(change);
  const spans = removeBlockItems(text, items, change.removed, replaced);
  const anchor = items[replaced ?? change.after ?? items.length - 1];
  if (spans === undefined || anchor === undefined) return spans;
  const dash = dashBefore(text, anchor.start);
  if (dash === undefined) return undefined;
  const column = columnOf(text, dash);
  const gap = /^-( +)\S/.exec(text.slice(dash, anchor.start + 1))?.[1] ?? ' ';
  const shift = findSequenceShift(text, anchor.start).shift;
  const rendered = change.inserted.map((data) => renderItem(data, style, column + 1 + gap.length, shift));
  const added = replaced === undefined ? rendered : rendered.slice(1);
  if (replaced !== undefined) spans.push({ ...anchor, text: rendered[0] ?? '' });
  if (added.length > 0) {
    const end = lineEndAt(text, anchor.end);
    spans.push({ start: end, end, text: added.map((item) => `${style.eol}${' '.repeat(column)}-${gap}${item}`).join('') });
  }
  return spans;
}

/** All of `removed` but the one that something replaces. */
function removeBlockItems(
  text: string,
  items: readonly Item[],
  removed: ReadonlySet<number>,
  replaced: number | undefined = undefined,
): Span[] | undefined {
  const spans: Span[] = [];
  for (const index of removed) {
    if (items[index] === undefined || index === replaced) continue;
    const span = blockItemSpan(text, items, index);
    if (span === undefined) return undefined;
    spans.push({ ...span, text: '' });
  }
  return spans;
}

/** The `-` of the block item that starts at the offset. */
export function dashBefore(text: string, start: number): number | undefined {
  for (let dash = text.lastIndexOf('-', start - 1); dash >= 0; dash = text.lastIndexOf('-', dash - 1)) {
    if (skipBlank(text, dash + 1) < start && dash < findLineStart(text, start)) return undefined;
    const before = text.slice(findLineStart(text, dash), dash).replace(/^\ufeff/, '');
    if (/^(?: |[-?:] )*$|: +$/.test(before) && skipBlank(text, dash + 1) >= start) return dash;
    if (findLineStart(text, start) - dash > 2000) return undefined;
  }
  return undefined;
}

function blockItemSpan(text: string, items: readonly Item[], index: number): { start: number; end: number } | undefined {
  const item = items[index];
  const dash = item && dashBefore(text, item.start);
  if (item === undefined || dash === undefined) return undefined;
  if (isFirstOnLine(text, dash)) return wholeLines(text, dash, item.end);
  const next = items[index + 1];
  const nextDash = next && dashBefore(text, next.start);
  return nextDash === undefined ? undefined : { start: dash, end: nextDash };
}

/** What `removeItems` does to a flow sequence, or to the pairs of a flow mapping. */
export function removeFlowItems(text: string, items: readonly Item[], removed: ReadonlySet<number>): readonly Span[] {
  const kept = items.map((_, i) => i).filter((i) => !removed.has(i));
  return items.every((item) => isAlone(text, item)) ? dropLines(text, items, kept, false) : dropInline(items, kept);
}

/** What `changeList` puts into a flow sequence, or into the pairs of a flow mapping. */
export function changeFlowList(view: View, items: readonly Item[], change: ListChange, style: Style): readonly Span[] {
  const { text } = view;
  const replaced = replacedIndex(change);
  const anchorIndex = replaced ?? change.after ?? items.length - 1;
  const anchor = items[anchorIndex];
  if (anchor === undefined) return removeFlowItems(text, items, change.removed);
  const kept = items.map((_, i) => i).filter((i) => i === replaced || !change.removed.has(i));
  const isOnLines = items.every((item) => isAlone(text, item));
  const indent = indentAt(text, anchor.start);
  const isTall = isOnLines || text.slice(anchor.start, anchor.end).includes('\n');
  const rendered = change.inserted.map((data) => renderFlow(data, style, indent, isTall));
  const added = replaced === undefined ? rendered : rendered.slice(1);
  const isEnd = kept.at(-1) === anchorIndex;
  const spans = isOnLines ? dropLines(text, items, kept, isEnd && added.length > 0) : dropInline(items, kept);
  if (replaced !== undefined) spans.push({ ...anchor, text: rendered[0] ?? '' });
  if (added.length === 0) return spans;
  if (!isOnLines) {
    const separator = separatorOf(text, items, style, anchor);
    return [...spans, { start: anchor.end, end: anchor.end, text: added.map((item) => separator + item).join('') }];
  }
  if (commaAfter(text, anchor.end) === undefined) spans.push({ start: anchor.end, end: anchor.end, text: ',' });
  const end = lineEndAt(text, anchor.end);
  const closing = !isEnd || endsWithComma(text, items) ? ',' : '';
  return [...spans, { start: end, end, text: added.map((item) => style.eol + indent + item).join(',') + closing }];
}

/** Whether the item and its comma have their lines for themselves. */
function isAlone(text: string, item: Item): boolean {
  const comma = commaAfter(text, item.end);
  if (comma !== undefined && comma > lineEndAt(text, item.end)) return false;
  return isFirstOnLine(text, item.start) && isLastOnLine(text, comma ?? item.end);
}

function endsWithComma(text: string, items: readonly Item[]): boolean {
  return commaAfter(text, items.at(-1)?.end ?? 0) !== undefined;
}

/** Just behind the comma that follows the offset, if one does, whatever blanks and comments stand between. */
function commaAfter(text: string, offset: number): number | undefined {
  const next = skipBlank(text, offset);
  return text[next] === ',' ? next + 1 : undefined;
}

/** Every removed item goes with its lines; the last kept one loses its comma unless something follows or the author ends lists with one. */
function dropLines(text: string, items: readonly Item[], kept: readonly number[], isFollowed: boolean): Span[] {
  const keeps = new Set(kept);
  const spans: Span[] = [];
  for (const [i, item] of items.entries()) {
    if (!keeps.has(i)) spans.push({ ...wholeLines(text, item.start, commaAfter(text, item.end) ?? item.end), text: '' });
  }
  const last = kept.at(-1) ?? -1;
  const comma = commaAfter(text, items[last]?.end ?? 0);
  if (last !== items.length - 1 && comma !== undefined && !isFollowed && !endsWithComma(text, items))
    spans.push({ start: comma - 1, end: comma, text: '' });
  return spans;
}

function dropInline(items: readonly Item[], kept: readonly number[]): Span[] {
  const keeps = new Set(kept);
  const last = kept.at(-1) ?? -1;
  const spans: Span[] = [];
  for (const [i, item] of items.entries()) {
    const next = items[i + 1];
    if (!keeps.has(i) && i < last && next !== undefined) spans.push({ start: item.start, end: next.start, text: '' });
  }
  const lastKept = items[last];
  const lastItem = items.at(-1);
  if (lastKept !== undefined && lastItem !== undefined && lastItem !== lastKept)
    spans.push({ start: lastKept.end, end: lastItem.end, text: '' });
  return spans;
}

/** What separates the items of a flow collection that share lines. */
export function separatorOf(text: string, items: readonly Item[], style: Style, anchor: Item): string {
  for (const [i, item] of items.entries()) {
    const next = items[i + 1];
    const between = next && text.slice(item.end, next.start);
    if (between !== undefined && /^\s*,\s*$/.test(between)) return between;
  }
  const isTall = text.slice(anchor.start, anchor.end).includes('\n');
  return isTall && isFirstOnLine(text, anchor.start) ? `,${style.eol}${columnIndent(text, anchor.start)}` : style.comma;
}
