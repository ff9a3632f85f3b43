import type { Node, Range, ScalarNode } from '../syntax/node.ts';
import { sourceRange } from '../syntax/source.ts';
import type { Intrinsic } from './intrinsic.ts';
import { argumentList, findIntrinsic, scalarArgument } from './intrinsic.ts';
import type { Substitutions } from './parts.ts';
import { plainParts, subParts } from './parts.ts';
import { renderKey } from './render-key.ts';
import { findAttribute, findSymbol, plainSymbol } from './symbol.ts';
import type { Dialect, Scope, SubHost } from './template.ts';
import type { Text, TextForm, TextPart, TextSymbol } from './text.ts';
import { renderText } from './text.ts';

/** What reading a string needs to know; a `Template` is one. */
export interface TextContext {
  readonly dialect: Dialect;
  readonly scope: Scope;
  readonly hosts: ReadonlyMap<ScalarNode, SubHost>;
  /** Maps of `Fn::Sub` around JSON text that are read already, by node; filled while reading. */
  readonly substitutions?: Map<Node, Substitutions>;
}

/** Nesting of functions in functions; deeper ones are unknown. */
const maximumDepth = 20;

/**
 * Reads a string: a scalar of any type by its text, or a function by what it yields. Every part's range is where it is written, so
 * the parts that a `Fn::Join` or the map of a `Fn::Sub` brings lie apart from each other. A node that is neither is one unknown symbol.
 */
export function readText(node: Node, context: TextContext): Text {
  return readTextAt(node, context, 0);
}

/** A text of these parts, read from `node`. */
export function makeText(node: Node, range: Range, form: TextForm, parts: readonly TextPart[]): Text {
  return { node, range, form, parts };
}

function readTextAt(node: Node, context: TextContext, depth: number): Text {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    if (node.kind === 'scalar') return readScalar(node, context);
    return makeText(node, node.range, 'other', [symbolPart(node, unknownSymbol(node))]);
  }
  if (depth < maximumDepth) {
    switch (intrinsic.name) {
      case 'Sub':
        return readSub(intrinsic, context, depth);
      case 'Ref':
        return readRef(intrinsic, context);
      case 'GetAtt':
        return readGetAtt(intrinsic, context, depth);
      case 'Join':
        return readJoin(intrinsic, context, depth);
      case 'Select':
        return readSelect(intrinsic, context, depth);
      case 'ImportValue': {
        const name = renderText(readTextAt(untagged(intrinsic), context, depth + 1));
        return symbolText(node, plainSymbol('import', name, `Fn::ImportValue(${name})`));
      }
      case 'FindInMap': {
        const [map] = argumentList(intrinsic);
        return symbolText(node, plainSymbol('map', map?.kind === 'scalar' ? map.value : '', renderKey(node)));
      }
    }
  }
  return symbolText(node, unknownSymbol(node));
}

function readScalar(node: ScalarNode, context: TextContext): Text {
  const host = node.host === undefined ? undefined : context.hosts.get(node.host);
  if (host === undefined) return makeText(node, node.range, 'literal', plainParts(node, context.dialect, context.scope));
  const substitutions = host.variables === undefined ? undefined : readSubstitutions(host.variables, context, 1);
  return makeText(node, node.range, 'sub', subParts(node, context.dialect, context.scope, substitutions));
}

function readSub(intrinsic: Intrinsic, context: TextContext, depth: number): Text {
  const [template, map] = argumentList(intrinsic);
  if (template?.kind !== 'scalar' || (template !== intrinsic.node && findIntrinsic(template) !== undefined)) {
    return symbolText(intrinsic.node, unknownSymbol(intrinsic.node));
  }
  const substitutions = map === undefined ? undefined : readSubstitutions(map, context, depth + 1);
  return makeText(intrinsic.node, intrinsic.node.range, 'sub', subParts(template, context.dialect, context.scope, substitutions));
}

function readSubstitutions(map: Node, context: TextContext, depth: number): Substitutions {
  const result = new Map<string, readonly TextPart[]>();
  if (map.kind !== 'mapping' || depth > maximumDepth) return result;
  const known = context.substitutions?.get(map);
  if (known !== undefined) return known;
  for (const pair of map.pairs) result.set(pair.key.value, readTextAt(pair.value, context, depth).parts);
  context.substitutions?.set(map, result);
  return result;
}

function readRef(intrinsic: Intrinsic, context: TextContext): Text {
  const name = scalarArgument(intrinsic);
  if (name === undefined) return symbolText(intrinsic.node, unknownSymbol(intrinsic.node));
  return makeText(intrinsic.node, intrinsic.node.range, 'ref', [
    { kind: 'symbol', symbol: findSymbol(name.value, context.scope), range: sourceRange(name, 0, name.value.length) },
  ]);
}

function readGetAtt(intrinsic: Intrinsic, context: TextContext, depth: number): Text {
  const [first, second] = argumentList(intrinsic);
  const { node } = intrinsic;
  if (first?.kind !== 'scalar') return symbolText(node, unknownSymbol(node));
  const dot = first.value.indexOf('.');
  const attribute = second === undefined ? first.value.slice(dot + 1) : renderText(readTextAt(second, context, depth + 1));
  const name = second === undefined ? first.value.slice(0, Math.max(dot, 0)) : first.value;
  const symbol = name === '' ? plainSymbol('unknown', first.value) : findAttribute(name, attribute, context.scope);
  return makeText(node, node.range, 'getAtt', [symbolPart(node, symbol)]);
}

function readJoin(intrinsic: Intrinsic, context: TextContext, depth: number): Text {
  const { node } = intrinsic;
  const [delimiter, list] = intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'sequence' || findIntrinsic(list) !== undefined) {
    return symbolText(node, unknownSymbol(node));
  }
  const between = readTextAt(delimiter, context, depth + 1).parts;
  const parts: TextPart[] = [];
  for (const [index, item] of list.items.entries()) {
    if (index > 0) parts.push(...between);
    parts.push(...readTextAt(item, context, depth + 1).parts);
  }
  return makeText(node, node.range, 'join', parts);
}

function readSelect(intrinsic: Intrinsic, context: TextContext, depth: number): Text {
  const [index, list] = intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
  const number = index?.kind === 'scalar' && /^\d{1,4}$/.test(index.value) ? Number(index.value) : undefined;
  const item = list?.kind === 'sequence' && findIntrinsic(list) === undefined && number !== undefined ? list.items[number] : undefined;
  if (item === undefined) return symbolText(intrinsic.node, unknownSymbol(intrinsic.node));
  return makeText(intrinsic.node, intrinsic.node.range, 'other', readTextAt(item, context, depth + 1).parts);
}

/** The argument of a short function without the function's own tag. */
function untagged(intrinsic: Intrinsic): Node {
  if (!intrinsic.short) return intrinsic.argument;
  const { tag: _, ...rest } = intrinsic.argument;
  return rest;
}

/** The parameter of type list that a node refers to, or any other function or variable that may yield a list. */
export function mayYieldList(node: Node, text: Text, context: TextContext): boolean {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) return node.kind === 'scalar' && isOneVariable(text);
  if (intrinsic.name === 'Ref') {
    const name = scalarArgument(intrinsic)?.value ?? '';
    const type = context.scope.parameters.get(name)?.type;
    return type === undefined ? text.parts[0]?.kind === 'symbol' && text.parts[0].symbol.kind === 'unknown' : /List/.test(type);
  }
  return !singleValued.has(intrinsic.name);
}

const singleValued: ReadonlySet<string> = new Set(['Sub', 'Join', 'ImportValue', 'Base64', 'GetAtt', 'ToJsonString', 'Select']);

function isOneVariable(text: Text): boolean {
  const [part] = text.parts;
  return text.parts.length === 1 && part?.kind === 'symbol' && part.symbol.kind === 'variable';
}

export function symbolText(node: Node, symbol: TextSymbol): Text {
  return makeText(node, node.range, 'other', [symbolPart(node, symbol)]);
}

function symbolPart(node: Node, symbol: TextSymbol): TextPart {
  return { kind: 'symbol', symbol, range: node.range };
}

function unknownSymbol(node: Node): TextSymbol {
  const name = findIntrinsic(node)?.name;
  return plainSymbol('unknown', name === undefined ? '' : `Fn::${name}`, renderKey(node));
}
