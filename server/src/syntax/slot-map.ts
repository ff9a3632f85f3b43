/** How many keys are looked up beside the map of all before that is made anew: what they replace is held on to until then. */
const MOST_FRESH = 32;

/**
 * A map of which the next version, with another key or value in some places, costs no more than a copy of two lists. Keys are compared by
 * identity. It is read like any other map, in the order of its places.
 */
export class SlotMap<K, V extends string | number | object> implements ReadonlyMap<K, V> {
  /** Keys and values, place by place. */
  private readonly ordered: readonly K[];
  private readonly results: readonly V[];
  /** The place of every key, and of some that are no more. */
  private readonly places: ReadonlyMap<K, number>;
  /** The place of the keys that `places` does not know. */
  private readonly fresh: ReadonlyMap<K, number>;

  private constructor(ordered: readonly K[], results: readonly V[], places: ReadonlyMap<K, number>, fresh: ReadonlyMap<K, number>) {
    this.ordered = ordered;
    this.results = results;
    this.places = places;
    this.fresh = fresh;
  }

  static of<K, V extends string | number | object>(map: ReadonlyMap<K, V>): SlotMap<K, V> {
    if (map instanceof SlotMap) return map;
    const ordered = [...map.keys()];
    return new SlotMap(ordered, [...map.values()], placesOf(ordered), new Map());
  }

  /** The place of a key, counted from 0. */
  placeOf(key: K): number | undefined {
    const place = this.places.get(key) ?? this.fresh.get(key);
    return place !== undefined && this.ordered[place] === key ? place : undefined;
  }

  /** The same with other values. */
  withValues(results: readonly V[]): SlotMap<K, V> {
    return new SlotMap(this.ordered, results, this.places, this.fresh);
  }

  /** Other keys from a place on; none of them is in the map. */
  withKeys(first: number, keys: readonly K[]): SlotMap<K, V> {
    const ordered = this.ordered.slice();
    const fresh = new Map(this.fresh);
    for (const [index, key] of keys.entries()) {
      ordered[first + index] = key;
      fresh.set(key, first + index);
    }
    if (fresh.size > MOST_FRESH) return new SlotMap(ordered, this.results, placesOf(ordered), new Map());
    return new SlotMap(ordered, this.results, this.places, fresh);
  }

  /** A list of the values that may be changed. */
  copyValues(): V[] {
    return this.results.slice();
  }

  get size(): number {
    return this.ordered.length;
  }

  get(key: K): V | undefined {
    const place = this.placeOf(key);
    return place === undefined ? undefined : this.results[place];
  }

  has(key: K): boolean {
    return this.placeOf(key) !== undefined;
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  keys(): ArrayIterator<K> {
    return this.ordered.values();
  }

  values(): ArrayIterator<V> {
    return this.results.values();
  }

  *entries(): Generator<[K, V], undefined, unknown> {
    for (const [place, key] of this.ordered.entries()) {
      const value = this.results[place];
      if (value !== undefined) yield [key, value];
    }
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}

function placesOf<K>(ordered: readonly K[]): ReadonlyMap<K, number> {
  const places = new Map<K, number>();
  for (const [place, key] of ordered.entries()) places.set(key, place);
  return places;
}
