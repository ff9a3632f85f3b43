import type { Node, ScalarNode, SequenceNode } from '../syntax/node.ts';
import { findIntrinsic, isNoValue } from './intrinsic.ts';
import type { Branch } from './text.ts';
import { areCompatible } from './text.ts';

/** A node as it may stand at deployment: never an `Fn::If`, never `AWS::NoValue`. */
export interface Place {
  readonly node: Node;
  /** The list it is written in; absent for a sole value and for a branch of `Fn::If`. */
  readonly list?: SequenceNode;
  readonly when: readonly Branch[];
}

export interface Places {
  readonly places: readonly Place[];
  /** False where an `Fn::If` could not be read or a bound was reached. */
  readonly complete: boolean;
}

/** What a string made of one variable stands for; `undefined`: the string itself. */
export type Resolve = (node: ScalarNode) => Node | undefined;

/** Nesting of `Fn::If` and variables, and places of one value; real templates stay under 5 and 200. */
const maximumDepth = 30;
const maximumPlaces = 5000;

interface Growing {
  readonly places: Place[];
  complete: boolean;
}

/** The node itself, or what its branches and variables come to. */
export function expand(node: Node, when: readonly Branch[], resolve: Resolve): Places {
  const result: Growing = { places: [], complete: true };
  grow(result, node, undefined, when, resolve, 0);
  return result;
}

/** The items of a list, or the sole value that stands for a list of one; branches may be lists as well. */
export function expandItems(node: Node, when: readonly Branch[], resolve: Resolve): Places {
  const result: Growing = { places: [], complete: true };
  for (const place of collect(result, node, undefined, when, resolve)) {
    if (isList(place.node)) growItems(result, place.node, place.when, resolve);
    else result.places.push(place);
  }
  return result;
}

/** Whether the node is a list as written, not the argument of a function. */
export function isList(node: Node): node is SequenceNode {
  return node.kind === 'sequence' && findIntrinsic(node) === undefined;
}

function growItems(result: Growing, list: SequenceNode, when: readonly Branch[], resolve: Resolve): void {
  for (const item of list.items) {
    const isPlain = item.kind === 'scalar' && item.tag === undefined && resolve(item) === undefined;
    if (isPlain && result.places.length <= maximumPlaces) {
      result.places.push({ node: item, list, when });
      continue;
    }
    for (const place of collect(result, item, list, when, resolve)) {
      // A branch or a variable in a list may bring a list of its own, which counts as its items.
      if (place.node !== item && isList(place.node)) {
        for (const inner of place.node.items) grow(result, inner, place.node, place.when, resolve, 1);
      } else result.places.push(place);
    }
  }
}

function collect(parent: Growing, node: Node, list: SequenceNode | undefined, when: readonly Branch[], resolve: Resolve): readonly Place[] {
  const found: Growing = { places: [], complete: true };
  grow(found, node, list, when, resolve, 0);
  if (!found.complete || parent.places.length > maximumPlaces) parent.complete = false;
  return parent.places.length > maximumPlaces ? [] : found.places;
}

function grow(result: Growing, node: Node, list: SequenceNode | undefined, when: readonly Branch[], resolve: Resolve, depth: number): void {
  if (depth > maximumDepth || result.places.length > maximumPlaces) {
    result.complete = false;
    return;
  }
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) {
    const target = node.kind === 'scalar' ? resolve(node) : undefined;
    if (target !== undefined) grow(result, target, undefined, when, resolve, depth + 1);
    else result.places.push(list === undefined ? { node, when } : { node, list, when });
    return;
  }
  if (intrinsic.name !== 'If') {
    if (!isNoValue(node)) result.places.push(list === undefined ? { node, when } : { node, list, when });
    return;
  }
  const [condition, yes, no] = intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [];
  if (condition?.kind !== 'scalar' || yes === undefined || no === undefined) result.complete = false;
  if (condition?.kind !== 'scalar') return;
  growBranch(result, yes, { condition: condition.value, is: true }, when, resolve, depth);
  growBranch(result, no, { condition: condition.value, is: false }, when, resolve, depth);
}

function growBranch(
  result: Growing,
  node: Node | undefined,
  branch: Branch,
  when: readonly Branch[],
  resolve: Resolve,
  depth: number,
): void {
  if (node === undefined || !areCompatible(when, [branch])) return;
  const known = when.some((other) => other.condition === branch.condition && other.is === branch.is);
  grow(result, node, undefined, known ? when : [...when, branch], resolve, depth + 1);
}
