/** What was made of each item of a list, for the lists that come after it. */
export interface Made<T, R> {
  readonly items: readonly T[];
  readonly results: readonly R[];
}

/**
 * What an earlier list's results say of the items of another one, by the items' identity: an edit leaves the head and the tail of a list as
 * they are, so only what lies between is looked up. `undefined` for an item that is new.
 */
export function alignResults<T, R>(before: Made<T, R> | undefined, items: readonly T[]): (index: number) => R | undefined {
  if (before === undefined) return () => undefined;
  const old = before.items;
  const shorter = Math.min(old.length, items.length);
  let head = 0;
  while (head < shorter && old[head] === items[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === items[items.length - 1 - tail]) tail++;
  const tailStart = items.length - tail;
  const shift = old.length - items.length;
  const between = new Map<T, R>();
  for (let index = head; index < old.length - tail; index++) {
    const item = old[index];
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
