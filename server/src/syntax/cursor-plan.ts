import type { TextPatch } from './patch.ts';

/** What stands for the word that an author is about to type at the cursor. */
export const placeholder = 'zLeastwiseCursor';

/** What to write into a half-typed text so that it reads as it will when the word at the cursor is finished. */
export interface CursorPlan {
  readonly patches: readonly TextPatch[];
  /** The quote that the cursor stands in. */
  readonly quote: '' | '"' | "'";
  /** The cursor is in JSON text inside a string. */
  readonly embedded?: true;
}
