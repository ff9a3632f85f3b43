import type { Node } from '../syntax/node.ts';
import { argumentList, findIntrinsic, scalarArgument } from '../template/intrinsic.ts';
import type { SymbolKind, Text } from '../template/text.ts';
import { escapeSub } from './data.ts';
import type { NewValue } from './edit.ts';

/** First drops `dropLast` code units of literal text at the end, then appends. */
export interface TextChange {
  readonly append?: string;
  readonly dropLast?: number;
}

/** The changed text as a value to write beside the original, in its form; `undefined` where it cannot be said. */
export function newValueLike(text: Text, change: TextChange): NewValue | undefined {
  const value = newValueOf(text.node, text);
  const dropped = value === undefined || !change.dropLast ? value : dropEnd(value, change.dropLast);
  return dropped === undefined || !change.append ? dropped : appendEnd(dropped, change.append);
}

/** The value that a node writes, for another place; `undefined` for functions that a `NewValue` cannot express. `text` is what was read of it. */
export function newValueOf(node: Node, text?: Text): NewValue | undefined {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    if (node.kind !== 'scalar') return undefined;
    return text?.form === 'sub' ? { kind: 'sub', text: node.value } : { kind: 'literal', text: node.value };
  }
  const scalar = scalarArgument(intrinsic);
  switch (intrinsic.name) {
    case 'Ref':
      return scalar && { kind: 'ref', logicalId: scalar.value };
    case 'GetAtt':
      return attributeOf(argumentList(intrinsic));
    case 'Sub':
      return scalar === undefined ? substituted(text) : { kind: 'sub', text: scalar.value.trimEnd() };
    case 'Join':
      return joined(argumentList(intrinsic));
    default:
      return undefined;
  }
}

function attributeOf(items: readonly Node[]): NewValue | undefined {
  const [first, second] = items;
  if (first?.kind !== 'scalar') return undefined;
  if (second !== undefined)
    return second.kind === 'scalar' && findIntrinsic(second) === undefined
      ? { kind: 'getAtt', logicalId: first.value, attribute: second.value }
      : undefined;
  const dot = first.value.indexOf('.');
  return dot <= 0 ? undefined : { kind: 'getAtt', logicalId: first.value.slice(0, dot), attribute: first.value.slice(dot + 1) };
}

const substitutable: ReadonlySet<SymbolKind> = new Set(['ref', 'attribute', 'parameter', 'pseudo']);

/** A `Fn::Sub` with a map, without it, where every symbol can be named in the text. */
function substituted(text: Text | undefined): NewValue | undefined {
  if (text === undefined || !text.parts.every((part) => part.kind === 'literal' || substitutable.has(part.symbol.kind))) return undefined;
  return {
    kind: 'sub',
    text: text.parts.map((part) => (part.kind === 'literal' ? escapeSub(part.text) : `\${${part.symbol.key}}`)).join(''),
  };
}

function joined(items: readonly Node[]): NewValue | undefined {
  const [delimiter, list] = items;
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'sequence' || findIntrinsic(list) !== undefined) return undefined;
  const parts: NewValue[] = [];
  for (const [i, item] of list.items.entries()) {
    const part = newValueOf(item);
    if (part === undefined) return undefined;
    if (i > 0 && delimiter.value !== '') parts.push({ kind: 'literal', text: delimiter.value });
    parts.push(part);
  }
  return { kind: 'join', parts };
}

/** The value with literal text behind it. A name that `Fn::Sub` would misread (with a variable of Serverless in it) is joined instead. */
export function appendEnd(value: NewValue, suffix: string): NewValue {
  switch (value.kind) {
    case 'literal':
      return { kind: 'literal', text: value.text + suffix };
    case 'sub':
      return { kind: 'sub', text: value.text + escapeSub(suffix) };
    case 'ref':
      return appendToName(value, value.logicalId, suffix);
    case 'getAtt':
      return appendToName(value, `${value.logicalId}.${value.attribute}`, suffix);
    case 'join': {
      const last = value.parts.at(-1);
      const literal: NewValue = { kind: 'literal', text: suffix };
      return {
        kind: 'join',
        parts: last?.kind === 'literal' ? [...value.parts.slice(0, -1), appendEnd(last, suffix)] : [...value.parts, literal],
      };
    }
  }
}

function appendToName(value: NewValue, name: string, suffix: string): NewValue {
  if (/^[\w.:&{}]+$/.test(name) && !name.includes('${')) return { kind: 'sub', text: `\${${name}}${escapeSub(suffix)}` };
  return { kind: 'join', parts: [value, { kind: 'literal', text: suffix }] };
}

/** The value without `length` code units of literal text at its end; `undefined` where that text is not literal or nothing is left. */
export function dropEnd(value: NewValue, length: number): NewValue | undefined {
  switch (value.kind) {
    case 'literal':
      return length < value.text.length ? { kind: 'literal', text: value.text.slice(0, -length) } : undefined;
    case 'sub':
      return isLiteralEnd(value.text, length) ? simplify({ kind: 'sub', text: value.text.slice(0, -length) }) : undefined;
    case 'join':
      return dropFromParts(value.parts, length);
    default:
      return undefined;
  }
}

function dropFromParts(parts: readonly NewValue[], length: number): NewValue | undefined {
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const rest = parts.slice(0, -1);
  if (last.kind === 'literal' && last.text.length <= length) {
    const left = length - last.text.length;
    if (left > 0) return dropFromParts(rest, left);
    return rest.length > 1 ? { kind: 'join', parts: rest } : rest[0];
  }
  const dropped = dropEnd(last, length);
  return dropped && { kind: 'join', parts: [...rest, dropped] };
}

/** Whether the last code units of a text in `Fn::Sub` notation are literal, with something in front of them. */
export function isLiteralEnd(text: string, length: number): boolean {
  return length < text.length && text.lastIndexOf('}') < text.length - length;
}

/** `${Bucket.Arn}` alone is `Fn::GetAtt`, `${Bucket}` alone is `Ref`. */
export function simplify(value: { readonly kind: 'sub'; readonly text: string }): NewValue {
  const [, name] = /^\$\{((?:AWS::)?\w+(?:\.[\w.]+)?)\}$/.exec(value.text) ?? [];
  if (name === undefined) return value;
  const dot = name.indexOf('.');
  return dot < 0 ? { kind: 'ref', logicalId: name } : { kind: 'getAtt', logicalId: name.slice(0, dot), attribute: name.slice(dot + 1) };
}

/** The scalar that holds the text of a `Fn::Sub`, and whether a map of substitutions comes with it. */
export function findSubText(node: Node): { readonly scalar: Extract<Node, { kind: 'scalar' }>; readonly hasMap: boolean } | undefined {
  const intrinsic = findIntrinsic(node);
  if (intrinsic?.name !== 'Sub') return undefined;
  const [scalar, map] = argumentList(intrinsic);
  if (scalar?.kind !== 'scalar' || (scalar !== node && findIntrinsic(scalar) !== undefined)) return undefined;
  return { scalar, hasMap: map !== undefined };
}
