import { describe, expect, test } from 'vitest';
import { findNearest } from '../../server/src/lint/nearest.ts';
import { count, listNames, quote } from '../../server/src/lint/text.ts';

describe('did you mean', () => {
  const words: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['Acton', ['Action', 'NotAction'], 'Action'],
    ['action', ['Action'], 'Action'],
    ['resources', ['Resource', 'NotResource'], 'Resource'],
    ['asw', ['aws', 'aws-cn'], 'aws'],
    ['dyanmodb', ['dynamodb', 'dax'], 'dynamodb'],
    ['azure', ['aws', 'aws-cn'], undefined],
    ['Comment', ['Action', 'Condition'], undefined],
    ['x', ['Sid', 'Id'], undefined],
    ['', ['Id'], undefined],
    ['GetObject', [], undefined],
  ];
  test.each(words)('%j among %j', (written, candidates, expected) => expect(findNearest(written, candidates)).toBe(expected));
  test('the first of two that are equally near', () => expect(findNearest('GetX', ['GetA', 'GetB'])).toBe('GetA'));
  test('a long word is compared in no time', () => expect(findNearest('x'.repeat(100_000), ['Action'])).toBe(undefined));
});

describe('words of messages', () => {
  test('a long value keeps its start and its end', () => {
    const shown = quote(`arn:aws:dynamodb:eu-west-1:111122223333:table/${'Orders'.repeat(20)}/index/ByDate`);
    expect(shown).toHaveLength(62);
    expect(shown).toMatch(/^'arn:aws:dynamodb:eu-west-1:11112222….*\/index\/ByDate'$/);
  });
  test('a value is on one line', () => expect(quote('a\r\n\t b')).toBe("'a b'"));
  test('counts and lists', () => {
    expect([count(1, 'action'), count(2, 'action')]).toEqual(['1 action', '2 actions']);
    expect([listNames(['a', 'b', 'c']), listNames(['a', 'b', 'c', 'd']), listNames([])]).toEqual(['a, b, c', 'a, b, c and 1 more', '']);
    expect(listNames(['x'.repeat(100), 'b'])).toBe(`${'x'.repeat(35)}…${'x'.repeat(24)} and 1 more`);
  });
});
