/** From this size on copying a map for the sake of one value is what an edit costs most. */
const LARGE = 200;

/** How many values stand beside a map before it is copied after all: what they replace is held on to until then. */
const MOST_REPLACED = 32;

/** The map with other values for some of the names that it has, in the same order. */
export function replaceValues<V extends object>(before: ReadonlyMap<string, V>, replaced: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  if (before.size < LARGE) return new Map([...before, ...replaced]);
  const map = before instanceof ReplacedMap ? before.with(replaced) : new ReplacedMap(before, replaced);
  return map.replaced.size > MOST_REPLACED ? new Map(map) : map;
}

class ReplacedMap<V extends object> implements ReadonlyMap<string, V> {
  /** Names of `map` alone. */
  readonly replaced: ReadonlyMap<string, V>;
  private readonly map: ReadonlyMap<string, V>;

  constructor(map: ReadonlyMap<string, V>, replaced: ReadonlyMap<string, V>) {
    this.map = map;
    this.replaced = replaced;
  }

  with(replaced: ReadonlyMap<string, V>): ReplacedMap<V> {
    return new ReplacedMap(this.map, new Map([...this.replaced, ...replaced]));
  }

  get size(): number {
    return this.map.size;
  }

  get(name: string): V | undefined {
    return this.replaced.get(name) ?? this.map.get(name);
  }

  has(name: string): boolean {
    return this.map.has(name);
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this);
  }

  keys(): MapIterator<string> {
    return this.map.keys();
  }

  *values(): Generator<V, undefined, unknown> {
    for (const [name, value] of this.map) yield this.replaced.get(name) ?? value;
    return undefined;
  }

  *entries(): Generator<[string, V], undefined, unknown> {
    for (const [name, value] of this.map) yield [name, this.replaced.get(name) ?? value];
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}
