import type { Principal } from './model.ts';

/**
 * The principals, each as the object of an earlier version where it is equal to it. `before` are those of the version before, `made` what they were there before
 * they were replaced by equal ones: who is the same since then need not be compared again.
 */
export function keepPrincipals(
  before: readonly Principal[] | undefined,
  made: readonly Principal[] | undefined,
  now: readonly Principal[],
): readonly Principal[] {
  if (before === undefined) return now;
  let known: ReadonlyMap<string, Principal> | undefined;
  const compared: Compared = new Map();
  const kept = now.map((principal, index) => {
    const there = before[index];
    if (there === principal) return principal;
    if (there !== undefined && made?.[index] === principal) return there;
    if (there === undefined || keyOf(there) !== keyOf(principal)) known ??= new Map(before.map((one) => [keyOf(one), one]));
    const earlier = known === undefined ? there : known.get(keyOf(principal));
    return earlier !== undefined && isSame(earlier, principal, compared) ? earlier : principal;
  });
  return kept.length === before.length && kept.every((principal, index) => principal === before[index]) ? before : kept;
}

function keyOf({ kind, logicalId }: Principal): string {
  return `${kind} ${logicalId}`;
}

/** How deep two equal principals may differ in identity: principal, its lists, their items, an item's origin and branches. */
const DEPTH = 6;

/** Lists that were compared, by the one before: functions with one role hold the same ones. */
type Compared = Map<readonly unknown[], { readonly with: readonly unknown[]; readonly isSame: boolean }>;

function isSame(left: unknown, right: unknown, compared: Compared, depth = DEPTH): boolean {
  if (left === right) return true;
  if (depth === 0 || typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (!isList(left) || !isList(right)) return hasSame(left, right, compared, depth);
  const known = compared.get(left);
  if (known?.with === right) return known.isSame;
  const found = left.length === right.length && left.every((item, index) => isSame(item, right[index], compared, depth - 1));
  compared.set(left, { with: right, isSame: found });
  return found;
}

function hasSame(left: object, right: object, compared: Compared, depth: number): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    const value: unknown = Reflect.get(left, key);
    const other: unknown = Reflect.get(right, key);
    if (value === other && (value !== undefined || key in right)) continue;
    if (!(key in right) || isOpaque(key) || !isSame(value, other, compared, depth - 1)) return false;
  }
  return true;
}

/** What is compared by identity: a policy is lowered anew only where it has changed. */
function isOpaque(key: string): boolean {
  return key === 'policy' || key === 'unit' || key === 'trust';
}

function isList(value: object): value is readonly unknown[] {
  return Array.isArray(value);
}
