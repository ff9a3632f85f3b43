import type { Node, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Place } from './branches.ts';
import { expand, expandItems, isList } from './branches.ts';
import type { Collector } from './collector.ts';
import { findIntrinsic } from './intrinsic.ts';
import { entries } from './sections.ts';
import type { Branch } from './text.ts';

export interface Step {
  readonly node: Node;
  readonly when: readonly Branch[];
  /** The key of the entry that the last `*` over a mapping stepped into. */
  readonly key?: ScalarNode;
}

/** The values at a path of keys, `*` stepping into every item of a list or entry of a mapping, through functions and variables. */
export function walk(collector: Collector, root: Node | undefined, path: readonly string[], when: readonly Branch[] = []): readonly Step[] {
  if (root === undefined) return [];
  let steps: readonly Step[] = [{ node: root, when }];
  for (const key of path) steps = steps.flatMap((step) => (key === '*' ? stepIntoAll(collector, step) : stepInto(collector, step, key)));
  return steps;
}

function places(collector: Collector, { node, when }: Step): readonly Place[] {
  return node.kind === 'scalar' || findIntrinsic(node) !== undefined ? expand(node, when, collector.resolve).places : [{ node, when }];
}

function stepInto(collector: Collector, step: Step, key: string): readonly Step[] {
  const found: Step[] = [];
  for (const place of places(collector, step)) {
    if (isUnreadable(collector, place.node)) collector.sink.incomplete = true;
    const value = findPair(place.node, key)?.value;
    if (value !== undefined)
      found.push(step.key === undefined ? { node: value, when: place.when } : { node: value, when: place.when, key: step.key });
  }
  return found;
}

function stepIntoAll(collector: Collector, step: Step): readonly Step[] {
  const found: Step[] = [];
  for (const place of expand(step.node, step.when, collector.resolve).places) {
    if (isUnreadable(collector, place.node)) collector.sink.incomplete = true;
    if (isList(place.node)) found.push(...expandItems(place.node, place.when, collector.resolve).places);
    else if (place.node.kind === 'mapping') {
      const { pairs, complete } = entries(place.node);
      if (!complete) collector.sink.incomplete = true;
      for (const pair of pairs) found.push({ node: pair.value, when: place.when, key: pair.key });
    }
  }
  return found;
}

/** A variable that could not be followed, or `Fn::Transform`: there may be more than can be seen. */
function isUnreadable(collector: Collector, node: Node): boolean {
  if (node.kind === 'scalar') return collector.dialect === 'serverless' && node.value.startsWith('${');
  return findPair(node, 'Fn::Transform') !== undefined || findIntrinsic(node)?.name === 'Transform';
}
