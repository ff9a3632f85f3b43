import type { Node, Pair, ScalarNode } from '../syntax/node.ts';
import type { Place } from '../template/branches.ts';
import { expand } from '../template/branches.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { Branch } from '../template/text.ts';
import type { Accepts, ReadContext } from '../template/values.ts';
import { readTexts } from '../template/values.ts';
import type { ConditionElement, ConditionEntry, Element, PrincipalElement, PrincipalGroup, Value } from './model.ts';

/** `Action`, `Resource` and their opposites: a string or a list of strings. */
export function lowerElement(pair: Pair, context: ReadContext, when: readonly Branch[]): Element {
  const { values, complete } = readTexts(pair.value, context, when, 'string');
  return { key: pair.key, pair, values, complete };
}

/** `Sid`, `Effect`, `Version`: one string. A number or a boolean keeps its text and leaves the element incomplete. */
export function lowerScalarElement(pair: Pair, context: ReadContext, when: readonly Branch[]): Element {
  const { places, complete } = expand(pair.value, when, context.resolve);
  const values: Value[] = [];
  let whole = complete;
  for (const { node, when: branches } of places) {
    const plain = findIntrinsic(node) === undefined;
    if (plain && (node.kind !== 'scalar' || node.type !== 'string')) whole = false;
    if (!plain || (node.kind === 'scalar' && node.type !== 'null')) values.push({ text: readText(node, context), node, when: branches });
  }
  return { key: pair.key, pair, values, complete: whole };
}

/** `Principal`: a string, or groups of strings by type. Branches of `Fn::If` each bring their groups. */
export function lowerPrincipal(pair: Pair, context: ReadContext, when: readonly Branch[]): PrincipalElement {
  const { places, complete } = expand(pair.value, when, context.resolve);
  const groups: PrincipalGroup[] = [];
  let whole = complete;
  for (const place of places) {
    if (isPlainMapping(place)) {
      for (const group of place.node.pairs) whole = addGroup(groups, group, context, place.when) && whole;
    } else whole = addValues(groups, { type: 'AWS' }, place.node, context, place.when) && whole;
  }
  return { key: pair.key, pair, groups, complete: whole };
}

function addGroup(groups: PrincipalGroup[], pair: Pair, context: ReadContext, when: readonly Branch[]): boolean {
  if (pair.key.value.startsWith('Fn::')) return false;
  return addValues(groups, { type: pair.key.value, key: pair.key }, pair.value, context, when);
}

type GroupHead = Pick<PrincipalGroup, 'type' | 'key'>;

function addValues(groups: PrincipalGroup[], head: GroupHead, node: Node, context: ReadContext, when: readonly Branch[]): boolean {
  const { values, complete } = readTexts(node, context, when, 'any');
  groups.push({ values, ...head });
  return complete;
}

/** The one value of a permission's `Principal`: a service, or an account. */
export function lowerPermissionPrincipal(pair: Pair, context: ReadContext, when: readonly Branch[]): PrincipalElement {
  const { values, complete } = readTexts(pair.value, context, when, 'any');
  const isService = values.some(({ text }) => text.parts.some((part) => part.kind === 'literal' && part.text.includes('.amazonaws.')));
  return { key: pair.key, pair, groups: [{ type: isService ? 'Service' : 'AWS', values }], complete };
}

/** `Condition`: operators, each with keys and values. */
export function lowerCondition(pair: Pair, context: ReadContext, when: readonly Branch[]): ConditionElement {
  const { places, complete } = expand(pair.value, when, context.resolve);
  const entries: ConditionEntry[] = [];
  let whole = complete;
  for (const place of places) {
    if (!isPlainMapping(place)) whole = false;
    else for (const operator of place.node.pairs) whole = addOperator(entries, operator, context, place.when) && whole;
  }
  return { key: pair.key, pair, entries, complete: whole };
}

function addOperator(entries: ConditionEntry[], operator: Pair, context: ReadContext, when: readonly Branch[]): boolean {
  if (operator.key.value.startsWith('Fn::')) return false;
  const { places, complete } = expand(operator.value, when, context.resolve);
  let whole = complete;
  for (const place of places) {
    if (!isPlainMapping(place)) whole = false;
    else for (const pair of place.node.pairs) whole = addKey(entries, operator.key, pair, context, place.when) && whole;
  }
  return whole;
}

const conditionValues: Accepts = 'any';

function addKey(entries: ConditionEntry[], operator: ScalarNode, pair: Pair, context: ReadContext, when: readonly Branch[]): boolean {
  if (pair.key.value.startsWith('Fn::')) return false;
  const { values, complete } = readTexts(pair.value, context, when, conditionValues);
  entries.push({ operator, key: pair.key, values, node: pair.value });
  return complete;
}

function isPlainMapping(place: Place): place is Place & { readonly node: Extract<Node, { kind: 'mapping' }> } {
  return place.node.kind === 'mapping' && findIntrinsic(place.node) === undefined;
}
