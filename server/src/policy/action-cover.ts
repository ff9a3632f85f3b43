import { compareTexts } from '../syntax/compare-texts.ts';

/** A readable pattern that matches several of a service's action names. */
export interface NamePattern {
  readonly pattern: string;
  /** Positions of the names that it matches. */
  readonly positions: readonly number[];
}

/** Every pattern of `Get*`, `GetObject*`, `*Object` and `Get*Acl`, cut at words of the names, that matches two of them at least. */
export function findNamePatterns(names: readonly string[]): readonly NamePattern[] {
  const index = indexNames(names);
  const starts = sharedLengths(index.forward);
  const ends = sharedLengths(index.backward);
  const patterns = names.flatMap((name, position) => readablePatterns(name, starts[position] ?? 0, ends[position] ?? 0));
  return [...new Set(patterns)].flatMap((pattern) => {
    const positions = matchesOf(pattern.toLowerCase(), index);
    return positions.length > 1 ? [{ pattern, positions }] : [];
  });
}

/**
 * A short list of patterns that match exactly these of a service's action names, sorted. `own` are positions in `names`, ascending, and
 * `patterns` those to choose from. The greedy cover: again and again the pattern that adds most; a name where no pattern adds two.
 */
export function coverNames(names: readonly string[], own: readonly number[], patterns: readonly NamePattern[]): readonly string[] {
  const missing = new Uint8Array(names.length);
  for (const position of own) missing[position] = 1;
  const candidates = patterns
    .filter(({ positions }) => positions.every((position) => missing[position] === 1))
    .map((pattern): Candidate => ({ ...pattern, gain: pattern.positions.length }));
  const chosen: NamePattern[] = [];
  for (let best = findBest(candidates, missing); best !== undefined; best = findBest(candidates, missing)) {
    chosen.push(best);
    for (const position of best.positions) missing[position] = 0;
  }
  for (const position of own) if (missing[position] === 1) chosen.push({ pattern: names[position] ?? '', positions: [position] });
  return withoutRedundant(chosen)
    .map(({ pattern }) => pattern)
    .sort();
}

interface Candidate extends NamePattern {
  /** How many of its names were still missing when it was last counted; never less than now. */
  gain: number;
}

/** The candidate that adds most, at least two; of several the plainest, of these the first. */
function findBest(candidates: readonly Candidate[], missing: Uint8Array): Candidate | undefined {
  let best: Candidate | undefined;
  let most = 1;
  for (const candidate of candidates) {
    if (candidate.gain < most) continue;
    candidate.gain = 0;
    for (const position of candidate.positions) candidate.gain += missing[position] ?? 0;
    const { gain } = candidate;
    if (gain > most || (gain === most && best !== undefined && isPlainer(candidate.pattern, best.pattern))) {
      best = candidate;
      most = gain;
    }
  }
  return best;
}

/** A later choice can make an earlier one needless. */
function withoutRedundant(chosen: readonly NamePattern[]): readonly NamePattern[] {
  const times = new Map<number, number>();
  for (const { positions } of chosen) for (const position of positions) times.set(position, (times.get(position) ?? 0) + 1);
  return chosen.filter(({ positions }) => {
    if (positions.some((position) => times.get(position) === 1)) return true;
    for (const position of positions) times.set(position, (times.get(position) ?? 1) - 1);
    return false;
  });
}

interface NameIndex {
  /** Sorted by the name. */
  readonly forward: readonly Entry[];
  /** Sorted by the name read backwards. */
  readonly backward: readonly Entry[];
}

interface Entry {
  readonly key: string;
  /** The name in lower case. */
  readonly lower: string;
  readonly position: number;
}

function indexNames(names: readonly string[]): NameIndex {
  const lower = names.map((name) => name.toLowerCase());
  const sorted = (keyOf: (name: string) => string): readonly Entry[] =>
    lower.map((name, position) => ({ key: keyOf(name), lower: name, position })).sort((a, b) => compareTexts(a.key, b.key));
  return { forward: sorted((name) => name), backward: sorted(reverse) };
}

/** Positions of what a pattern of one star in lower case matches. */
function matchesOf(pattern: string, { forward, backward }: NameIndex): readonly number[] {
  const star = pattern.indexOf('*');
  const start = pattern.slice(0, star);
  const end = pattern.slice(star + 1);
  const [entries, first] = start === '' ? [backward, reverse(end)] : [forward, start];
  const positions: number[] = [];
  for (let i = findFirst(entries, first); i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined || !entry.key.startsWith(first)) break;
    if (start !== '' && (entry.lower.length < pattern.length - 1 || !entry.lower.endsWith(end))) continue;
    positions.push(entry.position);
  }
  return positions;
}

/** Place of the first entry that is not before `start`. */
function findFirst(entries: readonly Entry[], start: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.key ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many letters of its key each entry has in common with another one, by position. */
function sharedLengths(entries: readonly Entry[]): readonly number[] {
  const lengths: number[] = [];
  let before = 0;
  for (const [i, { key, position }] of entries.entries()) {
    const next = entries[i + 1]?.key ?? '';
    let after = 0;
    while (after < key.length && key[after] === next[after]) after++;
    lengths[position] = Math.max(before, after);
    before = after;
  }
  return lengths;
}

/**
 * `Get*`, `GetObject*`, `*Object`, `Get*Acl`: one star, cut between words; only of starts and ends that another name has too, no longer than
 * these.
 */
function readablePatterns(name: string, longestStart: number, longestEnd: number): readonly string[] {
  const cuts: number[] = [];
  for (const word of wordsOf(name)) cuts.push((cuts.at(-1) ?? 0) + word.length);
  const first = name.slice(0, cuts[0]);
  const starts = cuts.filter((cut) => cut <= longestStart).map((cut) => `${name.slice(0, cut)}*`);
  const ends = cuts.slice(0, -1).filter((cut) => name.length - cut <= longestEnd);
  const isShared = first.length <= longestStart;
  return [
    ...starts,
    ...ends.flatMap((cut) => (isShared ? [`*${name.slice(cut)}`, `${first}*${name.slice(cut)}`] : [`*${name.slice(cut)}`])),
  ];
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

function reverse(text: string): string {
  return [...text].reverse().join('');
}
