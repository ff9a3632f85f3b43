import type { Element } from '../policy/model.ts';
import { columnOf } from '../syntax/indentation.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { Span } from './apply.ts';
import type { Data } from './data.ts';
import { lowerNewValues, renderFlow, renderItem } from './data.ts';
import type { NewValue } from './edit.ts';
import { habitOf } from './habits.ts';
import { indentAt, isFirstOnLine, isInFlow, lineEndAt } from './lines.ts';
import type { Style } from './style.ts';
import { findSequenceShift, prefersFlowLists, prefersLines, styleAt } from './style.ts';
import type { View } from './view.ts';
import { outerBounds } from './view.ts';

/** The sole value, or a list on one line, becomes a list of the values inserted, after the sole value where it is kept. */
export function soleSpans(view: View, element: Element, isKept: boolean, inserted: readonly NewValue[]): readonly Span[] | undefined {
  const { text } = view;
  const node = element.pair.value;
  const bounds = outerBounds(view, node);
  const keyStart = view.offsets(element.key.range).start;
  const written = text.slice(bounds.start, bounds.end);
  const isFlow = view.notation === 'json' || isInFlow(text, keyStart);
  // A plain scalar with the punctuation of flow style (`!Sub ${Bucket.Arn}/*`) would not parse there.
  const isBlockOnly = node.kind === 'scalar' && !/["']$/.test(written) && /[,[\]{}]/.test(written);
  const isFlowFit = !isKept || (!written.includes('\n') && !isBlockOnly && (node.kind !== 'mapping' || node.flow));
  const kept: Data = { kind: 'written', text: written, column: columnOf(text, bounds.start) };
  const listIn = (flow: boolean): readonly [Data, Style] | undefined => {
    const style = styleAt(view, bounds.start, { ...habitOf(node.kind === 'sequence' ? node.items : [node]), flow });
    const items = lowerNewValues(inserted, style);
    return items && [{ kind: 'list', items: isKept ? [kept, ...items] : items }, style];
  };
  if (isFlow || (isFlowFit && (node.kind === 'sequence' || prefersFlowLists(text, bounds.start)))) {
    const [list, style] = listIn(true) ?? [];
    if (list === undefined || style === undefined) return undefined;
    const indent = indentAt(text, bounds.start);
    const line = renderFlow(list, style, indent, false);
    const isLong = columnOf(text, bounds.start) + line.length > longLine && isFirstOnLine(text, keyStart);
    const isOnLines = style.layout === 'json' && (isLong || (node.kind !== 'sequence' && prefersLines(text, keyStart)));
    if (isFlow || !isLong) return [{ ...bounds, text: isOnLines ? renderFlow(list, style, indent, true) : line }];
  }
  const [list, style] = listIn(false) ?? [];
  if (list === undefined || style === undefined) return undefined;
  return blockList(view, element, list, style, bounds, view.offsets(element.key.range).end);
}

/** Columns beyond which a new list on one line is broken up. */
const longLine = 120;

function blockList(view: View, element: Element, list: Data, style: Style, bounds: OffsetRange, keyEnd: number): readonly Span[] {
  const { text } = view;
  const keyColumn = columnOf(text, view.offsets(element.key.range).start);
  const { shift } = findSequenceShift(text, bounds.start);
  const colon = text.indexOf(':', keyEnd) + 1;
  if (text.slice(colon, bounds.start).includes('\n')) {
    return [{ ...bounds, text: renderItem(list, style, columnOf(text, bounds.start), shift) }];
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
