import { describe, expect, test } from 'vitest';
import type { Node, ScalarNode } from '../../server/src/syntax/node.ts';
import { findValue } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import type { Parsed } from '../../server/src/syntax/source.ts';
import { sourceRange, textOf } from '../../server/src/syntax/source.ts';

function asScalar(node: Node | undefined): ScalarNode {
  if (node?.kind !== 'scalar') throw new Error('a scalar is expected');
  return node;
}

/** The text in the document of a word of a scalar's decoded value. */
function locate(parsed: Parsed, scalar: ScalarNode, word: string): string {
  const at = scalar.value.indexOf(word);
  if (at < 0) throw new Error(`${word} is not in ${scalar.value}`);
  return textOf(parsed.source, sourceRange(scalar, at, at + word.length));
}

describe('a scalar leads from decoded text to the document', () => {
  test.each([
    ['plain', 'a: one two', 'one two', [['two', 'two']]],
    [
      'plain over lines',
      'a: one\n  two\n\n  three\n',
      'one two\nthree',
      [
        ['one', 'one'],
        ['two', 'two'],
        ['three', 'three'],
        ['one two', 'one\n  two'],
      ],
    ],
    [
      'single quotes',
      "a: 'it''s  x'",
      "it's  x",
      [
        ["it's", "it''s"],
        ['x', 'x'],
        ['s', 's'],
      ],
    ],
    [
      'single quotes over lines',
      "a: 'b\n\n  c''\n  d'",
      "b\nc' d",
      [
        ['b', 'b'],
        ["c'", "c''"],
        ['d', 'd'],
      ],
    ],
    [
      'double quotes',
      'a: "b\\tc\\u0041\\U0001F600d\\x2ee\\/f"',
      'b\tcA😀d.e/f',
      [
        ['b', 'b'],
        ['c', 'c'],
        ['A', '\\u0041'],
        ['d', 'd'],
        ['.e', '\\x2ee'],
        ['f', 'f'],
        ['\t', '\\t'],
      ],
    ],
    [
      'double quotes over lines',
      'a: "b \n  c\\\n  d\n\n  e"',
      'b cd\ne',
      [
        ['b', 'b'],
        ['c', 'c'],
        ['d', 'd'],
        ['e', 'e'],
      ],
    ],
    [
      'an escaped quote',
      'a: "b\\"c\\\\"',
      'b"c\\',
      [
        ['"', '\\"'],
        ['c', 'c'],
        ['\\', '\\\\'],
      ],
    ],
    [
      'literal',
      'a: |\n    b\n      c\n\n    d\n',
      'b\n  c\n\nd\n',
      [
        ['b', 'b'],
        ['  c', '  c'],
        ['c', 'c'],
        ['d', 'd'],
      ],
    ],
    [
      'literal, indentation given',
      'a: |1\n   b\n  c\n',
      '  b\n c\n',
      [
        ['  b', '  b'],
        [' c', ' c'],
      ],
    ],
    ['literal, kept', 'a: |+\n  b\n\n\nc: d\n', 'b\n\n\n', [['b', 'b']]],
    ['literal, stripped', 'a: |-\n  b\n\n', 'b', [['b', 'b']]],
    [
      'folded',
      'a: >\n  b\n  c\n\n  d\n    e\n  f\n',
      'b c\nd\n  e\nf\n',
      [
        ['b', 'b'],
        ['c', 'c'],
        ['d', 'd'],
        ['  e', '  e'],
        ['f', 'f'],
        ['b c', 'b\n  c'],
      ],
    ],
    ['folded, stripped', 'a: >-\n  b\n  c\n', 'b c', [['c', 'c']]],
    [
      'CRLF',
      'a: |\r\n  b\r\n  c\r\nd: e',
      'b\nc\n',
      [
        ['b', 'b'],
        ['c', 'c'],
      ],
    ],
  ] as const)('%s', (_, text, value, words) => {
    const parsed = parseDocument('file:///a.yaml', text, 'yaml');
    const scalar = asScalar(findValue(parsed.tree, 'a'));
    expect(scalar.value).toBe(value);
    expect(words.map(([word]) => [word, locate(parsed, scalar, word)])).toEqual(words);
    expect(parsed.problems).toEqual([]);
  });

  test('and ends of words stop before line breaks', () => {
    const parsed = parseDocument('file:///a.yaml', 'a: one\n  two\n', 'yaml');
    expect(locate(parsed, asScalar(findValue(parsed.tree, 'a')), 'one')).toBe('one');
  });

  test('in JSON too', () => {
    const parsed = parseDocument('file:///a.json', '{"a": "b\\"c\\u0041 d"}', 'json');
    const scalar = asScalar(findValue(parsed.tree, 'a'));
    expect(scalar.value).toBe('b"cA d');
    expect(['b', '"', 'c', 'A', 'd'].map((word) => locate(parsed, scalar, word))).toEqual(['b', '\\"', 'c', '\\u0041', 'd']);
  });
});
