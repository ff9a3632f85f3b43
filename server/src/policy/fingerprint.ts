import type { Node } from '../syntax/node.ts';

/**
 * The decoded content of a node as text: equal for nodes that say the same, whatever their style. Nodes in `without` are left out,
 * and with them the list items and pairs that hold nothing else. For comparing what cannot be read.
 */
export function fingerprint(node: Node, without: ReadonlySet<Node> = new Set()): string {
  return render(node, without, MAX_DEPTH);
}

/** Deeper content is no policy. */
const MAX_DEPTH = 100;

function render(node: Node, without: ReadonlySet<Node>, depth: number): string {
  if (without.has(node) || depth === 0) return '';
  const tag = node.tag ?? '';
  if (node.kind === 'scalar') return `${tag}${JSON.stringify(node.value)}`;
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => render(item, without, depth - 1)).filter((item) => item !== '');
    return items.length === 0 ? '' : `${tag}[${items.join(',')}]`;
  }
  const pairs = node.pairs.flatMap((pair) => {
    const value = render(pair.value, without, depth - 1);
    return value === '' ? [] : [`${JSON.stringify(pair.key.value)}:${value}`];
  });
  return pairs.length === 0 ? '' : `${tag}{${pairs.join(',')}}`;
}
