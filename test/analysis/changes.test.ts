import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findChanges } from '../../server/src/analysis/changes.ts';
import { applySpans } from '../../server/src/edit/apply.ts';

describe('changes between two texts', () => {
  test.each([
    ['a\nb\nc\nd\n', 'a\nB\nc\nD\n', ['2-3 B', '6-7 D']],
    ['Resource: *\n', "Resource: '*'\n", ["10-11 '*'"]],
    ['a\nb\n', 'a\nx\nb\n', ['2-2 x\n']],
    ['a\nx\nb\n', 'a\nb\n', ['2-4 ']],
    ['a\r\nb\r\n', 'a\r\nc\r\nb\r\n', ['3-3 c\r\n']],
    ['a\r\n', 'a\n', ['1-3 \n']],
    ['a: 😀\n', 'a: 😁\n', ['3-5 😁']],
    ['a\nb', 'a\nb\n', ['3-3 \n']],
    ['', 'a\n', ['0-0 a\n']],
    ['a\n', 'a\n', []],
  ])('%j to %j', (before, after, expected) => {
    expect(findChanges(before, after).map(({ start, end, text }) => `${start}-${end} ${text}`)).toEqual(expected);
  });

  test('apply to the text before, in its order, and never overlap or touch half a character or line break', () => {
    const line = fc.constantFrom('a', 'b', 'aa', '  - x', '😀', '😁😀', '');
    const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 }).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = findChanges(before, after);
        expect(applySpans(before, changes)).toBe(after);
        for (const [index, { start, end }] of changes.entries()) {
          expect(start).toBeGreaterThanOrEqual(index === 0 ? 0 : (changes[index - 1]?.end ?? 0) + 1);
          for (const at of [start, end]) expect(before.slice(at - 1, at + 1)).not.toMatch(/^(?:\r\n|[\uD83D][\uDE00-\uDE01])$/);
        }
      }),
    );
  });

  test('of texts that have nothing in common are one', () => {
    const before = Array.from({ length: 3000 }, (_, line) => `old ${line}\n`).join('');
    const after = Array.from({ length: 3000 }, (_, line) => `new ${line}\n`).join('');
    const changes = findChanges(before, after);
    expect(changes).toHaveLength(1);
    expect(applySpans(before, changes)).toBe(after);
  });
});
