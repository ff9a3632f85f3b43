import type { OffsetRange } from './node.ts';
import type { PatchedText } from './patch.ts';
import type { RawNode, RawPair, RawScalar } from './raw.ts';

/** The tree of a patched text with the offsets of the original one; quotes that a patch wrote are gone from it. */
export function restore(patched: PatchedText, root: RawNode): RawNode {
  return restoreNode({ patched, done: new Map() }, root);
}

interface State {
  readonly patched: PatchedText;
  /** Targets of aliases keep their identity. */
  readonly done: Map<RawNode, RawNode>;
}

function restoreNode(state: State, node: RawNode): RawNode {
  const known = state.done.get(node);
  if (known !== undefined) return known;
  const restored = restoreContent(state, node);
  state.done.set(node, restored);
  return restored;
}

function restoreContent(state: State, node: RawNode): RawNode {
  const base = { range: restoreRange(state, node.range), outer: restoreRange(state, node.outer) };
  if (node.kind === 'scalar') return restoreScalar(state, node);
  if (node.kind === 'sequence') return { ...node, ...base, items: node.items.map((item) => restoreNode(state, item)) };
  if (node.kind === 'mapping') return { ...node, ...base, pairs: node.pairs.map((pair) => restorePair(state, pair)) };
  const target = restoreNode(state, node.target);
  return target.kind === 'alias' ? node : { ...node, ...base, target };
}

function restorePair(state: State, pair: RawPair): RawPair {
  const key = state.done.get(pair.key);
  const restoredKey = key?.kind === 'scalar' ? key : restoreScalar(state, pair.key);
  state.done.set(pair.key, restoredKey);
  return { key: restoredKey, value: restoreNode(state, pair.value), range: restoreRange(state, pair.range) };
}

function restoreScalar(state: State, scalar: RawScalar): RawScalar {
  const { patched } = state;
  const quoted = scalar.style === 'single' || scalar.style === 'double';
  const unquoted = quoted && patched.isPatched(scalar.range.start);
  return {
    ...scalar,
    style: unquoted ? 'plain' : scalar.style,
    range: restoreRange(state, scalar.range),
    outer: restoreRange(state, scalar.outer),
    map: scalar.map.map(([decoded, offset]) => [decoded, patched.toOriginal(offset)] as const),
  };
}

function restoreRange({ patched }: State, { start, end }: OffsetRange): OffsetRange {
  return { start: patched.toOriginal(start), end: patched.toOriginal(end) };
}
