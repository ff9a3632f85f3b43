import { describe, expect, test } from 'vitest';
import { drawExcerpt } from '../../server/src/cli/output/excerpt.ts';
import { displayWidth, printable } from '../../server/src/cli/output/printable.ts';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';

/** The lines of the stretch between `«` and `»` with their carets. */
function draw(marked: string): string {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '').replace('»', '');
  const range = { start, end: marked.indexOf('»') - 1 };
  return drawExcerpt(text, createLineIndex(text), range, 3)
    .map(({ text: line, before, width }) => `${line}\n${' '.repeat(before)}${'^'.repeat(width)}`)
    .join('\n');
}

describe('an excerpt', () => {
  test('underlines a stretch of a line', () => {
    expect(draw('a: 1\nb: «two»\nc: 3')).toBe('b: two\n   ^^^');
  });

  test('of nothing has one caret', () => {
    expect(draw('a: «»')).toBe('a: \n   ^');
  });

  test('takes a tab as four columns and an emoji as two', () => {
    expect(draw('\t🪣é: «x🪣»')).toBe('    🪣é: x🪣\n         ^^^');
  });

  test('of several lines shows the first three, without their indent and blank lines', () => {
    expect(draw('a:\n  «b: 1\n\n  c: 2\n  d: 3\n»')).toBe('  b: 1\n  ^^^^\n  c: 2\n  ^^^^');
  });

  test('keeps the ends of CRLF lines out', () => {
    expect(draw('«a: 1\r\nb: 2»\r\n')).toBe('a: 1\n^^^^\nb: 2\n^^^^');
  });

  test('of a long line shows what is around it', () => {
    const drawn = draw(`${'x'.repeat(1000)}«here»${'y'.repeat(1000)}`);
    expect(drawn).toBe(`…${'x'.repeat(40)}here${'y'.repeat(116)}…\n${' '.repeat(41)}^^^^`);
  });
});

describe('what a terminal shows', () => {
  test('has no control characters and no direction marks', () => {
    expect(printable('a\u001B[31mb\u0007\u009Bc\u202Ed\te')).toBe('a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd    e');
  });

  test('is as wide as its characters', () => {
    expect(['ab', '漢字', 'e\u0301', '🪣', ''].map(displayWidth)).toEqual([2, 4, 1, 2, 0]);
  });
});
