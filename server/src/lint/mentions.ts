import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Node } from '../syntax/node.ts';

/**
 * Asks whether a name stands anywhere in trees as a word of a string or a key, but for the entry `own`: in an intrinsic, in text within text, in a
 * description. The words of entries are found once, and kept while they are the same.
 */
export function readMentions(catalog: KernelCatalog, trees: Iterable<Node>): (name: string, own: Node | undefined) => boolean {
  const blocks = [...trees].flatMap((tree) => derive(catalog, tree, 'entries', () => blocksOf(catalog, entriesOf(tree, 0))));
  return (name, own) =>
    blocks.some((block) => {
      const entry = block.mentions.get(name);
      return entry !== undefined && (entry !== own || block.repeated.has(name));
    });
}

/** Neighbouring entries with their words: an edit leaves all blocks but one as they are. */
interface Block {
  readonly entries: readonly Node[];
  /** The first entry that a word stands in. */
  readonly mentions: ReadonlyMap<string, Node>;
  /** Words of more than one entry. */
  readonly repeated: ReadonlySet<string>;
}

/** Entries of a block. A name is looked up in every block; the entries of one are read again at an edit. */
const SIZE = 256;

function blocksOf(catalog: KernelCatalog, entries: readonly Node[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < entries.length; start += SIZE) blocks.push(blockOf(catalog, entries.slice(start, start + SIZE)));
  return blocks;
}

/** The block of an earlier version where it has the same entries; it is kept with the first and the last, of which an edit leaves one. */
function blockOf(catalog: KernelCatalog, entries: readonly Node[]): Block {
  const ends = [entries[0], entries.at(-1)].flatMap((end, index) => (end === undefined ? [] : [keptAt(catalog, end, index)]));
  const known = ends.find(({ block }) => block !== undefined && haveSameEntries(block.entries, entries))?.block;
  const block = known ?? readBlock(catalog, entries);
  for (const end of ends) end.block = block;
  return block;
}

/** The latest block that begins (0) or ends (1) at an entry. It is compared before it is used, so it decides nothing. */
function keptAt(catalog: KernelCatalog, entry: Node, end: number): { block: Block | undefined } {
  return derive(catalog, entry, `block ${end}`, () => ({ block: undefined }));
}

function haveSameEntries(left: readonly Node[], right: readonly Node[]): boolean {
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}

function readBlock(catalog: KernelCatalog, entries: readonly Node[]): Block {
  const mentions = new Map<string, Node>();
  const repeated = new Set<string>();
  for (const entry of entries) {
    for (const word of wordsOf(catalog, entry)) {
      const first = mentions.get(word);
      if (first === undefined) mentions.set(word, entry);
      else if (first !== entry) repeated.add(word);
    }
  }
  return { entries, mentions, repeated };
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
