import type { AccessLevel } from '../catalog/catalog.ts';
import { matchesGlob } from './glob.ts';
import type { ActionSet, KernelCatalog, NameSet } from './kernel.ts';
import { remember } from './kernel.ts';

export type { ActionSet, NameSet } from './kernel.ts';

const NO_NAMES: NameSet = { names: new Set(), complement: false };
/** Words beyond the end count as 0. */
const NOTHING: ActionSet = { size: 0, words: new Uint32Array(0), unmatched: NO_NAMES };

export function emptyActions(catalog: KernelCatalog): ActionSet {
  return { size: catalog.actionCount, words: new Uint32Array((catalog.actionCount + 31) >>> 5), unmatched: NO_NAMES };
}

/** Every action of the catalogue, and no name beyond. */
export function allActions(catalog: KernelCatalog): ActionSet {
  const { size, words } = emptyActions(catalog);
  words.fill(0xffffffff);
  clearBeyond(words, size);
  return { size, words, unmatched: NO_NAMES };
}

/** The actions with these numbers. */
export function actionsAt(catalog: KernelCatalog, indices: Iterable<number>): ActionSet {
  const set = emptyActions(catalog);
  for (const index of indices) addBit(set.words, index);
  return set;
}

/** What a list of patterns (the values of `Action`) matches; for `NotAction` take the complement. */
export function actionsOf(catalog: KernelCatalog, patterns: readonly string[]): ActionSet {
  const { size, words } = emptyActions(catalog);
  let unmatched = NO_NAMES;
  for (const pattern of patterns) {
    const index = /[*?]/.test(pattern) ? undefined : catalog.actionIndex(pattern);
    if (index === undefined) {
      const matched = matchAction(catalog, pattern);
      addBits(words, matched.words);
      unmatched = uniteNames(unmatched, matched.unmatched);
    } else addBit(words, index);
  }
  return { size, words, unmatched };
}

/**
 * What one pattern matches: `s3:GetObject`, `s3:Get*`, `s3:?et*`, `*:Get*`, `*`, in any letter case. A pattern that matches nothing is
 * kept by name; without a colon only a run of `*` matches anything.
 */
export function matchAction(catalog: KernelCatalog, pattern: string): ActionSet {
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) {
    const index = catalog.actionIndex(lower);
    return index === undefined ? nameOnly(catalog, lower) : actionsAt(catalog, [index]);
  }
  return remember(catalog.policyMemo?.actions, lower, () => matchWildcard(catalog, lower));
}

export function unionActions(first: ActionSet, ...others: readonly ActionSet[]): ActionSet {
  const words = first.words.slice();
  let unmatched = first.unmatched;
  for (const other of others) {
    addBits(words, other.words);
    unmatched = uniteNames(unmatched, other.unmatched);
  }
  return { size: first.size, words, unmatched };
}

export function intersectActions(left: ActionSet, right: ActionSet): ActionSet {
  const words = left.words.slice();
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & (right.words[i] ?? 0);
  return { size: left.size, words, unmatched: intersectNames(left.unmatched, right.unmatched) };
}

/** What is in `left` and not in `right`. */
export function subtractActions(left: ActionSet, right: ActionSet): ActionSet {
  const words = left.words.slice();
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & ~(right.words[i] ?? 0);
  return { size: left.size, words, unmatched: intersectNames(left.unmatched, complementNames(right.unmatched)) };
}

/** Whether an action of the catalogue is in both. */
export function shareActions(left: ActionSet, right: ActionSet): boolean {
  for (let i = 0; i < left.words.length; i++) if (((left.words[i] ?? 0) & (right.words[i] ?? 0)) !== 0) return true;
  return false;
}

/** Whether the catalogue's actions of `right` are all in `left`. */
export function containsActions(left: ActionSet, right: ActionSet): boolean {
  for (let i = 0; i < right.words.length; i++) if (((right.words[i] ?? 0) & ~(left.words[i] ?? 0)) !== 0) return false;
  return true;
}

export function complementActions(set: ActionSet): ActionSet {
  const words = set.words.slice();
  for (let i = 0; i < words.length; i++) words[i] = ~(words[i] ?? 0);
  clearBeyond(words, set.size);
  return { size: set.size, words, unmatched: complementNames(set.unmatched) };
}

/** Whether every member of `right` is one of `left`. */
export function coversActions(left: ActionSet, right: ActionSet): boolean {
  return containsActions(left, right) && isNoName(intersectNames(right.unmatched, complementNames(left.unmatched)));
}

export function equalActions(left: ActionSet, right: ActionSet): boolean {
  return coversActions(left, right) && coversActions(right, left);
}

/** No action of the catalogue and no name. */
export function isEmptyActions(set: ActionSet): boolean {
  return isNoName(set.unmatched) && containsActions(NOTHING, set);
}

export function hasAction(set: ActionSet, index: number): boolean {
  return (((set.words[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

/** How many actions of the catalogue are in it. */
export function countActions(set: ActionSet): number {
  let count = 0;
  for (let i = 0; i < set.words.length; i++) {
    const word = set.words[i] ?? 0;
    if (word !== 0) count += countBits(word);
  }
  return count;
}

/** Numbers of its actions, ascending: services and actions in alphabetical order. */
export function actionIndices(set: ActionSet): readonly number[] {
  const indices: number[] = [];
  for (let i = 0; i < set.words.length; i++) {
    for (let rest = set.words[i] ?? 0; rest !== 0; rest &= rest - 1) indices.push((i << 5) + 31 - Math.clz32(rest & -rest));
  }
  return indices;
}

/** How many of its actions carry each level; an action with two levels counts in both. */
export function countByAccessLevel(catalog: KernelCatalog, set: ActionSet): ReadonlyMap<AccessLevel, number> {
  const counts = new Map<AccessLevel, number>();
  for (const index of actionIndices(set)) {
    for (const level of catalog.accessLevels(index)) counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return counts;
}

/** Those of its actions whose levels are all among `levels` (`semantics.md` 11). */
export function withAccessLevels(catalog: KernelCatalog, set: ActionSet, levels: ReadonlySet<AccessLevel>): ActionSet {
  return actionsAt(
    catalog,
    actionIndices(set).filter((index) => catalog.accessLevels(index).every((level) => levels.has(level))),
  );
}

function matchWildcard(catalog: KernelCatalog, lower: string): ActionSet {
  if (/^\*+$/.test(lower)) return allActions(catalog);
  const colon = lower.indexOf(':');
  if (colon < 0) return nameOnly(catalog, lower);
  const prefix = lower.slice(0, colon);
  const set = emptyActions(catalog);
  const exact = catalog.service(prefix);
  const services = /[*?]/.test(prefix) ? catalog.services.filter((service) => matchesGlob(prefix, service.prefix)) : exact ? [exact] : [];
  let found = false;
  for (const service of services) {
    const pattern = `${service.prefix}:${lower.slice(colon + 1)}`;
    for (let index = service.first; index < service.first + service.count; index++) {
      if (!matchesGlob(pattern, lowerName(catalog, index))) continue;
      addBit(set.words, index);
      found = true;
    }
  }
  return found ? set : nameOnly(catalog, lower);
}

function lowerName(catalog: KernelCatalog, index: number): string {
  const names = catalog.policyMemo?.names;
  const known = names?.[index];
  if (known !== undefined) return known;
  const name = catalog.actionName(index).toLowerCase();
  if (names !== undefined) names[index] = name;
  return name;
}

function nameOnly(catalog: KernelCatalog, lower: string): ActionSet {
  return { ...emptyActions(catalog), unmatched: { names: new Set([lower]), complement: false } };
}

function addBit(words: Uint32Array, index: number): void {
  words[index >>> 5] = (words[index >>> 5] ?? 0) | (1 << (index & 31));
}

function addBits(words: Uint32Array, more: Uint32Array): void {
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) | (more[i] ?? 0);
}

function clearBeyond(words: Uint32Array, size: number): void {
  const last = words.length - 1;
  if (last >= 0 && (size & 31) !== 0) words[last] = (words[last] ?? 0) & ((1 << (size & 31)) - 1);
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function isNoName({ names, complement }: NameSet): boolean {
  return !complement && names.size === 0;
}

function complementNames(set: NameSet): NameSet {
  return { names: set.names, complement: !set.complement };
}

function uniteNames(left: NameSet, right: NameSet): NameSet {
  if (left.complement && right.complement)
    return { names: new Set([...left.names].filter((name) => right.names.has(name))), complement: true };
  if (left.complement) return { names: new Set([...left.names].filter((name) => !right.names.has(name))), complement: true };
  if (right.complement) return uniteNames(right, left);
  return right.names.size === 0 ? left : { names: new Set([...left.names, ...right.names]), complement: false };
}

function intersectNames(left: NameSet, right: NameSet): NameSet {
  if (left.names.size === 0 && !left.complement) return left;
  return complementNames(uniteNames(complementNames(left), complementNames(right)));
}
