import type { Node, OffsetRange } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';
import type { Place } from './answers.ts';

export interface PathFinder {
  /** Keys and indices that lead to the node at the place: from the root of the file to the last node that spans it. */
  pathOf(place: Place): readonly (string | number)[];
}

/** Finds paths in a template and its fragments. Where each child of a node stands is computed once. */
export function findPaths({ sources, trees }: Pick<Template, 'sources' | 'trees'>): PathFinder {
  const known = new WeakMap<Node, readonly Child[]>();

  function childrenOf(source: Source, node: Node): readonly Child[] {
    const found = known.get(node) ?? listChildren(source, node);
    known.set(node, found);
    return found;
  }

  return {
    pathOf(place) {
      const source = sources.get(place.uri);
      let node = trees.get(place.uri);
      const path: (string | number)[] = [];
      while (source !== undefined && node !== undefined) {
        // A node that spans the place exactly is the one that is meant, however deep its own first child may stand.
        if (path.length > 0 && spansExactly(source, node, place)) break;
        const child: Child | undefined = childrenOf(source, node).find(({ start, end }) => start <= place.start && place.end <= end);
        if (child === undefined) break;
        path.push(child.step);
        node = child.node;
      }
      return path;
    },
  };
}

interface Child extends OffsetRange {
  readonly step: string | number;
  readonly node: Node;
}

/** What is written in the node; what an alias or a merge brings stands elsewhere. */
function listChildren(source: Source, node: Node): readonly Child[] {
  const own = (range: Node['range']): OffsetRange | undefined => (source.layout.has(range.unit) ? toOffsets(source, range) : undefined);
  if (node.kind === 'sequence') {
    return node.items.flatMap((item, step) => {
      const range = own(item.outer);
      return range === undefined ? [] : [{ step, node: item, ...range }];
    });
  }
  if (node.kind === 'scalar') return [];
  return node.pairs.flatMap((pair) => {
    const range = pair.merged === true ? undefined : own(pair.range);
    return range === undefined ? [] : [{ step: pair.key.value, node: pair.value, ...range }];
  });
}

function spansExactly(source: Source, node: Node, place: OffsetRange): boolean {
  if (!source.layout.has(node.range.unit)) return false;
  return [node.range, node.outer].some((range) => {
    const { start, end } = toOffsets(source, range);
    return start === place.start && end === place.end;
  });
}
