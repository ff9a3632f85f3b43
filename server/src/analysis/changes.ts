import { diffLines } from 'diff';
import type { TextChange } from './answers.ts';

/** Lines that may differ before two texts are taken for wholly different. */
const MAXIMUM_DISTANCE = 2000;

/**
 * What makes `after` of `before`: one change for each run of lines that differ, cut to the characters that do, so that cursors and
 * folds outside of it stay. In the order of the text, never overlapping; no change begins or ends inside a character or a line break.
 */
export function findChanges(before: string, after: string): readonly TextChange[] {
  const parts = diffLines(before, after, { maxEditLength: MAXIMUM_DISTANCE });
  if (parts === undefined) return cut(before, { start: 0, end: before.length, text: after });
  const changes: TextChange[] = [];
  let at = 0;
  for (let index = 0; index < parts.length; ) {
    const start = at;
    let text = '';
    for (let part = parts[index]; part !== undefined && (part.added || part.removed); part = parts[++index]) {
      if (part.added) text += part.value;
      else at += part.value.length;
    }
    if (at > start || text !== '') changes.push(...cut(before, { start, end: at, text }));
    const same = parts[index];
    if (same === undefined) break;
    at += same.value.length;
    index++;
  }
  return changes;
}

/** The change without what it leaves as it is at its two ends; none where it leaves everything. */
function cut(before: string, { start, end, text }: TextChange): readonly TextChange[] {
  const old = before.slice(start, end);
  const shorter = Math.min(old.length, text.length);
  let head = 0;
  while (head < shorter && old[head] === text[head]) head++;
  while (head > 0 && (isInside(old, head) || isInside(text, head))) head--;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  while (tail > 0 && (isInside(old, old.length - tail) || isInside(text, text.length - tail))) tail--;
  if (head === old.length && head === text.length) return [];
  return [{ start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }];
}

/** Whether an offset parts the two halves of a character or of a line break. */
function isInside(text: string, offset: number): boolean {
  const before = text[offset - 1] ?? '';
  const after = text[offset] ?? '';
  return (before === '\r' && after === '\n') || (/[\uD800-\uDBFF]/.test(before) && /[\uDC00-\uDFFF]/.test(after));
}
