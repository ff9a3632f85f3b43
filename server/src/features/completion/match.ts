/** The rank of what does not match at all. */
export const NOT_TYPED = 3;

/** How `wanted` holds what is typed, in any letter case: 0 at its start, 1 as a whole, 2 as letters in their order, which editors match too. */
export function matchRank(typed: string, wanted: string): number {
  const lower = wanted.toLowerCase();
  const letters = typed.toLowerCase();
  const whole = lower.indexOf(letters);
  if (whole >= 0) return whole === 0 ? 0 : 1;
  let at = 0;
  for (const letter of letters) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return NOT_TYPED;
  }
  return 2;
}
