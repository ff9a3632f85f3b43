import type { MappingNode, Node, Range, ScalarNode, SequenceNode } from '../syntax/node.ts';
import { sourceOffset } from '../syntax/source.ts';
import type { ServiceVariables } from './serverless-value.ts';
import { findVariables, findWholeVariable } from './variables.ts';

/** Nodes of a service with the values of its variables in place of them. */
export interface ServiceResolver {
  /** The node itself where no variable in it is known. A variable that is not known stays as it is written. */
  resolve(node: Node): Node;
  /** What was resolved, for the next version where its variables have the same values. */
  readonly made: ReadonlyMap<Node, Node>;
}

/** How large what a variable brings may be, in nodes, and a list with what its items bring. */
const maximumNodes = 20_000;
const maximumItems = 5_000;

const maximumDepth = 60;

/**
 * A resolver for one version of a service. Every node is resolved once; `isKnown` says whether a document is among the sources of the template: what
 * comes from another one stands where its variable is written.
 */
export function createResolver(
  { values }: ServiceVariables,
  isKnown: (uri: string) => boolean,
  before: ReadonlyMap<Node, Node> | undefined,
): ServiceResolver {
  const made = new Map<Node, Node>();
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();

  function resolve(node: Node, depth: number): Node {
    if (node.kind === 'scalar' && !node.value.includes('${')) return node;
    const known = made.get(node) ?? before?.get(node);
    if (known !== undefined) {
      made.set(node, known);
      return known;
    }
    // A value that holds itself, which no text can write without a circle of variables.
    if (open.has(node) || depth > maximumDepth) return node;
    open.add(node);
    const resolved = resolveNew(node, depth);
    open.delete(node);
    made.set(node, resolved);
    return resolved;
  }

  function resolveNew(node: Node, depth: number): Node {
    if (node.kind === 'scalar') return resolveScalar(node, depth);
    if (node.kind === 'sequence') return resolveItems(node, depth);
    return resolvePairs(node, depth);
  }

  function resolveItems(node: SequenceNode, depth: number): SequenceNode {
    const items: Node[] = [];
    for (const item of node.items) {
      const resolved = resolve(item, depth + 1);
      // A list that a variable brings counts as items of the list that it stands in.
      const isBrought = item.kind === 'scalar' && item.tag === undefined && resolved.kind === 'sequence' && resolved.tag === undefined;
      if (isBrought && items.length + resolved.items.length <= maximumItems) items.push(...resolved.items);
      else items.push(resolved);
    }
    const isSame = items.length === node.items.length && items.every((item, index) => item === node.items[index]);
    return isSame ? node : { ...node, items };
  }

  function resolvePairs(node: MappingNode, depth: number): MappingNode {
    const pairs = node.pairs.map((pair) => {
      const value = resolve(pair.value, depth + 1);
      return value === pair.value ? pair : { ...pair, value };
    });
    return pairs.every((pair, index) => pair === node.pairs[index]) ? node : { ...node, pairs };
  }

  function resolveScalar(node: ScalarNode, depth: number): Node {
    const whole = node.tag === undefined ? findWholeVariable(node.value, 'serverless') : undefined;
    const value = whole === undefined ? undefined : values.get(whole);
    if (value?.kind === 'node') {
      const brought = resolve(value.node, depth + 1);
      if (brought === value.node && open.has(brought)) return node;
      if (sizeOf(brought) > maximumNodes) return node;
      return isKnown(brought.range.unit.uri) ? brought : placeAt(brought, node.outer);
    }
    if (value?.kind === 'text') return { ...node, type: value.type, value: value.text, map: [[0, node.range.start]] };
    return splice(node);
  }

  /** The text with the values of its variables; each stretch that is written keeps its place. */
  function splice(node: ScalarNode): ScalarNode {
    let text = '';
    let from = 0;
    const map: (readonly [number, number])[] = [];
    const copy = (start: number, end: number): void => {
      map.push([text.length, sourceOffset(node, start)]);
      for (const [decoded, offset] of node.map) if (decoded > start && decoded < end) map.push([text.length + decoded - start, offset]);
      text += node.value.slice(start, end);
    };
    for (const variable of findVariables(node.value, 'serverless')) {
      if (variable.kind !== 'serverless' || variable.start < from) continue;
      const value = values.get(variable.content);
      if (value?.kind !== 'text') continue;
      if (variable.start > from) copy(from, variable.start);
      map.push([text.length, sourceOffset(node, variable.start)]);
      text += value.text;
      from = variable.end;
    }
    if (from === 0) return node;
    if (from < node.value.length) copy(from, node.value.length);
    return { ...node, value: text, map };
  }

  function sizeOf(node: Node): number {
    if (node.kind === 'scalar') return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    const children = node.kind === 'sequence' ? node.items : node.pairs.map(({ value }) => value);
    const size = children.reduce((sum, child) => sum + sizeOf(child), 1);
    sizes.set(node, size);
    return size;
  }

  return { resolve: (node) => resolve(node, 0), made };
}

/** The same tree with every node at one place. */
function placeAt(node: Node, range: Range): Node {
  const place = { range, outer: range };
  if (node.kind === 'scalar') return { ...node, ...place, map: [[0, range.start]] };
  if (node.kind === 'sequence') return { ...node, ...place, items: node.items.map((item) => placeAt(item, range)) };
  const pairs = node.pairs.map(({ key, value, ...pair }) => ({
    ...pair,
    key: { ...key, ...place, map: [[0, range.start]] as const },
    value: placeAt(value, range),
    range,
  }));
  return { ...node, ...place, pairs };
}
