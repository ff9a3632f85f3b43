import type { Element, Value } from '../policy/model.ts';
import type { Node, SequenceNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import { lowerNewValue, renderAfterKey, renderFlow, renderItem } from './data.ts';
import type { Edit, NewValue } from './edit.ts';
import { columnAt, indentAt, isFirstOnLine, isInFlow, lineEndAt, lineStartAt, trimmedEnd } from './lines.ts';
import { changeList } from './lists.ts';
import { quoteOf } from './scalars.ts';
import type { Habit, Style } from './style.ts';
import { findSequenceShift, prefersFlowLists, prefersLines, styleAt } from './style.ts';
import type { View } from './view.ts';
import { viewOf } from './view.ts';

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
  const data = lowerAll(inserted, style);
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
  const items = lowerAll(inserted, style);
  return items && [{ ...bounds, text: renderFlow({ kind: 'list', items }, style, indentAt(view.text, bounds.start), false) }];
}

/** Another value in place of a node, in the offsets of the view. */
export function replacementSpan(view: View, node: Node, newValue: NewValue, flow?: boolean): Span | undefined {
  if (node.anchor !== undefined) return undefined;
  const bounds = outerBounds(view, node);
  const isFlow = node.kind === 'mapping' && node.flow && node.tag === undefined ? true : flow;
  const style = styleAt(view, bounds.start, { ...habitOf([node]), ...(isFlow === undefined ? {} : { flow: isFlow }) });
  const data = lowerNewValue(newValue, style);
  if (data === undefined) return undefined;
  const { text } = view;
  if (style.layout !== 'block') {
    const isTall = text.slice(bounds.start, bounds.end).includes('\n');
    return { ...bounds, text: blankBefore(text, bounds) + renderFlow(data, style, indentAt(text, bounds.start), isTall) };
  }
  const { shift } = findSequenceShift(text, bounds.start);
  const key =
    data.kind === 'map'
      ? /^\ufeff?((?: |- )*)['"]?[\w:.-]+['"]?:([ \t]*)$/.exec(text.slice(lineStartAt(text, bounds.start), bounds.start))
      : null;
  if (key !== null)
    return {
      start: bounds.start - (key[2] ?? '').length,
      end: bounds.end,
      text: renderAfterKey(data, style, (key[1] ?? '').length, shift),
    };
  return { ...bounds, text: blankBefore(text, bounds) + renderItem(data, style, columnAt(text, bounds.start), shift) };
}

/** An absent value stands right behind its colon or dash. */
function blankBefore(text: string, bounds: { readonly start: number; readonly end: number }): string {
  return bounds.start === bounds.end && /[:-]/.test(text[bounds.start - 1] ?? '') ? ' ' : '';
}

/** The sole value, or a list on one line, becomes a list of the values inserted, after the sole value where it is kept. */
function soleSpans(view: View, element: Element, isKept: boolean, inserted: readonly NewValue[]): readonly Span[] | undefined {
  const { text } = view;
  const node = element.pair.value;
  const bounds = outerBounds(view, node);
  const keyStart = view.offsets(element.key.range).start;
  const written = text.slice(bounds.start, bounds.end);
  const isFlow = view.notation === 'json' || isInFlow(text, keyStart);
  // A plain scalar with the punctuation of flow style (`!Sub ${Bucket.Arn}/*`) would not parse there.
  const isBlockOnly = node.kind === 'scalar' && !/["']$/.test(written) && /[,[\]{}]/.test(written);
  const isFlowFit = !isKept || (!written.includes('\n') && !isBlockOnly && (node.kind !== 'mapping' || node.flow));
  const kept: Data = { kind: 'written', text: written, column: columnAt(text, bounds.start) };
  const listIn = (flow: boolean): readonly [Data, Style] | undefined => {
    const style = styleAt(view, bounds.start, { ...habitOf(node.kind === 'sequence' ? node.items : [node]), flow });
    const items = lowerAll(inserted, style);
    return items && [{ kind: 'list', items: isKept ? [kept, ...items] : items }, style];
  };
  if (isFlow || (isFlowFit && (node.kind === 'sequence' || prefersFlowLists(text, bounds.start)))) {
    const [list, style] = listIn(true) ?? [];
    if (list === undefined || style === undefined) return undefined;
    const indent = indentAt(text, bounds.start);
    const line = renderFlow(list, style, indent, false);
    const isLong = columnAt(text, bounds.start) + line.length > longLine && isFirstOnLine(text, keyStart);
    const isOnLines = style.layout === 'json' && (isLong || (node.kind !== 'sequence' && prefersLines(text, keyStart)));
    if (isFlow || !isLong) return [{ ...bounds, text: isOnLines ? renderFlow(list, style, indent, true) : line }];
  }
  const [list, style] = listIn(false) ?? [];
  if (list === undefined || style === undefined) return undefined;
  return blockList(view, element, list, style, bounds, view.offsets(element.key.range).end);
}

/** Columns beyond which a new list on one line is broken up. */
const longLine = 120;

function blockList(view: View, element: Element, list: Data, style: Style, bounds: Bounds, keyEnd: number): readonly Span[] {
  const { text } = view;
  const keyColumn = columnAt(text, view.offsets(element.key.range).start);
  const { shift } = findSequenceShift(text, bounds.start);
  const colon = text.indexOf(':', keyEnd) + 1;
  if (text.slice(colon, bounds.start).includes('\n')) {
    return [{ ...bounds, text: renderItem(list, style, columnAt(text, bounds.start), shift) }];
  }
  const column = keyColumn + shift;
  const isTall = text.slice(bounds.start, bounds.end).includes('\n');
  const data = isTall ? settle(list, column) : list;
  const rendered = `${style.eol}${' '.repeat(column)}${renderItem(data, style, column, shift)}`;
  if (isTall) return [{ start: colon, end: bounds.end, text: rendered }];
  const end = lineEndAt(text, bounds.end);
  return [
    { start: colon, end: bounds.end, text: '' },
    { start: end, end, text: rendered },
  ];
}

/** Text of several lines keeps its indentation where that is deep enough to stand behind the dash. */
function settle(list: Data, dash: number): Data {
  if (list.kind !== 'list') return list;
  return {
    ...list,
    items: list.items.map((item) => {
      if (item.kind !== 'written') return item;
      const indents = [...item.text.matchAll(/\n( *)(?=\S)/g)].map((match) => match[1]?.length ?? 0);
      return { ...item, column: Math.min(dash + 2, ...indents) };
    }),
  };
}

interface Bounds {
  readonly start: number;
  readonly end: number;
}

function outerBounds(view: View, node: Node): Bounds {
  const { start, end } = view.offsets(node.outer);
  return { start, end: trimmedEnd(view.text, start, end) };
}

function lowerAll(values: readonly NewValue[], style: Style): readonly Data[] | undefined {
  const result: Data[] = [];
  for (const value of values) {
    const data = lowerNewValue(value, style);
    if (data === undefined) return undefined;
    result.push(data);
  }
  return result;
}

/** The habits that the first nodes of each sort show: quoting of strings, long or short intrinsics. */
export function habitOf(nodes: readonly Node[]): Habit {
  const string = nodes.find(
    (node) =>
      node.kind === 'scalar' && node.tag === undefined && node.style !== 'literal' && node.style !== 'folded' && !/^\*?$/.test(node.value),
  );
  const isLong = nodes.some((node) => node.kind === 'mapping' && /^(?:Ref|Fn::\w+)$/.test(node.pairs[0]?.key.value ?? ''));
  const isShort = nodes.some((node) => node.tag?.startsWith('!') === true);
  return {
    ...(string?.kind === 'scalar' ? { quote: quoteOf(string) } : {}),
    ...(isLong !== isShort ? { long: isLong } : {}),
  };
}
