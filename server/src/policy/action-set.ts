import type { AccessLevel } from '../catalog/catalog.ts';
import { matchesGlob } from './glob.ts';
import type { ActionSet, KernelCatalog, NameSet } from './kernel.ts';
import { remember } from './kernel.ts';

export type { ActionSet, NameSet } from './kernel.ts';

const NO_NAMES: NameSet = { names: new Set(), complement: false };
const NO_WORDS = new Uint32Array(0);

export function emptyActions(catalog: KernelCatalog): ActionSet {
  return { size: catalog.actionCount, from: 0, words: NO_WORDS, unmatched: NO_NAMES };
}

/** Every action of the catalogue, and no name beyond. */
export function allActions(catalog: KernelCatalog): ActionSet {
  return complementActions(withNames(emptyActions(catalog), { names: NO_NAMES.names, complement: true }));
}

/** The actions with these numbers. */
export function actionsAt(catalog: KernelCatalog, indices: Iterable<number>): ActionSet {
  const all = [...indices];
  let first = Number.MAX_SAFE_INTEGER;
  let last = -1;
  for (const index of all) {
    if (index < first) first = index;
    if (index > last) last = index;
  }
  if (last < 0) return emptyActions(catalog);
  const from = first >>> 5;
  const words = new Uint32Array((last >>> 5) - from + 1);
  for (const index of all) {
    const at = (index >>> 5) - from;
    words[at] = (words[at] ?? 0) | (1 << (index & 31));
  }
  return { size: catalog.actionCount, from, words, unmatched: NO_NAMES };
}

/** What a list of patterns (the values of `Action`) matches; for `NotAction` take the complement. */
export function actionsOf(catalog: KernelCatalog, patterns: readonly string[]): ActionSet {
  const indices: number[] = [];
  const sets: ActionSet[] = [];
  for (const pattern of patterns) {
    const index = /[*?]/.test(pattern) ? undefined : catalog.actionIndex(pattern);
    if (index === undefined) sets.push(matchAction(catalog, pattern));
    else indices.push(index);
  }
  return unionActions(actionsAt(catalog, indices), ...sets);
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
  return remember(catalog.policyMemo?.actions, lower, (own) => matchWildcard(catalog, own));
}

/** The same actions of the catalogue with other names that it does not know. */
export function withNames({ size, from, words }: ActionSet, unmatched: ActionSet['unmatched']): ActionSet {
  return { size, from, words, unmatched };
}

export function unionActions(first: ActionSet, ...others: readonly ActionSet[]): ActionSet {
  let { from, unmatched } = first;
  let end = first.words.length === 0 ? 0 : from + first.words.length;
  let only: ActionSet | undefined = first;
  for (const other of others) {
    unmatched = uniteNames(unmatched, other.unmatched);
    if (other.words.length === 0) continue;
    only = end === 0 || only === other ? other : undefined;
    from = end === 0 ? other.from : Math.min(from, other.from);
    end = Math.max(end, other.from + other.words.length);
  }
  // Bits are shared where one set has them all: those of several services are long.
  if (only !== undefined) return only.unmatched === unmatched ? only : withNames(only, unmatched);
  const words = new Uint32Array(end - from);
  addBits(words, from, first);
  for (const other of others) addBits(words, from, other);
  return { size: first.size, from, words, unmatched };
}

export function intersectActions(left: ActionSet, right: ActionSet): ActionSet {
  const unmatched = intersectNames(left.unmatched, right.unmatched);
  const from = Math.max(left.from, right.from);
  const end = Math.min(left.from + left.words.length, right.from + right.words.length);
  if (end <= from) return { size: left.size, from: 0, words: NO_WORDS, unmatched };
  const words = left.words.slice(from - left.from, end - left.from);
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & wordAt(right, from + i);
  return { size: left.size, from, words, unmatched };
}

/** What is in `left` and not in `right`. */
export function subtractActions(left: ActionSet, right: ActionSet): ActionSet {
  const words = left.words.slice();
  for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) & ~wordAt(right, left.from + i);
  return { size: left.size, from: left.from, words, unmatched: intersectNames(left.unmatched, complementNames(right.unmatched)) };
}

/** Whether an action of the catalogue is in both. */
export function shareActions(left: ActionSet, right: ActionSet): boolean {
  for (let i = 0; i < left.words.length; i++) if (((left.words[i] ?? 0) & wordAt(right, left.from + i)) !== 0) return true;
  return false;
}

/** Whether the catalogue's actions of `right` are all in `left`. */
export function containsActions(left: ActionSet, right: ActionSet): boolean {
  for (let i = 0; i < right.words.length; i++) if (((right.words[i] ?? 0) & ~wordAt(left, right.from + i)) !== 0) return false;
  return true;
}

export function complementActions(set: ActionSet): ActionSet {
  const words = new Uint32Array((set.size + 31) >>> 5);
  for (let i = 0; i < words.length; i++) words[i] = ~wordAt(set, i);
  const last = words.length - 1;
  // Bits beyond the last action stay 0.
  if (last >= 0 && (set.size & 31) !== 0) words[last] = (words[last] ?? 0) & ((1 << (set.size & 31)) - 1);
  return { size: set.size, from: 0, words, unmatched: complementNames(set.unmatched) };
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
  return isNoName(set.unmatched) && !hasActions(set);
}

/** Whether an action of the catalogue is in it. */
export function hasActions({ words }: ActionSet): boolean {
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return true;
  return false;
}

export function hasAction(set: ActionSet, index: number): boolean {
  return ((wordAt(set, index >>> 5) >>> (index & 31)) & 1) === 1;
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
    const base = (set.from + i) << 5;
    for (let rest = set.words[i] ?? 0; rest !== 0; rest &= rest - 1) indices.push(base + 31 - Math.clz32(rest & -rest));
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
  const exact = catalog.service(prefix);
  const services = /[*?]/.test(prefix) ? catalog.services.filter((service) => matchesGlob(prefix, service.prefix)) : exact ? [exact] : [];
  const found: number[] = [];
  for (const service of services) {
    const pattern = `${service.prefix}:${lower.slice(colon + 1)}`;
    for (let index = service.first; index < service.first + service.count; index++) {
      if (matchesGlob(pattern, lowerName(catalog, index))) found.push(index);
    }
  }
  return found.length > 0 ? actionsAt(catalog, found) : nameOnly(catalog, lower);
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
  return withNames(emptyActions(catalog), { names: new Set([lower]), complement: false });
}

/** A word of the catalogue's, 0 where the set has none. */
function wordAt({ from, words }: ActionSet, index: number): number {
  return words[index - from] ?? 0;
}

function addBits(words: Uint32Array, from: number, more: ActionSet): void {
  const shift = more.from - from;
  for (let i = 0; i < more.words.length; i++) words[i + shift] = (words[i + shift] ?? 0) | (more.words[i] ?? 0);
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
