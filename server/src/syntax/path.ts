import type { Node, Pair, Range } from './node.ts';
import type { Parsed, Source } from './source.ts';
import { toOffsets } from './source.ts';

/** One node on the way from the root, and how it hangs on the node before: in a pair (as its key or value) or in a list. */
export interface PathStep {
  readonly node: Node;
  readonly pair?: Pair;
  readonly part?: 'key' | 'value';
  readonly index?: number;
}

/**
 * The way from the root to the innermost node that touches the offset (both ends of a node touch). What an alias or a merge key
 * brings stands elsewhere and is not entered.
 */
export function findPath(parsed: Parsed, offset: number): readonly PathStep[] {
  return findPathIn(parsed.source, parsed.tree, offset);
}

/** The same from any node, such as the root of the JSON text in a string. */
export function findPathIn(source: Source, tree: Node | undefined, offset: number): readonly PathStep[] {
  if (tree === undefined || !touchesNode(source, tree, offset)) return [];
  const path: PathStep[] = [{ node: tree }];
  for (let step = findStep(source, tree, offset); step !== undefined; step = findStep(source, step.node, offset)) path.push(step);
  return path;
}

function findStep(source: Source, node: Node, offset: number): PathStep | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'sequence') {
    const index = node.items.findIndex((item) => touchesNode(source, item, offset));
    const item = node.items[index];
    return item === undefined ? undefined : { node: item, index };
  }
  for (const pair of node.pairs) {
    if (pair.merged === true || !touchesRange(source, pair.range, offset)) continue;
    if (touchesNode(source, pair.key, offset)) return { node: pair.key, pair, part: 'key' };
    if (touchesNode(source, pair.value, offset)) return { node: pair.value, pair, part: 'value' };
  }
  return undefined;
}

function touchesNode(source: Source, node: Node, offset: number): boolean {
  return touchesRange(source, node.outer, offset);
}

function touchesRange(source: Source, range: Range, offset: number): boolean {
  const { start, end } = toOffsets(source, range);
  return start <= offset && offset <= end;
}
