import type { Service } from '../catalog/catalog.ts';
import type { ActionSet } from './action-set.ts';
import { actionIndices, hasAction } from './action-set.ts';
import type { KernelCatalog } from './kernel.ts';

/** The set as an explicit list: full names of its actions in alphabetical order, then the names that match nothing known. */
export function renderActions(catalog: KernelCatalog, set: ActionSet): readonly string[] {
  return [...actionIndices(set).map((index) => catalog.actionName(index)), ...unmatchedNames(set)];
}

/** Patterns of the set that match nothing known, in lower case and sorted; of a complement none. */
export function unmatchedNames(set: ActionSet): readonly string[] {
  return set.unmatched.complement ? [] : [...set.unmatched.names].sort();
}

/**
 * A short list of patterns that match exactly the set, over the catalogue of its date; never longer than `renderActions`. Patterns are
 * readable ones: `s3:Get*`, `s3:GetObject*`, `s3:*Object`, cut at words of the name. A whole service is written `s3:*` only if
 * `wholeServices` is true, for a whole service is what a wildcard fix wants to be rid of.
 */
export function shortPatterns(
  catalog: KernelCatalog,
  set: ActionSet,
  options: { readonly wholeServices?: boolean } = {},
): readonly string[] {
  const patterns = partsOf(catalog, set).flatMap((part) => coverService(catalog, part, set, options.wholeServices === true));
  return [...patterns, ...unmatchedNames(set)];
}

/** What of a set belongs to one service: numbers, ascending. */
interface Part {
  readonly service: Service;
  readonly indices: readonly number[];
}

/** The services that have actions in the set. */
function partsOf(catalog: KernelCatalog, set: ActionSet): readonly Part[] {
  const all = actionIndices(set);
  const parts: Part[] = [];
  let from = 0;
  for (const service of catalog.services) {
    let to = from;
    while (to < all.length && (all[to] ?? 0) < service.first + service.count) to++;
    if (to > from) parts.push({ service, indices: all.slice(from, to) });
    from = to;
  }
  return parts;
}

interface Candidate {
  /** Without the service. */
  readonly pattern: string;
  readonly indices: readonly number[];
}

/** The greedy cover: again and again the pattern that adds most; a name where no pattern adds two. */
function coverService(catalog: KernelCatalog, { service, indices: own }: Part, set: ActionSet, whole: boolean): readonly string[] {
  const candidates = findCandidates(catalog, { service, indices: own }, set, whole);
  const rest = new Set(own);
  const chosen: Candidate[] = [];
  for (;;) {
    let best: Candidate | undefined;
    let most = 1;
    for (const candidate of candidates) {
      const gain = candidate.indices.reduce((count, index) => count + (rest.has(index) ? 1 : 0), 0);
      if (gain > most || (gain === most && best !== undefined && isPlainer(candidate.pattern, best.pattern))) {
        best = candidate;
        most = gain;
      }
    }
    if (best === undefined) break;
    chosen.push(best);
    for (const index of best.indices) rest.delete(index);
  }
  for (const index of rest) chosen.push({ pattern: nameOf(catalog.actionName(index)), indices: [index] });
  return withoutRedundant(chosen)
    .map(({ pattern }) => `${service.prefix}:${pattern}`)
    .sort();
}

/** A later choice can make an earlier one needless. */
function withoutRedundant(chosen: readonly Candidate[]): readonly Candidate[] {
  const times = new Map<number, number>();
  for (const { indices } of chosen) for (const index of indices) times.set(index, (times.get(index) ?? 0) + 1);
  return chosen.filter(({ indices }) => {
    if (indices.some((index) => times.get(index) === 1)) return true;
    for (const index of indices) times.set(index, (times.get(index) ?? 1) - 1);
    return false;
  });
}

/** Readable patterns of the service whose every match is in the set. */
function findCandidates(catalog: KernelCatalog, { service, indices: own }: Part, set: ActionSet, whole: boolean): readonly Candidate[] {
  if (own.length < 2) return [];
  const names = Array.from({ length: service.count }, (_, i) => nameOf(catalog.actionName(service.first + i)));
  const patterns = new Set(own.flatMap((index) => readablePatterns(names[index - service.first] ?? '')));
  if (whole) patterns.add('*');
  const entries = names.map((name, i) => ({ lower: name.toLowerCase(), index: service.first + i }));
  entries.sort((a, b) => (a.lower < b.lower ? -1 : 1));
  const candidates: Candidate[] = [];
  for (const pattern of patterns) {
    const indices = matchesOf(pattern.toLowerCase(), entries, set);
    if (indices.length > 1) candidates.push({ pattern, indices });
  }
  return candidates;
}

interface Entry {
  readonly lower: string;
  readonly index: number;
}

/** Numbers of what the pattern matches among entries sorted by name, ascending; empty where a match is not in the set. */
function matchesOf(pattern: string, entries: readonly Entry[], set: ActionSet): readonly number[] {
  const star = pattern.indexOf('*');
  const start = pattern.slice(0, star);
  const end = pattern.slice(star + 1);
  const indices: number[] = [];
  for (let i = findFirst(entries, start); i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined || !entry.lower.startsWith(start)) break;
    if (entry.lower.length < pattern.length - 1 || !entry.lower.endsWith(end)) continue;
    if (!hasAction(set, entry.index)) return [];
    indices.push(entry.index);
  }
  return indices.sort((a, b) => a - b);
}

/** Position of the first entry that is not before `start`. */
function findFirst(entries: readonly Entry[], start: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.lower ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `Get*`, `GetObject*`, `*Object`, `Get*Acl`: one star, cut between words. */
function readablePatterns(name: string): readonly string[] {
  const words = wordsOf(name);
  const prefixes = words.map((_, i) => `${words.slice(0, i + 1).join('')}*`);
  const suffixes = words.slice(1).flatMap((_, i) => {
    const suffix = words.slice(i + 1).join('');
    return [`*${suffix}`, `${words[0]}*${suffix}`];
  });
  return [...prefixes, ...suffixes];
}

/** `GetObjectACL` → Get, Object, ACL. */
function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+/g) ?? [name];
}

/** A prefix is plainer than a suffix, a suffix than both; then the longer one, which says more. */
function isPlainer(left: string, right: string): boolean {
  const difference = rank(left) - rank(right);
  return difference !== 0 ? difference < 0 : left.length > right.length;
}

function rank(pattern: string): number {
  if (pattern.endsWith('*')) return 0;
  return pattern.startsWith('*') ? 1 : 2;
}

function nameOf(fullName: string): string {
  return fullName.slice(fullName.indexOf(':') + 1);
}
