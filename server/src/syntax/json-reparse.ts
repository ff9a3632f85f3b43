import { parseJsonValue } from './json.ts';
import type { EntryValue } from './json-entry.ts';
import { findEntryValue } from './json-entry.ts';
import { replaceUnits } from './layout.ts';
import type { Shift } from './move.ts';
import { moveNode, movePair, moveProblem } from './move.ts';
import type { Node, Pair, Problem, Unit } from './node.ts';
import { ownCopy } from './own-copy.ts';
import { beginPlacement, placeNode, placeProblem, sortProblems } from './place.ts';
import type { RawDocument, RawNode } from './raw.ts';
import type { Parsed, TextEdit } from './source.ts';

/**
 * Reads again the one value of an entry that an edit stands inside of, between its brackets or quotes; `undefined` where the edit
 * stands elsewhere, or where the value would no longer end where it does. JSON is read from left to right, so that a value which
 * ends in the same place leaves what is around it as it is.
 */
export function reparseJson(previous: Parsed, text: string, edit: TextEdit): Parsed | undefined {
  const { source, problems } = previous;
  const found = findEntryValue(previous, edit.start, edit.oldEnd);
  if (found === undefined) return undefined;
  // What the parser does about an error here depends on what stands elsewhere, and the reverse.
  if (problems.some(({ code }) => code !== 'duplicate-key')) return undefined;
  const { document } = source;
  const above = found.path.length;
  const delta = edit.newEnd - edit.oldEnd;
  const read = parseJsonValue(ownCopy(text.slice(found.start, found.end + delta)), above);
  if (read?.root === undefined || read.problems.length > 0 || (found.divides && hasEntries(read.root))) return undefined;
  const unit: Unit = { ...found.unit };
  const start = source.layout.get(found.unit) ?? 0;
  const { node, problems: own } = placeValue(read, read.root, unit, start - found.start);
  const kept = problems.filter(
    ({ range }) => range.unit !== found.unit || start + range.end <= found.start || start + range.start >= found.end,
  );
  if (kept.some(({ range }) => range.unit === found.unit && start + range.start >= found.end)) return undefined;
  const shift: Shift = (offset) => (offset >= edit.oldEnd ? offset + delta : offset);
  const layout = replaceUnits(source.layout, [found.unit], [{ unit, start }], delta);
  if (layout === undefined) return undefined;
  const state: Replacement = { document, shift, path: found.path, unit, node };
  const moved = kept.map((problem) => moveProblem(problem.range.unit === found.unit ? inUnit(problem, unit) : problem, document, shift));
  return {
    source: { ...source, text, layout },
    tree: previous.tree === undefined ? undefined : replaceIn(state, previous.tree, 0),
    problems: sortProblems(layout, [...moved, ...own]),
  };
}

function hasEntries(root: RawNode): boolean {
  return (root.kind === 'mapping' && root.pairs.length > 0) || (root.kind === 'sequence' && root.items.length > 0);
}

/** `start` is where the unit starts, from the start of the value. */
function placeValue(
  { problems }: RawDocument,
  root: RawNode,
  unit: Unit,
  start: number,
): { readonly node: Node; readonly problems: readonly Problem[] } {
  const plan = { units: new Map(), starts: new Map(), findUnit: () => unit, end: undefined };
  const state = beginPlacement(plan, new Map([[unit, start]]));
  const node = placeNode(state, root, unit);
  return { node, problems: [...problems.map((problem) => placeProblem(state, problem, unit)), ...state.problems] };
}

/** The value at `path` becomes another one; what stands behind it moves. */
interface Replacement {
  readonly document: Unit;
  readonly shift: Shift;
  readonly path: EntryValue['path'];
  readonly unit: Unit;
  readonly node: Node;
}

function replaceIn(state: Replacement, node: Node, depth: number): Node {
  const { document, shift, path } = state;
  const isLast = depth === path.length - 1;
  const index = path[depth];
  if (node.kind === 'sequence') {
    const replaced = (item: Node) => (isLast ? state.node : replaceIn(state, item, depth + 1));
    const items = node.items.map((item, at) => (at === index ? replaced(item) : moveNode(item, document, shift)));
    return { ...node, ...moveNode({ ...node, items: [] }, document, shift), kind: 'sequence', flow: node.flow, items };
  }
  if (node.kind === 'scalar') return node;
  const pairs = node.pairs.map((pair, at) => {
    if (at !== index) return movePair(pair, document, shift);
    if (isLast) return replacePair(state, pair);
    const head = movePair({ ...pair, value: pair.key }, document, shift);
    return { ...head, value: replaceIn(state, pair.value, depth + 1) };
  });
  return { ...node, ...moveNode({ ...node, pairs: [] }, document, shift), kind: 'mapping', flow: node.flow, pairs };
}

function replacePair({ unit, node }: Replacement, { key, range }: Pair): Pair {
  return {
    key: inUnit({ ...key, outer: { ...key.outer, unit } }, unit),
    value: node,
    range: { unit, start: range.start, end: node.range.end },
  };
}

function inUnit<T extends Problem | Pair['key']>(part: T, unit: Unit): T {
  return { ...part, range: { ...part.range, unit } };
}
