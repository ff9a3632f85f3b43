import type { Element, Value } from '../policy/model.ts';
import { columnOf, findLineStart } from '../syntax/indentation.ts';
import type { Node, OffsetRange, SequenceNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import { lowerNewValue, lowerNewValues, renderAfterKey, renderFlow, renderItem } from './data.ts';
import type { Edit, NewValue } from './edit.ts';
import { habitOf } from './habits.ts';
import { indentAt } from './lines.ts';
import { changeList } from './lists.ts';
import { soleSpans } from './sole-value.ts';
import type { Style } from './style.ts';
import { findSequenceShift, styleAt } from './style.ts';
import type { View } from './view.ts';
import { outerBounds, viewOf } from './view.ts';

/** Another value in place of one. */
export function replaceValue(source: Source, value: Value, newValue: NewValue): readonly Edit[] {
  const view = viewOf(source, value.node);
  const span = replacementSpan(view, value.node, newValue, value.list?.flow);
  return span === undefined ? [] : view.edits([span]);
}

/**
 * Other values in place of some of an element's, at the place of the first removed. A sole value becomes a list where that is needed, in the style of
 * the document's lists. Empty where the element would be left without a value or cannot be written (an alias, a merged pair).
 */
export function replaceValues(source: Source, element: Element, removed: readonly Value[], inserted: readonly NewValue[]): readonly Edit[] {
  const view = viewOf(source, element.key);
  const spans = elementSpans(view, element, removed, inserted);
  return spans === undefined ? [] : view.edits(spans);
}

/** More values after the last one. */
export function addValues(source: Source, element: Element, inserted: readonly NewValue[]): readonly Edit[] {
  return replaceValues(source, element, [], inserted);
}

/** Some of an element's values taken away; empty where none would be left. */
export function removeValues(source: Source, element: Element, removed: readonly Value[]): readonly Edit[] {
  return replaceValues(source, element, removed, []);
}

/** What `replaceValues` does, in the offsets of the view of the element's key. */
export function elementSpans(
  view: View,
  element: Element,
  removed: readonly Value[],
  inserted: readonly NewValue[],
): readonly Span[] | undefined {
  if (element.pair.merged === true || element.pair.value.anchor !== undefined) return undefined;
  if (removed.some((value) => !isOwnNode(view, element, value))) return undefined;
  const [first] = removed;
  const whole = element.pair.value.kind === 'sequence' && element.pair.value.tag === undefined ? element.pair.value : undefined;
  const list = first === undefined ? whole : first.list;
  if (removed.length === 0) {
    if (inserted.length === 0) return undefined;
    if (list !== undefined) return listSpans(view, list, [], inserted);
    return element.values.length === 1 && element.values[0]?.node === element.pair.value
      ? soleSpans(view, element, true, inserted)
      : undefined;
  }
  if (list === undefined) return replaceSole(view, element, removed, inserted);
  if (list === element.pair.value && list.flow && removed.length === list.items.length && isOneLine(view, list) && inserted.length > 0) {
    return soleSpans(view, element, false, inserted);
  }
  return replaceInLists(view, element, removed, inserted);
}

function isOneLine(view: View, node: Node): boolean {
  const { start, end } = view.offsets(node.range);
  return !view.text.slice(start, end).includes('\n');
}

/** An alias's target and a piece of `Fn::Split` are written elsewhere or for several values at once. */
function isOwnNode(view: View, element: Element, value: Value): boolean {
  if (value.node.anchor !== undefined || element.values.some((other) => other !== value && other.node === value.node)) return false;
  const node = view.offsets(value.node.outer);
  const pair = view.offsets(element.pair.range);
  return node.start >= pair.start && node.end <= pair.end;
}

function replaceInLists(
  view: View,
  element: Element,
  removed: readonly Value[],
  inserted: readonly NewValue[],
): readonly Span[] | undefined {
  if (inserted.length === 0 && removed.length >= element.values.length) return undefined;
  const spans: Span[] = [];
  for (const list of new Set(removed.map((value) => value.list))) {
    if (list === undefined) return undefined;
    const changed = listSpans(
      view,
      list,
      removed.filter((value) => value.list === list),
      list === removed[0]?.list ? inserted : [],
    );
    if (changed === undefined) return undefined;
    spans.push(...changed);
  }
  return spans;
}

function listSpans(view: View, list: SequenceNode, removed: readonly Value[], inserted: readonly NewValue[]): readonly Span[] | undefined {
  if (list.anchor !== undefined) return undefined;
  const start = view.offsets(list.range).start;
  const style = styleAt(view, start, { ...habitOf([...removed.map((value) => value.node), ...list.items]), flow: list.flow });
  const data = lowerNewValues(inserted, style);
  const indices = removed.map((value) => list.items.indexOf(value.node));
  if (data === undefined || indices.includes(-1)) return undefined;
  return changeList(view, list, { removed: new Set(indices), inserted: data }, style);
}

function replaceSole(view: View, element: Element, removed: readonly Value[], inserted: readonly NewValue[]): readonly Span[] | undefined {
  const [value] = removed;
  const [first] = inserted;
  if (value === undefined || first === undefined || removed.length !== 1) return undefined;
  if (inserted.length === 1) {
    const span = replacementSpan(view, value.node, first);
    return span && [span];
  }
  if (value.node === element.pair.value) return soleSpans(view, element, false, inserted);
  // A branch of an `Fn::If` that is the element's whole value may be a list; a branch within a list may not.
  if (findIntrinsic(element.pair.value)?.name !== 'If') return undefined;
  const bounds = outerBounds(view, value.node);
  const style = styleAt(view, bounds.start, { ...habitOf([value.node]), flow: true });
  const items = lowerNewValues(inserted, style);
  return items && [{ ...bounds, text: renderFlow({ kind: 'list', items }, style, indentAt(view.text, bounds.start), false) }];
}

/** Another value in place of a node, in the offsets of the view. */
export function replacementSpan(view: View, node: Node, newValue: NewValue, flow?: boolean): Span | undefined {
  if (node.anchor !== undefined) return undefined;
  const style = replacementStyle(view, node, flow);
  const data = lowerNewValue(newValue, style);
  return data && writeInPlace(view, node, data, style);
}

/** Any data in place of a node, in the offsets of the view: in block style where the node stands in it, in JSON on lines of their own. */
export function dataSpan(view: View, node: Node, data: Data, flow: boolean | undefined): Span | undefined {
  if (node.anchor !== undefined) return undefined;
  return writeInPlace(view, node, data, replacementStyle(view, node, flow), true);
}

function replacementStyle(view: View, node: Node, flow: boolean | undefined): Style {
  const isFlow = node.kind === 'mapping' && node.flow && node.tag === undefined ? true : flow;
  return styleAt(view, outerBounds(view, node).start, { ...habitOf([node]), ...(isFlow === undefined ? {} : { flow: isFlow }) });
}

function writeInPlace(view: View, node: Node, data: Data, style: Style, expanded = false): Span {
  const bounds = outerBounds(view, node);
  const { text } = view;
  if (style.layout !== 'block') {
    const isTall = (expanded && style.layout === 'json') || text.slice(bounds.start, bounds.end).includes('\n');
    return { ...bounds, text: blankBefore(text, bounds) + renderFlow(data, style, indentAt(text, bounds.start), isTall) };
  }
  const { shift } = findSequenceShift(text, bounds.start);
  const isBelowKey = data.kind === 'map' || (data.kind === 'list' && data.inline !== true);
  const key = isBelowKey
    ? /^\ufeff?((?: |- )*)['"]?[\w:.-]+['"]?:([ \t]*)$/.exec(text.slice(findLineStart(text, bounds.start), bounds.start))
    : null;
  if (key !== null)
    return {
      start: bounds.start - (key[2] ?? '').length,
      end: bounds.end,
      text: renderAfterKey(data, style, (key[1] ?? '').length, shift),
    };
  return { ...bounds, text: blankBefore(text, bounds) + renderItem(data, style, columnOf(text, bounds.start), shift) };
}

/** An absent value stands right behind its colon or dash. */
function blankBefore(text: string, bounds: OffsetRange): string {
  return bounds.start === bounds.end && /[:-]/.test(text[bounds.start - 1] ?? '') ? ' ' : '';
}
