import type { Edit } from '../edit/edit.ts';
import type { Effect, Fix } from './rule.ts';

export interface FixOptions {
  /** Offered first, and applied by fix-all where its effect allows it. */
  readonly preferred?: boolean;
  /** False keeps a preferred fix out of fix-all: wildcards, guesses by edit distance, unwrapping (`semantics.md` 4). */
  readonly fixAll?: boolean;
}

/** A fix; the title of one that widens says so, whatever its author wrote. */
export function createFix(title: string, effect: Effect, edits: () => readonly Edit[], options: FixOptions = {}): Fix {
  const said = effect === 'widens' && !/\bwidens\b/.test(title) ? `${title} (widens permissions)` : title;
  return { title: said, effect, preferred: options.preferred ?? false, fixAll: options.fixAll ?? true, edits };
}

/** Whether fix-all may apply it: preferred, and `equal` or `repairs`. */
export function isForFixAll(fix: Fix): boolean {
  return fix.preferred && fix.fixAll && (fix.effect === 'equal' || fix.effect === 'repairs');
}
