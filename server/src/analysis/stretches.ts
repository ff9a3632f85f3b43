import type { TextEdit } from '../syntax/source.ts';

/** How many places edits are told apart in: further ones are one stretch with what stands between. */
const MAXIMUM = 4;

/**
 * What edits made one after the other come to: stretches apart from each other in the order of the text, each in the offsets of the text in which those before it
 * are made. What stands between two stretches is as it was.
 */
export function findStretches(edits: readonly TextEdit[]): readonly TextEdit[] {
  const stretches = edits.reduce<readonly TextEdit[]>(addEdit, []);
  return stretches.length > MAXIMUM ? [spanOf(stretches)] : stretches;
}

/** The one stretch from the first to the last. */
export function spanOf(stretches: readonly TextEdit[]): TextEdit {
  const start = stretches[0]?.start ?? 0;
  const newEnd = stretches[stretches.length - 1]?.newEnd ?? 0;
  return { start, oldEnd: newEnd - grownBy(stretches), newEnd };
}

/** By how much the text is longer after them. */
export function grownBy(stretches: readonly TextEdit[]): number {
  return stretches.reduce((sum, { oldEnd, newEnd }) => sum + newEnd - oldEnd, 0);
}

/** Joins an edit with the stretches that it touches; those behind it move. */
function addEdit(stretches: readonly TextEdit[], edit: TextEdit): readonly TextEdit[] {
  const by = edit.newEnd - edit.oldEnd;
  const left = stretches.filter(({ newEnd }) => newEnd < edit.start);
  const right = stretches.filter(({ start }) => start > edit.oldEnd);
  const touched = stretches.slice(left.length, stretches.length - right.length);
  const end = Math.max(edit.oldEnd, ...touched.map(({ newEnd }) => newEnd));
  const start = Math.min(edit.start, ...touched.map((stretch) => stretch.start));
  const joined = { start, oldEnd: end - grownBy(touched), newEnd: end + by };
  return [...left, joined, ...right.map((one) => ({ start: one.start + by, oldEnd: one.oldEnd + by, newEnd: one.newEnd + by }))];
}
