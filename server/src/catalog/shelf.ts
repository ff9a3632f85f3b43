import { ownCopy } from '../syntax/own-copy.ts';
import type { EncodedIndex, EncodedShelfIndex, ShelfName, TableName } from './bundle-format.ts';
import { BUNDLE_FORMAT } from './bundle-format.ts';
import type { CatalogText } from './catalog-text.ts';

/** A bundle cut into its blocks: nothing of them is decoded yet. */
export interface Bundle {
  readonly index: EncodedIndex;
  shelf(name: ShelfName): Shelf;
  /** Decodes a table at its first use. */
  table<T>(name: TableName, empty: T): () => T;
}

/** Lines by key, found without a scan. Its index is decoded at the first use. */
export interface Shelf {
  readonly keys: () => readonly string[];
  line(key: string): string | undefined;
}

/** Throws when the text is not a bundle of the format this reader knows: that is a fault of the build, never of a user's text. */
export function openBundle(text: CatalogText): Bundle {
  const second = findLineEnd(text, 0);
  const first = findLineEnd(text, second);
  if (text.slice(0, 1) !== '#' || first === 0) throw new Error('not a catalogue');
  const index = JSON.parse(text.slice(second, first)) as EncodedIndex;
  if (index.format !== BUNDLE_FORMAT) throw new Error(`catalogue of format ${index.format}, expected ${BUNDLE_FORMAT}`);
  const ranges = new Map<string, readonly [start: number, end: number]>();
  let offset = first;
  for (const [name, length] of index.blocks) {
    ranges.set(name, [offset, offset + length]);
    offset += length;
  }
  return {
    index,
    shelf: (name) => openShelf(text, ranges.get(name) ?? [0, 0]),
    table: (name, empty) =>
      lazy(() => {
        const range = ranges.get(name);
        return range === undefined ? empty : (JSON.parse(text.slice(...range)) as typeof empty);
      }),
  };
}

/** Computes once, at the first call. */
export function lazy<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: compute() };
    return result.value;
  };
}

/** Computes each key once; what is not there is not remembered, so keys that users make up take no memory. What is full is emptied. */
export function memoised<K, V>(compute: (key: K) => V, capacity = Number.POSITIVE_INFINITY): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    if (value === undefined) return value;
    if (known.size >= capacity) known.clear();
    known.set(ownKey(key), value);
    return value;
  };
}

/** The same key, which keeps nothing else alive: a text that was cut out of a document may be a view of all of it. */
export function ownKey<K>(key: K): K {
  // A text of a type of its own stays one of it.
  return typeof key === 'string' ? (ownCopy(key) as K & string) : key;
}

/** Characters that are looked at at once: the longest lines that are searched, those of an index, hold 100,000. */
const WINDOW = 65_536;

/** The offset behind the line that holds `from`; 0 where the text ends before it does. */
function findLineEnd(text: CatalogText, from: number): number {
  for (let at = from; at < text.length; at += WINDOW) {
    const found = text.slice(at, Math.min(at + WINDOW, text.length)).indexOf('\n');
    if (found >= 0) return at + found + 1;
  }
  return 0;
}

function openShelf(text: CatalogText, [start, end]: readonly [number, number]): Shelf {
  const positions = lazy(() => {
    const found = new Map<string, readonly [number, number]>();
    if (start === end) return found;
    let offset = findLineEnd(text, start);
    for (const [key, length] of JSON.parse(text.slice(start, offset)) as EncodedShelfIndex) {
      found.set(key, [offset, offset + length]);
      offset += length + 1;
    }
    return found;
  });
  return {
    keys: lazy(() => [...positions().keys()]),
    line: (key) => {
      const range = positions().get(key);
      return range === undefined ? undefined : text.slice(...range);
    },
  };
}
