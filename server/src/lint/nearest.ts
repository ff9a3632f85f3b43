import { distance } from 'fastest-levenshtein';

/**
 * The candidate nearest to what was written, without regard to letter case; `undefined` where none is near enough to be meant: a third
 * of the word at most, three letters at most.
 */
export function findNearest(written: string, candidates: Iterable<string>): string | undefined {
  const lower = written.toLowerCase();
  const limit = Math.min(3, Math.ceil(lower.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - lower.length) >= bestDistance) continue;
    const current = distance(lower, candidate.toLowerCase());
    if (current < bestDistance) {
      best = candidate;
      bestDistance = current;
    }
  }
  return best;
}
