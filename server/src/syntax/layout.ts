import type { Unit } from './node.ts';
import { SlotMap } from './slot-map.ts';

/** A unit and where it starts in the text. */
export interface UnitStart {
  readonly unit: Unit;
  readonly start: number;
}

/**
 * Where every unit starts when neighbours have become others, as many of them, and what is behind has moved by `delta`; `undefined` where
 * it cannot be said so. `layout` and both lists are in the order of the text.
 */
export function replaceUnits(
  layout: ReadonlyMap<Unit, number>,
  gone: readonly Unit[],
  fresh: readonly UnitStart[],
  delta: number,
): ReadonlyMap<Unit, number> | undefined {
  const map = SlotMap.of(layout);
  const first = gone[0] === undefined ? undefined : map.placeOf(gone[0]);
  if (first === undefined || gone.length !== fresh.length) return undefined;
  if (!gone.every((unit, index) => map.placeOf(unit) === first + index)) return undefined;
  const starts = map.copyValues();
  for (const [index, { start }] of fresh.entries()) starts[first + index] = start;
  for (let place = first + fresh.length; place < starts.length; place++) starts[place] = (starts[place] ?? 0) + delta;
  const units = fresh.map(({ unit }) => unit);
  return map.withKeys(first, units).withValues(starts);
}
