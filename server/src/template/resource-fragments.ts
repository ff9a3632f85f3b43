import type { MappingNode, Node, Range, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';

/**
 * A file that another one includes: resources without a section (`${file(roles.yml)}` below `Resources`), or one resource alone. The answer
 * is the section that they would stand in; a lone resource has no logical id.
 */
export function findResourceFragment(tree: Node): MappingNode | undefined {
  if (tree.kind !== 'mapping') return undefined;
  if (isResource(tree)) return sectionOf(tree, mappingOf(tree, '', findPair(tree, 'Type')?.key.range ?? tree.range));
  return tree.pairs.some((pair) => isResource(pair.value)) ? sectionOf(tree, tree) : undefined;
}

function isResource(node: Node): boolean {
  const type = findPair(node, 'Type')?.value;
  if (type?.kind !== 'scalar' || !/^(?:AWS|Custom)::[A-Za-z0-9:]+$/.test(type.value)) return false;
  return findPair(node, 'Properties')?.value.kind === 'mapping';
}

function sectionOf(tree: Node, resources: Node): MappingNode {
  return mappingOf(resources, 'Resources', { ...tree.range, end: tree.range.start });
}

function mappingOf(value: Node, name: string, range: Range): MappingNode {
  const key: ScalarNode = { kind: 'scalar', type: 'string', style: 'plain', value: name, map: [[0, range.start]], range, outer: range };
  return { kind: 'mapping', flow: false, pairs: [{ key, value, range: value.range }], range: value.range, outer: value.outer };
}
