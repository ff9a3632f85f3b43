import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findStretches, grownBy, spanOf } from '../../server/src/analysis/stretches.ts';
import type { TextEdit } from '../../server/src/syntax/source.ts';

const edits = fc.array(fc.tuple(fc.nat(99), fc.nat(5), fc.string({ maxLength: 5 })), { maxLength: 8 });

test('the stretches of edits, made in their order, lead to the same text', () => {
  fc.assert(
    fc.property(edits, (list) => {
      const before = [...Array(60).keys()].map((number) => String.fromCharCode(0x4e00 + number)).join('');
      const { text, made } = makeEdits(before, list);
      const stretches = findStretches(made);
      let now = before;
      for (const { start, oldEnd, newEnd } of stretches) now = now.slice(0, start) + text.slice(start, newEnd) + now.slice(oldEnd);
      expect(now).toBe(text);
      expect(before.length + grownBy(stretches)).toBe(text.length);
      const span = spanOf(stretches);
      expect(before.slice(0, span.start) + text.slice(span.start, span.newEnd) + before.slice(span.oldEnd)).toBe(text);
    }),
  );
});

test('what stands between two places is in no stretch', () => {
  const first = { start: 10, oldEnd: 12, newEnd: 11 };
  const second = { start: 50, oldEnd: 50, newEnd: 53 };
  expect(findStretches([second, first])).toEqual([first, { start: 49, oldEnd: 49, newEnd: 52 }]);
  expect(findStretches([first, { start: 40, oldEnd: 40, newEnd: 41 }])).toHaveLength(2);
  expect(findStretches([first, { start: 11, oldEnd: 11, newEnd: 12 }])).toEqual([{ start: 10, oldEnd: 12, newEnd: 12 }]);
});

function makeEdits(before: string, list: readonly (readonly [number, number, string])[]): { text: string; made: readonly TextEdit[] } {
  let text = before;
  const made = list.map(([at, removed, written]) => {
    const start = Math.min(at, text.length);
    const oldEnd = Math.min(start + removed, text.length);
    text = text.slice(0, start) + written + text.slice(oldEnd);
    return { start, oldEnd, newEnd: start + written.length };
  });
  return { text, made };
}
