import type { Anchor, Chunk, Frame } from './chunk.ts';
import type { Node, Pair, Unit } from './node.ts';
import type { Placement } from './place.ts';
import { beginPlacement, findMerged, placeNode, placePair, placeProblem } from './place.ts';
import type { RawMapping, RawSequence } from './raw.ts';
import { planPart } from './units.ts';
import type { YamlPart } from './yaml-part.ts';

/** Where a part of a document stands in it. */
export interface PartPlace {
  readonly document: Unit;
  readonly frame: Frame;
  /** The number of its first item. */
  readonly first: number;
  readonly start: number;
  readonly cut: number;
  readonly at: number;
}

/**
 * Gives every node of a part its unit, as `placeDocument` does for a document. `undefined` for what only the whole document can
 * tell: a key that merges others into the frame's mapping, an anchor in a key that is not a scalar.
 */
export function placePart(lines: string, part: YamlPart, place: PartPlace): Chunk | undefined {
  const { document, frame, first, start } = place;
  const { root } = part;
  const plan = planPart(document.uri, lines, root, frame, first);
  // What belongs to no unit of the part stands in the document's own, which starts before the part.
  const state = beginPlacement(plan, new Map([[document, -start], ...plan.starts]));
  for (const anchor of part.needs.values()) {
    if (anchor === undefined) continue;
    state.placed.set(anchor.raw, anchor.node);
    state.sizes.set(anchor.raw, anchor.size);
  }
  const content = placeContent(state, root, document);
  const anchors = collectAnchors(state, part);
  if (content === undefined || anchors === undefined) return undefined;
  const problems = [...part.problems.map((problem) => placeProblem(state, problem, document)), ...state.problems];
  const hasOwn = [...content.pairs, ...content.items, ...problems].some(({ range }) => range.unit === document);
  return {
    frame,
    first,
    length: lines.length,
    cut: place.cut - start,
    at: place.at - start,
    range: root.range,
    ...content,
    units: [...plan.starts].map(([unit, at]) => ({ unit, start: at })),
    end: plan.end,
    problems,
    base: hasOwn ? start : undefined,
    pinned: hasOwn && [...state.placed.values()].some(({ range }) => range.unit === document),
    size: state.size,
    anchors,
    needs: part.needs,
    doubtful: part.doubtful,
    unclosed: part.unclosed,
    unmended: part.unmended,
  };
}

function placeContent(
  state: Placement,
  root: RawMapping | RawSequence,
  document: Unit,
): { readonly pairs: readonly Pair[]; readonly items: readonly Node[] } | undefined {
  if (root.kind === 'sequence') return { pairs: [], items: root.items.map((item) => placeNode(state, item, document)) };
  const pairs: Pair[] = [];
  for (const raw of root.pairs) {
    const pair = placePair(state, raw, state.plan.units.get(raw) ?? document);
    if (findMerged(raw, pair.value) !== undefined) return undefined;
    pairs.push(pair);
  }
  return { pairs, items: [] };
}

function collectAnchors({ placed, sizes }: Placement, part: YamlPart): ReadonlyMap<string, Anchor> | undefined {
  const anchors = new Map<string, Anchor>();
  for (const [name, raw] of part.anchors) {
    const node = placed.get(raw);
    if (node === undefined) return undefined;
    anchors.set(name, { raw, node, size: sizes.get(raw) ?? 1 });
  }
  return anchors;
}
