import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Node } from '../syntax/node.ts';

/**
 * Whether a name stands anywhere in a tree as a word of a string or a key, but for the entry `own`: in an intrinsic, in text within text, in a description.
 * The words of an entry are found once, and kept while it is the same.
 */
export function mentionsName(catalog: KernelCatalog, tree: Node, name: string, own: Node | undefined): boolean {
  const entries = derive(catalog, tree, 'entries', () => entriesOf(tree, 0));
  return entries.some((entry) => entry !== own && wordsOf(catalog, entry).has(name));
}

/** How deep the entries of sections lie: `resources.Resources.Role`. */
const DEPTH = 3;

/** What lies in sections, whole; keys of sections and entries are no mention. */
function entriesOf(node: Node, depth: number): readonly Node[] {
  return node.kind === 'mapping' && depth < DEPTH ? node.pairs.flatMap(({ value }) => entriesOf(value, depth + 1)) : [node];
}

function wordsOf(catalog: KernelCatalog, node: Node): ReadonlySet<string> {
  return derive(catalog, node, 'words', () => {
    const words = new Set<string>();
    const open: Node[] = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind === 'scalar') for (const [word] of next.value.matchAll(/[A-Za-z0-9]+/g)) words.add(word);
      if (next.kind === 'sequence') open.push(...next.items);
      if (next.kind === 'mapping') {
        for (const { key, value } of next.pairs) {
          for (const [word] of key.value.matchAll(/[A-Za-z0-9]+/g)) words.add(word);
          open.push(value);
        }
      }
    }
    return words;
  });
}
