import type { Node, Pair, Range } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { touches } from '../syntax/source.ts';

/** A node on the way down to the cursor. */
export interface Step {
  readonly node: Node;
  /** The pair of a mapping that the cursor is in; absent where it is in none. */
  readonly pair?: Pair;
  /** Whether the cursor is in the key of `pair`. */
  readonly inKey: boolean;
}

/** The nodes from `root` down to the innermost one that the cursor touches. */
export function findPath(source: Source, root: Node, offset: number): readonly Step[] {
  const steps: Step[] = [];
  let node: Node | undefined = root;
  while (node !== undefined) {
    if (node.kind === 'scalar') {
      steps.push({ node, inKey: false });
      return steps;
    }
    if (node.kind === 'sequence') {
      steps.push({ node, inKey: false });
      node = node.items.find((item) => touchesHere(source, item.outer, offset));
      continue;
    }
    const pair: Pair | undefined = findPairAt(source, node.pairs, offset);
    const inKey = pair !== undefined && touchesHere(source, pair.key.outer, offset);
    steps.push(pair === undefined ? { node, inKey } : { node, pair, inKey });
    node = pair === undefined || inKey || !touchesHere(source, pair.value.outer, offset) ? undefined : pair.value;
  }
  return steps;
}

/** Whether the cursor touches a range; a range of another document it never does. */
export function touchesHere(source: Source, range: Range, offset: number): boolean {
  return source.layout.has(range.unit) && touches(source, range, offset);
}

/** A key wins over the value that ends where it starts, and a later pair over an earlier one. */
function findPairAt(source: Source, pairs: readonly Pair[], offset: number): Pair | undefined {
  const written = pairs.filter((pair) => pair.merged !== true);
  return (
    written.findLast((pair) => touchesHere(source, pair.key.outer, offset)) ??
    written.findLast((pair) => touchesHere(source, pair.range, offset) || touchesHere(source, pair.value.outer, offset))
  );
}
