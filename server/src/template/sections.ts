import type { Node, Pair } from '../syntax/node.ts';
import { findIntrinsic } from './intrinsic.ts';

/** The entries of a section, those of `Fn::ForEach` once each with their `${Identifier}` as written. */
export interface Entries {
  readonly pairs: readonly Pair[];
  /** Identifiers of the loops met. */
  readonly loops: readonly string[];
  /** False where `Fn::Transform` or a malformed loop may bring more. */
  readonly complete: boolean;
}

/** Loops in loops that are walked; CloudFormation takes 5. */
const maximumLoops = 8;

/** Reads a mapping as entries; anything else has none. */
export function entries(node: Node | undefined): Entries {
  const result: Growing = { pairs: [], loops: [], complete: true };
  if (node !== undefined) grow(result, node, 0);
  return result;
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
