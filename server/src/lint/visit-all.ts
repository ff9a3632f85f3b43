import type { Made } from '../template/align.ts';
import { align, replaceBetween } from '../template/align.ts';
import type { ScopeChange } from '../template/dependencies.ts';
import { isAffected, NO_DEPENDENCIES } from '../template/dependencies.ts';
import type { Visited } from './found.ts';
import { NOTHING_FOUND } from './found.ts';
import type { Subject } from './visit.ts';

/** What the rules said of each item of a list. */
export interface VisitedList<T> extends Made<T, Visited> {
  /** Numbers of those results that depend on something beyond their item. */
  readonly dependent: readonly number[];
  /** Numbers of those results that are others than in the list before; absent where that is not known or has another length. */
  readonly changed: readonly number[] | undefined;
}

export type VisitSubject = (subject: Subject) => Visited;

/** Subjects after which a caller may yield, where one is not a step by itself. */
const STEP = 64;

/** What the rules say of each item; what they said of it before, where that cannot have `change`d. `weight` 1: each is a step. */
export function* visitAll<T>(
  visit: VisitSubject,
  change: ScopeChange | undefined,
  before: VisitedList<T> | undefined,
  items: readonly T[],
  subjectOf: (item: T) => Subject,
  weight: 0 | 1,
): Generator<void, VisitedList<T>> {
  const isKept = before !== undefined && change !== undefined && !change.everything;
  const { results, dependent, open, between } = isKept ? keepResults(before, change, items) : nothingKept(items);
  let count = 0;
  for (const index of open) {
    const item = items[index];
    if (item === undefined) continue;
    const visited = visit(subjectOf(item));
    results[index] = visited;
    if (visited.dependencies !== NO_DEPENDENCIES) dependent.push(index);
    if (weight === 1 || ++count % STEP === 0) yield;
  }
  const isComparable = isKept && before.items.length === items.length;
  const changed = isComparable
    ? [...new Set([...between, ...open])].filter((index) => results[index] !== before.results[index])
    : undefined;
  return { items, results, dependent, changed };
}

interface Kept {
  /** Nothing stands where the rules are still to be asked. */
  readonly results: Visited[];
  readonly dependent: number[];
  /** The numbers of the items that the rules are to be asked about, ascending. */
  readonly open: readonly number[];
  /** The numbers of those that do not stand at the head or the tail of both lists. */
  readonly between: readonly number[];
}

function nothingKept(items: readonly unknown[]): Kept {
  return { results: items.map(() => NOTHING_FOUND), dependent: [], open: [...items.keys()], between: [] };
}

/** Nothing is looked at of what stands at the head and the tail of both lists, but for what depends on other things. */
function keepResults<T>(before: VisitedList<T>, change: ScopeChange, items: readonly T[]): Kept {
  const alignment = align(before.items, items);
  const { head, tail } = alignment;
  const [oldTail, newTail] = [before.items.length - tail, items.length - tail];
  const between: number[] = [];
  for (let index = head; index < newTail; index++) between.push(index);
  const unknown = between.map(() => NOTHING_FOUND);
  const results = replaceBetween(before.results, alignment, unknown);
  const dependent: number[] = [];
  const open: number[] = [];
  const place = (index: number, result: Visited | undefined): void => {
    if (result === undefined || isAffected(result.dependencies, change)) open.push(index);
    else {
      results[index] = result;
      if (result.dependencies !== NO_DEPENDENCIES) dependent.push(index);
    }
  };
  const known = new Map<T | undefined, Visited | undefined>(
    before.items.slice(head, oldTail).map((item, number) => [item, before.results[head + number]]),
  );
  for (const index of between) place(index, known.get(items[index]));
  for (const index of before.dependent) {
    if (index < head) place(index, before.results[index]);
    else if (index >= oldTail) place(index + newTail - oldTail, before.results[index]);
  }
  return { results, dependent, open: open.sort((a, b) => a - b), between };
}
