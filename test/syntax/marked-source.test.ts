import { describe, expect, test } from 'vitest';
import { drawFindings, parseMarked } from '../support/marked-source.ts';

describe('a marked source', () => {
  test('is read into text, cursor and marks', () => {
    expect(parseMarked('a: b$0c\n   ^^ one\n^ two\nd: e\n ^^^\n')).toEqual({
      text: 'a: bc\nd: e\n',
      cursor: 4,
      marks: [
        { start: 3, end: 5, message: 'one' },
        { start: 0, end: 1, message: 'two' },
        { start: 7, end: 10, message: '' },
      ],
    });
  });

  test('has marks that reach to the end of their line', () => {
    expect(parseMarked('a: bc\n ^… x\n').marks).toEqual([{ start: 1, end: 5, message: 'x' }]);
  });

  test('has one cursor', () => {
    expect(() => parseMarked('$0\n$0')).toThrow('one cursor');
  });
});

describe('findings are drawn', () => {
  test('in order, each under its line', () => {
    const text = 'a: bc\r\nd: e';
    const findings = [
      { start: 10, end: 11, message: 'last' },
      { start: 3, end: 5, message: 'second' },
      { start: 0, end: 1, message: 'first' },
      { start: 3, end: 5, message: 'also' },
    ];
    expect(drawFindings(text, findings)).toBe('a: bc\r\n^ first\n   ^^ also\n   ^^ second\nd: e\n   ^ last\n');
  });

  test('to the end of the first line where they span lines, and one caret wide where they are empty', () => {
    const findings = [
      { start: 3, end: 9, message: 'long' },
      { start: 5, end: 5, message: 'empty' },
    ];
    expect(drawFindings('a: bc\nd: e\n', findings)).toBe('a: bc\n   ^^… long\n     ^ empty\nd: e\n');
  });

  test('as they were read', () => {
    const marked = 'a: b\n   ^ one\nc: d\n^^ two\n';
    const { text, marks } = parseMarked(marked);
    expect(drawFindings(text, marks)).toBe(marked);
  });

  test('not at all where there are none', () => {
    expect(drawFindings('a\nb', [])).toBe('a\nb');
    expect(drawFindings('', [{ start: 0, end: 0, message: 'x' }])).toBe('^ x\n');
  });
});
