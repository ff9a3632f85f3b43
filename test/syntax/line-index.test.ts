import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';

const text = 'ab\ncd\r\n😀e\rf\n';
const index = createLineIndex(text);

test('lines end at LF, CRLF and CR', () => {
  expect(index.lineCount).toBe(5);
  expect([0, 1, 2, 3, 4].map((line) => index.lineRange(line)).map(({ start, end }) => text.slice(start, end))).toEqual([
    'ab',
    'cd',
    '😀e',
    'f',
    '',
  ]);
});

test('every offset leads to a position and back', () => {
  for (let offset = 0; offset <= text.length; offset++) {
    const position = index.position(offset);
    const inBreak = text[offset] === '\n' && text[offset - 1] === '\r';
    expect(index.offset(position)).toBe(inBreak ? offset - 1 : offset);
  }
  expect(index.position(9)).toEqual({ line: 2, character: 2 });
});

test('what lies outside is taken as the nearest inside', () => {
  expect(index.position(-1)).toEqual({ line: 0, character: 0 });
  expect(index.position(1000)).toEqual({ line: 4, character: 0 });
  expect(index.offset({ line: 1, character: 50 })).toBe(5);
  expect(index.offset({ line: 50, character: 0 })).toBe(text.length);
  expect(index.offset({ line: -1, character: 3 })).toBe(0);
  expect(createLineIndex('').position(0)).toEqual({ line: 0, character: 0 });
});

test('the index of an edited text is that of the text', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '😀'), maxLength: 8 });
  const edit = fc.tuple(fc.nat(40), fc.nat(6), piece);
  fc.assert(
    fc.property(piece, piece, fc.array(edit, { maxLength: 6 }), (head, tail, edits) => {
      let current = head + tail;
      let lines = createLineIndex(current);
      for (const [at, length, written] of edits) {
        const start = Math.min(at, current.length);
        const oldEnd = Math.min(start + length, current.length);
        current = current.slice(0, start) + written + current.slice(oldEnd);
        lines = lines.edited({ start, oldEnd, newEnd: start + written.length }, current);
      }
      const fresh = createLineIndex(current);
      expect(lines.lineCount).toBe(fresh.lineCount);
      for (let offset = 0; offset <= current.length; offset++) expect(lines.position(offset)).toEqual(fresh.position(offset));
      for (let line = 0; line < fresh.lineCount; line++) expect(lines.lineRange(line)).toEqual(fresh.lineRange(line));
    }),
  );
});
