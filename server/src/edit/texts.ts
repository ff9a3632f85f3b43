import type { Node, ScalarNode, SequenceNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { argumentList, findIntrinsic } from '../template/intrinsic.ts';
import type { Text } from '../template/text.ts';
import type { Span } from './apply.ts';
import { escapeSub } from './data.ts';
import type { Edit } from './edit.ts';
import { habitOf } from './habits.ts';
import { isInFlow } from './lines.ts';
import { changeList, removeItems } from './lists.ts';
import { appendEnd, dropEnd, findSubText, isLiteralEnd, newValueOf, simplify } from './new-values.ts';
import { appendSpan, dropSpan, scalarSpan } from './scalars.ts';
import { styleAt } from './style.ts';
import { replacementSpan } from './values.ts';
import type { View } from './view.ts';
import { viewOf } from './view.ts';

export { newValueLike, type TextChange } from './new-values.ts';

/** Literal text added at the end, in the author's form: within the literal or the `Fn::Sub`, as an item of the `Fn::Join`, or `Ref` and `Fn::GetAtt` turned into `Fn::Sub`. */
export function appendToText(source: Source, text: Text, suffix: string): readonly Edit[] {
  const view = viewOf(source, text.node);
  return editsOf(view, suffix === '' ? undefined : appendToNode(source, view, text.node, suffix));
}

/** The last `length` UTF-16 code units of literal text dropped; a `Fn::Sub` of one symbol that is left becomes `Fn::GetAtt` or `Ref`. Empty where the end is not literal. */
export function dropFromText(source: Source, text: Text, length: number): readonly Edit[] {
  const view = viewOf(source, text.node);
  return editsOf(view, length <= 0 ? undefined : dropFromNode(source, view, text.node, length));
}

function editsOf(view: View, spans: readonly (Span | undefined)[] | undefined): readonly Edit[] {
  const found: Span[] = [];
  for (const span of spans ?? []) {
    if (span === undefined) return [];
    found.push(span);
  }
  return view.edits(found);
}

type Spans = readonly (Span | undefined)[] | undefined;

function appendToNode(source: Source, view: View, node: Node, suffix: string): Spans {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    return node.kind === 'scalar' ? [appendSpan(source, view, node, view.embedded === 'sub' ? escapeSub(suffix) : suffix)] : undefined;
  }
  const sub = findSubText(node);
  if (sub !== undefined) return [appendSpan(source, view, sub.scalar, escapeSub(suffix))];
  const join = findJoin(node);
  if (join !== undefined) return appendToJoin(source, view, join, suffix);
  const value = newValueOf(node);
  if (value !== undefined) return [replacementSpan(view, node, appendEnd(value, suffix))];
  return wrapInJoin(view, node, suffix);
}

interface Join {
  readonly delimiter: string;
  readonly list: SequenceNode;
}

function findJoin(node: Node): Join | undefined {
  const intrinsic = findIntrinsic(node);
  if (intrinsic?.name !== 'Join') return undefined;
  const [delimiter, list] = argumentList(intrinsic);
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'sequence' || findIntrinsic(list) !== undefined || list.items.length === 0)
    return undefined;
  return { delimiter: delimiter.value, list };
}

function appendToJoin(source: Source, view: View, join: Join, suffix: string): Spans {
  const last = join.list.items.at(-1);
  if (last === undefined) return undefined;
  if (join.delimiter !== '' || findIntrinsic(last) === undefined) return appendToNode(source, view, last, suffix);
  const start = view.offsets(join.list.range).start;
  const style = styleAt(view, start, { ...habitOf(join.list.items), flow: join.list.flow });
  const quote = style.quote === 'plain' ? style.fallback : style.quote;
  return changeList(view, join.list, { removed: new Set(), inserted: [{ kind: 'scalar', text: suffix, quote }] }, style);
}

/** Any other function, kept as it is written, with the suffix behind it. */
function wrapInJoin(view: View, node: Node, suffix: string): Spans {
  const { start, end } = view.offsets(node.outer);
  const written = view.text.slice(start, end);
  const isFlow = view.notation === 'json' || isInFlow(view.text, start);
  const isMovable =
    view.notation === 'json' || isFlow || (node.tag !== undefined && !/[\n,[\]{}]/.test(written)) || (node.kind !== 'scalar' && node.flow);
  if (!isMovable || node.anchor !== undefined || view.embedded !== undefined) return undefined;
  const style = styleAt(view, start, { ...habitOf([node]), flow: isFlow });
  const text = view.notation === 'json' ? JSON.stringify(suffix) : `'${suffix.replaceAll("'", "''")}'`;
  if (view.notation === 'json')
    return [
      {
        start,
        end,
        text: `{${style.bracePad}"Fn::Join"${style.colon}[""${style.comma}[${written}${style.comma}${text}]]${style.bracePad}}`,
      },
    ];
  return [{ start, end, text: `!Join ['', [${written}, ${text}]]` }];
}

function dropFromNode(source: Source, view: View, node: Node, length: number): Spans {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    if (node.kind !== 'scalar' || (view.embedded === 'sub' && !isLiteralEnd(node.value, length))) return undefined;
    return [dropSpan(source, view, node, length)];
  }
  const sub = findSubText(node);
  if (sub !== undefined) return dropFromSub(source, view, node, sub.scalar, sub.hasMap, length);
  const join = findJoin(node);
  return join && dropFromJoin(source, view, node, join, length);
}

function dropFromSub(source: Source, view: View, node: Node, scalar: ScalarNode, hasMap: boolean, length: number): Spans {
  const text = scalar.value.trimEnd();
  if (!isLiteralEnd(text, length)) return undefined;
  const value = simplify({ kind: 'sub', text: text.slice(0, text.length - length) });
  return [value.kind === 'sub' || hasMap ? dropSpan(source, view, scalar, length) : replacementSpan(view, node, value)];
}

function dropFromJoin(source: Source, view: View, node: Node, join: Join, length: number): Spans {
  const last = join.list.items.at(-1);
  if (last?.kind !== 'scalar' || findIntrinsic(last) !== undefined || length > last.value.length) return undefined;
  if (length < last.value.length) return [dropSpan(source, view, last, length)];
  if (join.delimiter !== '') return [scalarSpan(source, view, last, '')];
  const value = newValueOf(node);
  const rest = value && dropEnd(value, length);
  if (join.list.items.length === 2 && rest !== undefined) return [replacementSpan(view, node, rest)];
  return removeItems(view, join.list, new Set([join.list.items.length - 1]));
}
