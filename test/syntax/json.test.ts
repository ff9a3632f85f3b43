import { describe, expect, test } from 'vitest';
import { findValue } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { textOf } from '../../server/src/syntax/source.ts';
import { drawProblems, drawTree, findBrokenRanges } from '../support/tree-picture.ts';

function check(text: string, tree: string, picture: string): void {
  const parsed = parseDocument('file:///policy.json', text, 'json');
  expect(drawTree(parsed.tree)).toBe(tree);
  expect(drawProblems(parsed)).toBe(picture);
  expect(findBrokenRanges(parsed)).toEqual([]);
}

const clean = (text: string, tree: string) => check(text, tree, text);

test('comments are allowed', () => {
  clean('{\n  // one\n  "a": [1, true, null, "x"], /* two */\n  "b": {}\n}\n', '{a: [1, true, null, "x"], b: {}}');
});

test('digits of numbers are kept', () => {
  clean('{"a": 012345678901234567890, "b": 1.50}'.replace('012', '12'), '{a: 12345678901234567890, b: 1.50}');
});

test('a byte order mark and CRLF keep their ranges', () => {
  const parsed = parseDocument('file:///policy.json', '\uFEFF{\r\n"a": "😀 b",\r\n"c": "d"}', 'json');
  expect(parsed.problems).toEqual([]);
  const value = findValue(parsed.tree, 'c');
  expect(value && textOf(parsed.source, value.range)).toBe('"d"');
  expect(findBrokenRanges(parsed)).toEqual([]);
});

describe('broken text', () => {
  test('without a comma', () => {
    check('{"a": 1\n "b": 2}', '{a: 1, b: 2}', '{"a": 1\n "b": 2}\n ^^^ syntax: A comma is missing\n');
  });

  test('cut off behind a colon', () => {
    check(
      '{"Statement": [{"Effect": ',
      '{Statement: [{Effect: null}]}',
      `{"Statement": [{"Effect": 
                          ^ syntax: A closing brace is missing
                          ^ syntax: A closing brace is missing
                          ^ syntax: A closing bracket is missing
                          ^ syntax: A value is expected here
`,
    );
  });

  test('cut off in a string, which keeps its last letter', () => {
    check(
      '{"Action": "s3:GetObj\n}',
      '{Action: "s3:GetObj"}',
      '{"Action": "s3:GetObj\n           ^^^^^^^^^^ syntax: The string is not closed\n}',
    );
  });

  test('with a comma in front of a closing bracket, by which nothing is lost', () => {
    check(
      '{\n  "a": [1, "x", /* , */ ],\n  "b": {},\n  // one, two\n}\n',
      '{a: [1, "x"], b: {}}',
      `{
  "a": [1, "x", /* , */ ],
              ^ trailing-comma: JSON takes no comma in front of a closing bracket
  "b": {},
         ^ trailing-comma: JSON takes no comma in front of a closing bracket
  // one, two
}
`,
    );
  });

  test('with a key twice', () => {
    check('{"a": 1, "a": 2}', '{a: 1, a: 2}', '{"a": 1, "a": 2}\n         ^^^ duplicate-key: The key a stands twice in this mapping\n');
  });

  test('nested too deep', () => {
    const parsed = parseDocument('file:///policy.json', `{"a": "[[", "b": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'json');
    expect(parsed.problems).toMatchObject([{ code: 'too-deep' }]);
    expect(drawTree(findValue(parsed.tree, 'a'))).toBe('"[["');
    expect(parseDocument('file:///a.json', '['.repeat(100) + ']'.repeat(100), 'json').problems).toEqual([]);
  });

  test('that is empty', () => {
    clean('', '(none)');
    clean('// nothing\n', '(none)');
  });
});
