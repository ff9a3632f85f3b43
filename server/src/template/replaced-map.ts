import { SlotMap } from '../syntax/slot-map.ts';

/** From this size on copying a map for the sake of one value is what an edit costs most. */
const LARGE = 200;

/** The map with other values for some of the names that it has, in the same order. */
export function replaceValues<V extends object>(before: ReadonlyMap<string, V>, replaced: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  if (before.size < LARGE) return new Map([...before, ...replaced]);
  const map = SlotMap.of(before);
  const values = map.copyValues();
  for (const [name, value] of replaced) {
    const place = map.placeOf(name);
    if (place !== undefined) values[place] = value;
  }
  return map.withValues(values);
}
