import type { Made } from '../template/align.ts';
import { haveSame, makeAgain } from '../template/align.ts';
import type { Dependencies } from '../template/dependencies.ts';
import type { Asked } from './asked.ts';

/** What was made for one version, for the next. */
export interface RecalledResults {
  readonly single: ReadonlyMap<object, readonly KeptSingle[]>;
  readonly lists: ReadonlyMap<string, KeptList>;
}

/** A result with all that it rests on beside what it was made of. */
interface Kept {
  readonly result: unknown;
  readonly dependencies: Dependencies;
  readonly asked: Asked;
}

interface KeptSingle extends Kept {
  readonly as: string;
  readonly by: readonly unknown[];
}

interface KeptList extends Made<object, Kept> {
  readonly by: readonly unknown[];
  /** The results by themselves. */
  readonly values: readonly unknown[];
  /** The same where they are lists, one after the other. */
  flat?: readonly unknown[];
}

/** How results come about in a version. */
export interface Making<R> {
  readonly reader: R;
  /** What the reader was asked since the last call. */
  take(): Pick<Kept, 'dependencies' | 'asked'>;
  /** Whether that has the same answers as it had in the version before. */
  isStill(kept: Pick<Kept, 'dependencies' | 'asked'>): boolean;
}

export interface Recall<R> {
  /**
   * What `make` makes of `key`, or what it made for an earlier version: kept while `key` and every item of `by` are the same objects and what `make` asked its
   * reader has the same answers. `make` uses the reader it is given, not the context; what it reads beyond that and `key` must be in `by`. `as` tells apart what
   * is made of one key.
   */
  recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: R) => T): T;
  /** The same of each item of a list (resources, mostly), under a name of its own: the very list of the version before while every result is the same. */
  each<K extends object, T>(items: readonly K[], as: string, by: readonly unknown[], make: (item: K, reader: R) => T): readonly T[];
  /** The same where each brings a list: all of them, one after the other. */
  gather<K extends object, T>(
    items: readonly K[],
    as: string,
    by: readonly unknown[],
    make: (item: K, reader: R) => readonly T[],
  ): readonly T[];
}

export function createRecall<R>(previous: RecalledResults | undefined, making: Making<R>): { recall: Recall<R>; results: RecalledResults } {
  const single = new Map<object, KeptSingle[]>();
  const lists = new Map<string, KeptList>();

  function makeKept(make: (reader: R) => unknown): Kept {
    const result = make(making.reader);
    const { dependencies, asked } = making.take();
    return { result, dependencies, asked };
  }

  function listOf<K extends object>(
    items: readonly K[],
    as: string,
    by: readonly unknown[],
    make: (item: K, reader: R) => unknown,
  ): KeptList {
    const earlier = previous?.lists.get(as);
    const before = earlier !== undefined && haveSame(earlier.by, by) ? earlier : undefined;
    const fresh = new Set<Kept>();
    const makeFresh = (item: K): Kept => {
      const kept = makeKept((reader) => make(item, reader));
      fresh.add(kept);
      return kept;
    };
    // What was kept under a name is what `make` made of such items: hence the type.
    const known = makeAgain(before as Made<K, Kept> | undefined, items, makeFresh);
    const results = replaceWhere(
      known,
      (kept) => !making.isStill(kept) && !fresh.has(kept),
      (index) => makeFresh(items[index] as K),
    );
    // Mostly nothing has changed: then nothing is made anew for thousands of items.
    const list = before !== undefined && results === before.results ? before : listAgain(before, { items, by, results });
    lists.set(as, list);
    return list;
  }

  return {
    // What was kept under a name, a key or an item, and the same objects is what `make` made of them: hence the types.
    recall: {
      recall<T>(key: object, as: string, by: readonly unknown[], make: (reader: R) => T) {
        const known = previous?.single.get(key)?.find((kept) => kept.as === as);
        const isKept = known !== undefined && haveSame(known.by, by) && making.isStill(known);
        const kept = isKept ? known : { as, by, ...makeKept(make) };
        const ofKey = single.get(key);
        if (ofKey === undefined) single.set(key, [kept]);
        else ofKey.push(kept);
        return kept.result as T;
      },
      each<K extends object, T>(items: readonly K[], as: string, by: readonly unknown[], make: (item: K, reader: R) => T) {
        return listOf(items, as, by, make).values as readonly T[];
      },
      gather<K extends object, T>(items: readonly K[], as: string, by: readonly unknown[], make: (item: K, reader: R) => readonly T[]) {
        const list = listOf(items, as, by, make);
        list.flat ??= (list.values as readonly (readonly T[])[]).flat();
        return list.flat as readonly T[];
      },
    },
    results: { single, lists },
  };
}

/** A list with other items where the old ones are not good any more; the list itself where all are. */
function replaceWhere<T>(list: readonly T[], isStale: (item: T) => boolean, replace: (index: number) => T): readonly T[] {
  let copy: T[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (item === undefined || !isStale(item)) continue;
    copy ??= list.slice();
    copy[index] = replace(index);
  }
  return copy ?? list;
}

/** The lists of values are those of the version before where they hold the same. */
function listAgain(before: KeptList | undefined, made: Pick<KeptList, 'items' | 'by' | 'results'>): KeptList {
  const values = made.results.map(({ result }) => result);
  if (before === undefined || !haveSame(before.values, values)) return { ...made, values };
  return { ...made, values: before.values, ...(before.flat && { flat: before.flat }) };
}
