import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Node } from '../syntax/node.ts';

/**
 * Asks whether a name stands anywhere in trees as a word of a string or a key, but for the entry `own`: in an intrinsic, in text within text, in a
 * description. The words of entries are found once, and kept while they are the same.
 */
export function readMentions(catalog: KernelCatalog, trees: Iterable<Node>): (name: string, own: Node | undefined) => boolean {
  let read: readonly Mentions[] | undefined;
  return (name, own) => {
    read ??= [...trees].map((tree) => derive(catalog, tree, 'entries', () => readBlocks(catalog, entriesOf(tree))));
    return read.some((mentions) => isMentioned(mentions, name, own));
  };
}

/** The words of one tree. */
interface Mentions {
  readonly blocks: ReadonlySet<Block>;
  /** Those that the version before did not have. */
  readonly fresh: readonly Block[];
  /** What was found of names in the version before, and in this one. */
  readonly before: Answers;
  readonly answers: Map<string, Answer>;
}

type Answers = ReadonlyMap<string, Answer>;

interface Answer {
  readonly own: Node | undefined;
  /** The block that the name stands in; absent where it stands in none. */
  readonly holder: Block | undefined;
}

/** Where a name was found before it is looked for first; where it was not, only in what is new. */
function isMentioned({ blocks, fresh, before, answers }: Mentions, name: string, own: Node | undefined): boolean {
  const known = before.get(name);
  const holds = known?.own === own && known?.holder !== undefined && blocks.has(known.holder);
  const searched = known !== undefined && known.own === own && known.holder === undefined ? fresh : blocks;
  const holder = holds ? known.holder : findHolder(searched, name, own);
  answers.set(name, { own, holder });
  return holder !== undefined;
}

function findHolder(blocks: Iterable<Block>, name: string, own: Node | undefined): Block | undefined {
  for (const block of blocks) if (isIn(block, name, own)) return block;
  return undefined;
}

function isIn({ mentions, repeated }: Block, name: string, own: Node | undefined): boolean {
  const entry = mentions.get(name);
  return entry !== undefined && (entry !== own || repeated.has(name));
}

/** Neighbouring entries with their words: an edit leaves all blocks but one as they are. */
interface Block {
  readonly entries: readonly Node[];
  /** The first entry that a word stands in. */
  readonly mentions: ReadonlyMap<string, Node>;
  /** Words of more than one entry. */
  readonly repeated: ReadonlySet<string>;
}

/** Entries of a block at most. A name is looked up in every block, and the entries of one are gone through again at an edit. */
const SIZE = 10;

/** What is known of the latest version. Blocks are compared before they are used, so they decide nothing. */
interface Latest {
  blocks: readonly Block[];
  answers: Answers;
}

/** The latest version is found at the first entry or at the last: an edit leaves one of them as it is. */
function readBlocks(catalog: KernelCatalog, entries: readonly Node[]): Mentions {
  const ends = [...new Set([...entries.slice(0, 1), ...entries.slice(-1)])];
  const kept = ends.map((end) => derive(catalog, end, 'latest mentions', (): { latest: Latest | undefined } => ({ latest: undefined })));
  const latest: Latest = kept.find((one) => one.latest !== undefined)?.latest ?? { blocks: [], answers: new Map() };
  for (const one of kept) one.latest = latest;
  const blocks = readAgain(catalog, latest.blocks, entries);
  const isSplintered = blocks.length > 2 * Math.ceil(entries.length / SIZE) + 2;
  const old = new Set(latest.blocks);
  const before = latest.answers;
  const answers = new Map<string, Answer>();
  latest.blocks = isSplintered ? cut(catalog, entries) : blocks;
  latest.answers = answers;
  return { blocks: new Set(latest.blocks), fresh: latest.blocks.filter((block) => !old.has(block)), before, answers };
}

/** The blocks at the head and at the tail that are as they were, and new ones between. */
function readAgain(catalog: KernelCatalog, before: readonly Block[], entries: readonly Node[]): readonly Block[] {
  let [head, tail, start, end] = [0, before.length, 0, entries.length];
  for (let block = before[head]; block !== undefined && standsAt(block, entries, start, end); block = before[head]) {
    start += block.entries.length;
    head++;
  }
  for (let block = before[tail - 1]; block !== undefined && tail > head; block = before[tail - 1]) {
    if (!standsAt(block, entries, end - block.entries.length, end) || end - block.entries.length < start) break;
    end -= block.entries.length;
    tail--;
  }
  return [...before.slice(0, head), ...cut(catalog, entries.slice(start, end)), ...before.slice(tail)];
}

function standsAt(block: Block, entries: readonly Node[], start: number, end: number): boolean {
  if (start < 0 || start + block.entries.length > end) return false;
  for (let index = 0; index < block.entries.length; index++) if (block.entries[index] !== entries[start + index]) return false;
  return true;
}

function cut(catalog: KernelCatalog, entries: readonly Node[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = 0; start < entries.length; start += SIZE) blocks.push(readBlock(catalog, entries.slice(start, start + SIZE)));
  return blocks;
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

/** What lies in sections, whole; keys of sections and entries are no mention. The resources of a service lie in sections of a template within. */
function entriesOf(tree: Node): readonly Node[] {
  const entries: Node[] = [];
  const add = (section: Node, key: string): void => {
    if (section.kind !== 'mapping') entries.push(section);
    else if (key === 'resources') for (const pair of section.pairs) add(pair.value, '');
    // Entries themselves are not looked at: there are thousands of them.
    else for (const { value } of section.pairs) entries.push(value);
  };
  if (tree.kind === 'mapping') for (const { key, value } of tree.pairs) add(value, key.value);
  else entries.push(tree);
  return entries;
}

function wordsOf(catalog: KernelCatalog, node: Node): ReadonlySet<string> {
  return derive(catalog, node, 'words', () => {
    const words = new Set<string>();
    const open: Node[] = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.kind === 'scalar') addWords(next.value, words);
      if (next.kind === 'sequence') for (const item of next.items) open.push(item);
      if (next.kind === 'mapping') {
        for (const { key, value } of next.pairs) {
          addWords(key.value, words);
          open.push(value);
        }
      }
    }
    return words;
  });
}

/** Every run of letters and digits. */
function addWords(text: string, words: Set<string>): void {
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isLetterOrDigit(text.charCodeAt(at))) continue;
    if (at > start) words.add(text.slice(start, at));
    start = at + 1;
  }
}

/** Of ASCII, as names of entries are. */
function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}
