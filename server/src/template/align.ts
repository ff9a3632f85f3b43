/** What was made of each item of a list, for the lists that come after it. */
export interface Made<T, R> {
  readonly items: readonly T[];
  readonly results: readonly R[];
}

/** What two lists have in common: an edit leaves the head and the tail of a list as they are. Items are compared by identity. */
export interface Alignment {
  /** How many items at the start are the same. */
  readonly head: number;
  /** How many of the others are the same at the end. */
  readonly tail: number;
}

export function align(before: readonly unknown[], now: readonly unknown[]): Alignment {
  if (before === now) return { head: now.length, tail: 0 };
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return { head, tail };
}

/** A list with others between its head and its tail. */
export function replaceBetween<R>(list: readonly R[], { head, tail }: Alignment, between: readonly R[]): R[] {
  if (between.length !== list.length - head - tail) return list.slice(0, head).concat(between, list.slice(list.length - tail));
  const copy = list.slice();
  for (const [index, result] of between.entries()) copy[head + index] = result;
  return copy;
}

/** Whether two lists hold the same objects. */
export function haveSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/**
 * The results for a list: those of an earlier one for the items that it has as well, else what `make` makes. Nothing is looked at of what is
 * the same at the head and at the tail.
 */
export function makeAgain<T, R>(before: Made<T, R> | undefined, items: readonly T[], make: (item: T) => R): readonly R[] {
  if (before === undefined) return items.map(make);
  const alignment = align(before.items, items);
  const { head, tail } = alignment;
  if (head === items.length && items.length === before.items.length) return before.results;
  const known = new Map<T, number>();
  for (let index = head; index < before.items.length - tail; index++) {
    const item = before.items[index];
    if (item !== undefined) known.set(item, index);
  }
  const between = items.slice(head, items.length - tail).map((item) => {
    const result = before.results[known.get(item) ?? -1];
    return result === undefined ? make(item) : result;
  });
  return replaceBetween(before.results, alignment, between);
}

/**
 * What an earlier list's results say of the items of another one; `undefined` for an item that is new.
 */
export function alignResults<T, R>(before: Made<T, R> | undefined, items: readonly T[]): (index: number) => R | undefined {
  if (before === undefined) return () => undefined;
  const { head, tail } = align(before.items, items);
  const tailStart = items.length - tail;
  const shift = before.items.length - items.length;
  const between = new Map<T, R>();
  for (let index = head; index < before.items.length - tail; index++) {
    const item = before.items[index];
    const result = before.results[index];
    if (item !== undefined && result !== undefined) between.set(item, result);
  }
  return (index) => {
    if (index < head) return before.results[index];
    if (index >= tailStart) return before.results[index + shift];
    const item = items[index];
    return item === undefined ? undefined : between.get(item);
  };
}
