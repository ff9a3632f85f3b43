/** The names of a service's actions in the orders in which patterns are looked up. */
interface NameIndex {
  readonly names: readonly string[];
  /** Sorted by the name in lower case. */
  readonly forward: readonly Entry[];
  /** Sorted by the name in lower case read backwards. */
  readonly backward: readonly Entry[];
}

interface Entry {
  readonly key: string;
  readonly lower: string;
  readonly position: number;
}

interface Candidate {
  readonly pattern: string;
  /** Positions of the names that it matches, at least two. */
  readonly positions: readonly number[];
  /** How many of them were still missing when it was last counted; never less than now. */
  gain: number;
}

/**
 * A short list of patterns that match exactly these of a service's action names, sorted. `own` are positions in `names`, ascending; with
 * `whole`, `*` may be one of the patterns. The greedy cover: again and again the pattern that adds most; a name where no pattern adds two.
 */
export function coverNames(names: readonly string[], own: readonly number[], whole: boolean): readonly string[] {
  const candidates = findCandidates(names, own, whole);
  const missing = flags(names.length, own);
  const chosen: Pick<Candidate, 'pattern' | 'positions'>[] = [];
  for (let best = findBest(candidates, missing); best !== undefined; best = findBest(candidates, missing)) {
    chosen.push(best);
    for (const position of best.positions) missing[position] = 0;
  }
  for (const position of own) if (missing[position] === 1) chosen.push({ pattern: names[position] ?? '', positions: [position] });
  return withoutRedundant(chosen)
    .map(({ pattern }) => pattern)
    .sort();
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
function withoutRedundant<T extends Pick<Candidate, 'positions'>>(chosen: readonly T[]): readonly T[] {
  const times = new Map<number, number>();
  for (const { positions } of chosen) for (const position of positions) times.set(position, (times.get(position) ?? 0) + 1);
  return chosen.filter(({ positions }) => {
    if (positions.some((position) => times.get(position) === 1)) return true;
    for (const position of positions) times.set(position, (times.get(position) ?? 1) - 1);
    return false;
  });
}

/** Readable patterns of the own names whose every match is an own name. */
function findCandidates(names: readonly string[], own: readonly number[], whole: boolean): readonly Candidate[] {
  if (own.length < 2) return [];
  const patterns = new Set(own.flatMap((position) => readablePatterns(names[position] ?? '')));
  if (whole) patterns.add('*');
  const index = indexNames(names);
  const allowed = flags(names.length, own);
  const candidates: Candidate[] = [];
  for (const pattern of patterns) {
    const positions = matchesOf(pattern.toLowerCase(), index, allowed);
    if (positions.length > 1) candidates.push({ pattern, positions, gain: positions.length });
  }
  return candidates;
}

function indexNames(names: readonly string[]): NameIndex {
  const lower = names.map((name) => name.toLowerCase());
  const sorted = (keyOf: (name: string) => string): readonly Entry[] =>
    lower.map((name, position) => ({ key: keyOf(name), lower: name, position })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { names, forward: sorted((name) => name), backward: sorted(reverse) };
}

/** Positions of what a pattern of one star in lower case matches; empty where a match is not allowed. */
function matchesOf(pattern: string, { forward, backward }: NameIndex, allowed: Uint8Array): readonly number[] {
  const star = pattern.indexOf('*');
  const start = pattern.slice(0, star);
  const end = pattern.slice(star + 1);
  const [entries, first] = start === '' ? [backward, reverse(end)] : [forward, start];
  const positions: number[] = [];
  for (let i = findFirst(entries, first); i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined || !entry.key.startsWith(first)) break;
    if (start !== '' && (entry.lower.length < pattern.length - 1 || !entry.lower.endsWith(end))) continue;
    if (allowed[entry.position] !== 1) return [];
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

/** 1 at these positions. */
function flags(size: number, positions: readonly number[]): Uint8Array {
  const found = new Uint8Array(size);
  for (const position of positions) found[position] = 1;
  return found;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
