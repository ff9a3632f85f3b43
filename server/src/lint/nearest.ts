import { distance } from 'fastest-levenshtein';

/**
 * The candidate nearest to what was written, without regard to letter case; `undefined` where none is near enough to be meant: a third
 * of the word at most, three letters at most. Two neighbours that changed places are one slip.
 */
export function findNearest(written: string, candidates: Iterable<string>): string | undefined {
  const lower = written.toLowerCase();
  const limit = Math.min(3, Math.ceil(lower.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - lower.length) >= bestDistance) continue;
    const current = isSwapped(lower, candidate.toLowerCase()) ? 1 : distance(lower, candidate.toLowerCase());
    if (current < bestDistance) {
      best = candidate;
      bestDistance = current;
    }
  }
  return best;
}

function isSwapped(left: string, right: string): boolean {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const swapped = `${left.slice(0, at)}${left[at + 1] ?? ''}${left[at] ?? ''}${left.slice(at + 2)}`;
  return left !== right && swapped === right;
}
