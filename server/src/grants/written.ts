import type { MappingNode, Node, Pair, Range, ScalarNode } from '../syntax/node.ts';

/** What a framework writes, before it is a tree: strings, lists and mappings, with nodes that an author wrote in place of some. */
export type Written = string | Node | readonly Written[] | { readonly [key: string]: Written };

/** The tree of what a framework writes. Every node that is not the author's stands at `range`. */
export function nodeOf(written: Written, range: Range): Node {
  if (typeof written === 'string') return stringAt(written, range);
  if (isNode(written)) return written;
  if (isList(written)) return { kind: 'sequence', flow: true, items: written.map((item) => nodeOf(item, range)), range, outer: range };
  return mappingOf(written, range);
}

/** The same of a mapping. */
export function mappingOf(written: { readonly [key: string]: Written }, range: Range): MappingNode {
  const pairs: Pair[] = [];
  for (const name in written) {
    const value = written[name];
    if (value !== undefined) pairs.push({ key: stringAt(name, range), value: nodeOf(value, range), range });
  }
  return { kind: 'mapping', flow: true, pairs, range, outer: range };
}

/** A tree as it would be written: the opposite of `nodeOf`, for what is a copy of an author's with some values replaced. */
export function replaceIn(written: Written, replace: (value: Written) => Written | undefined): Written {
  const replaced = replace(written);
  if (replaced !== undefined) return replaced;
  if (typeof written === 'string' || isNode(written)) return written;
  if (isList(written)) return written.map((item) => replaceIn(item, replace));
  const copy: Record<string, Written> = {};
  for (const key in written) {
    const value = written[key];
    if (value !== undefined) copy[key] = replaceIn(value, replace);
  }
  return copy;
}

function stringAt(value: string, range: Range): ScalarNode {
  return { kind: 'scalar', type: 'string', style: 'double', value, map: [[0, range.start]], range, outer: range };
}

/** Whether it is what an author wrote. */
export function isNode(written: Exclude<Written, string>): written is Node {
  return !isList(written) && 'range' in written && 'outer' in written;
}

function isList(written: Exclude<Written, string>): written is readonly Written[] {
  return Array.isArray(written);
}
