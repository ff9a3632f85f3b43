import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { align } from './align.ts';
import { findIntrinsic } from './intrinsic.ts';

/** The entries of a section, those of `Fn::ForEach` once each with their `${Identifier}` as written. */
export interface Entries {
  readonly pairs: readonly Pair[];
  /** Identifiers of the loops met. */
  readonly loops: readonly string[];
  /** False where `Fn::Transform` or a malformed loop may bring more. */
  readonly complete: boolean;
  /** The pairs of the mapping where each is an entry: the list itself. */
  readonly written?: readonly Pair[];
}

/** Loops in loops that are walked; CloudFormation takes 5. */
const maximumLoops = 8;

/** Reads a mapping as entries; anything else has none. */
export function entries(node: Node | undefined, before?: Entries): Entries {
  if (node !== undefined && before !== undefined && isPlainStill(node, before))
    return { pairs: node.pairs, loops: [], complete: true, written: node.pairs };
  const result: Growing = { pairs: [], loops: [], complete: true };
  if (node !== undefined) grow(result, node, 0);
  const isPlain = node?.kind === 'mapping' && result.complete && result.pairs.length === node.pairs.length && result.loops.length === 0;
  return isPlain ? { ...result, pairs: node.pairs, written: node.pairs } : result;
}

/** Whether a mapping is, as it was before, a list of entries and nothing else: only what is new of it is looked at. */
function isPlainStill(node: Node, { written }: Entries): node is MappingNode {
  if (written === undefined || node.kind !== 'mapping' || findIntrinsic(node) !== undefined) return false;
  const { head, tail } = align(written, node.pairs);
  return node.pairs.slice(head, node.pairs.length - tail).every((pair) => !pair.key.value.startsWith('Fn::'));
}

interface Growing {
  readonly pairs: Pair[];
  readonly loops: string[];
  complete: boolean;
}

function grow(result: Growing, node: Node, depth: number): void {
  if (node.kind !== 'mapping' || findIntrinsic(node) !== undefined || depth > maximumLoops) {
    if (node.kind !== 'scalar' || node.type !== 'null') result.complete = false;
    return;
  }
  for (const pair of node.pairs) {
    const key = pair.key.value;
    if (key.startsWith('Fn::ForEach::')) growLoop(result, pair.value, depth);
    else if (key.startsWith('Fn::')) result.complete = false;
    else result.pairs.push(pair);
  }
}

function growLoop(result: Growing, node: Node, depth: number): void {
  const [identifier, , body] = node.kind === 'sequence' ? node.items : [];
  if (identifier?.kind !== 'scalar' || body === undefined) {
    result.complete = false;
    return;
  }
  result.loops.push(identifier.value);
  grow(result, body, depth + 1);
}
