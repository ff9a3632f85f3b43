import type { OffsetRange } from './node.ts';
import type { PatchedText } from './patch.ts';
import type { RawNode, RawPair, RawScalar } from './raw.ts';

/**
 * The tree of a patched text with the offsets of the original one; quotes that a patch wrote are gone from it. `done` receives what
 * became of each node; what is in it before stands elsewhere.
 */
export function restore(original: string, patched: PatchedText, root: RawNode, done = new Map<RawNode, RawNode>()): RawNode {
  return restoreNode({ original, patched, done }, root);
}

interface State {
  readonly original: string;
  readonly patched: PatchedText;
  /** Targets of aliases keep their identity. */
  readonly done: Map<RawNode, RawNode>;
}

function restoreNode(state: State, node: RawNode): RawNode {
  const known = state.done.get(node);
  if (known !== undefined) return known;
  // Everything stands where it stood, the targets of aliases too.
  if (node.outer.end < state.patched.firstPatch) return node;
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
  if (pair.range.end < state.patched.firstPatch) return pair;
  const key = state.done.get(pair.key);
  const restoredKey = key?.kind === 'scalar' ? key : restoreScalar(state, pair.key);
  state.done.set(pair.key, restoredKey);
  return { key: restoredKey, value: restoreNode(state, pair.value), range: restoreRange(state, pair.range) };
}

function restoreScalar(state: State, scalar: RawScalar): RawScalar {
  const { patched } = state;
  const shift = patched.findShift(scalar.outer.start, scalar.outer.end);
  if (shift !== undefined) return moveScalar(scalar, shift);
  const quoted = scalar.style === 'single' || scalar.style === 'double';
  const unquoted = quoted && patched.isPatched(scalar.range.start);
  const inner = quoted ? { start: scalar.range.start + 1, end: scalar.range.end - 1 } : scalar.range;
  // A key that is no scalar stands for its text, white space included.
  const verbatim = scalar.style === 'plain' && scalar.value === patched.text.slice(inner.start, inner.end);
  if (isChanged(state, inner, verbatim)) return restoreText(state, scalar);
  return {
    ...scalar,
    style: unquoted ? 'plain' : scalar.style,
    range: restoreRange(state, scalar.range),
    outer: restoreRange(state, scalar.outer),
    map: restoreMap(patched, scalar),
  };
}

function moveScalar(scalar: RawScalar, shift: number): RawScalar {
  const move = ({ start, end }: OffsetRange): OffsetRange => ({ start: start + shift, end: end + shift });
  const map = scalar.map.map(([decoded, offset]) => [decoded, offset + shift] as const);
  return { ...scalar, range: move(scalar.range), outer: move(scalar.outer), map };
}

/** Decoded white space that a patch wrote stands nowhere: what follows it begins a stretch of its own. */
function restoreMap(patched: PatchedText, { map, value }: RawScalar): RawScalar['map'] {
  return map.flatMap(([decoded, offset]) => {
    let behind = 0;
    while (patched.isPatched(offset + behind) && decoded + behind < value.length) behind++;
    const first = [decoded, patched.toOriginal(offset)] as const;
    return behind === 0 ? [first] : [first, [decoded + behind, patched.toOriginal(offset + behind)] as const];
  });
}

/** Whether a patch wrote into a stretch of the patched text; white space counts only where it is kept. */
function isChanged({ patched, original }: State, { start, end }: OffsetRange, verbatim: boolean): boolean {
  const before = original.slice(patched.toOriginal(start), patched.toOriginal(end));
  const after = patched.text.slice(start, end);
  return verbatim ? before !== after : before.replace(/\s+/g, '') !== after.replace(/\s+/g, '');
}

/** A scalar that a patch reached by mistake stands for the text that its author wrote. */
function restoreText(state: State, scalar: RawScalar): RawScalar {
  const range = restoreRange(state, scalar.range);
  const value = state.original.slice(range.start, range.end);
  return { ...scalar, type: 'string', style: 'plain', value, range, outer: restoreRange(state, scalar.outer), map: [[0, range.start]] };
}

function restoreRange({ patched }: State, { start, end }: OffsetRange): OffsetRange {
  return { start: patched.toOriginal(start), end: patched.toOriginal(end) };
}
