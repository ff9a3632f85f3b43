import { describe, expect, test } from 'vitest';
import { recoverAtCursor } from '../../server/src/syntax/cursor.ts';
import { placeholder } from '../../server/src/syntax/cursor-plan.ts';
import type { Language } from '../../server/src/syntax/source.ts';
import { parseMarked } from '../support/marked-source.ts';
import { drawTree, findBrokenRanges } from '../support/tree-picture.ts';

function recover(marked: string, language: Language) {
  const { text, cursor } = parseMarked(marked);
  if (cursor === undefined) throw new Error('a cursor is expected');
  return { text, cursor, recovered: recoverAtCursor('file:///a', text, language, cursor) };
}

/** `position prefix[replaced] tree`, the placeholder drawn as ▮. */
function draw(marked: string, language: Language = 'yaml'): string {
  const { text, cursor, recovered } = recover(marked, language);
  const { parsed, position, prefix, quote, replace, offset, toOriginal } = recovered;
  expect(findBrokenRanges(parsed)).toEqual([]);
  expect(toOriginal(offset)).toBe(cursor);
  if (position === 'none') expect([prefix, replace, parsed.source.text]).toEqual(['', { start: cursor, end: cursor }, text]);
  else expect(parsed.source.text.slice(offset).startsWith(placeholder)).toBe(true);
  const word = position === 'none' ? '' : ` ${quote}${prefix}[${text.slice(replace.start, replace.end)}]`;
  return `${position}${word} ${drawTree(parsed.tree).replaceAll(placeholder, '▮')}`;
}

describe('in YAML', () => {
  test.each([
    [
      'a value that ends in a colon',
      '- Effect: Allow\n  Action: s3:$0\n  Resource: "*"\n',
      'value s3:[s3:] [{Effect: "Allow", Action: "s3:▮", Resource: "*"}]',
    ],
    ['a value not begun', '- Action: $0\n  Resource: "*"\n', 'value [] [{Action: "▮", Resource: "*"}]'],
    ['the middle of a value', '- Action: s3:Get$0Object # x\n', 'value s3:Get[s3:GetObject] [{Action: "s3:Get▮Object"}]'],
    ['a tagged value', '- Resource: !GetAtt $0\n', 'value [] [{Resource: !GetAtt "▮"}]'],
    ['a tag', 'a: !Su$0\n', 'value !Su[!Su] {a: !Su▮ null}'],
    ['an item not begun', '- Action:\n    - $0\n  Resource: "*"\n', 'item [] [{Action: ["▮"], Resource: "*"}]'],
    ['an item among items', 'Action:\n- s3:$0\n- s3:PutObject\n', 'item s3:[s3:] {Action: ["s3:▮", "s3:PutObject"]}'],
    ['an item before a comment', 'Action: # all\n  - $0 # none\n', 'item [] {Action: ["▮"]}'],
    ['a policy template', 'Policies:\n  - S3$0\n', 'item S3[S3] {Policies: ["S3▮"]}'],
    ['a statement', 'S:\n  - Effect: Allow\n  - Eff$0\n', 'item Eff[Eff] {S: [{Effect: "Allow"}, "Eff▮"]}'],
    ['the first key of a statement', 'S:\n  - Eff$0\n    Action: x\n', 'key Eff[Eff] {S: [{Eff▮: null, Action: "x"}]}'],
    ['a key between others', '- Effect: Allow\n  Act$0\n  Resource: "*"\n', 'key Act[Act] [{Effect: "Allow", Act▮: null, Resource: "*"}]'],
    ['a key at the end', '- Effect: Allow\n  Act$0\n', 'key Act[Act] [{Effect: "Allow", Act▮: null}]'],
    ['a key that is there', '- Ac$0tion: x\n', 'key Ac[Action] [{Ac▮tion: "x"}]'],
    ['a blank line in a statement', '- Effect: Allow\n  $0\n  Resource: "*"\n', 'key [] [{Effect: "Allow", ▮: null, Resource: "*"}]'],
    ['a blank line at an outer indent', 'a:\n  b:\n    c: d\n  $0\n', 'key [] {a: {b: {c: "d"}, ▮: null}}'],
    ['a blank line behind a block scalar', 'a: |\n  foo\n$0', 'key [] {a: "foo\\n", ▮: null}'],
    ['a blank line below a key', 'a:\n  $0\n', 'key [] {a: {▮: null}}'],
    ['a blank line in CRLF', 'a:\r\n  b: c\r\n  $0\r\n  d: e\r\n', 'key [] {a: {b: "c", ▮: null, d: "e"}}'],
    ['a blank line below items', 'a:\n- b\n$0', 'key [] {a: ["b"], ▮: null}'],
    ['an empty document', '$0', 'key [] {▮: null}'],
    ['an open bracket', '- Action: [$0\n  Resource: "*"\n', 'item [] [{Action: ["▮"], Resource: "*"}]'],
    ['brackets', 'Fn::If: [a, b, $0]\n', 'item [] {Fn::If: ["a", "b", "▮"]}'],
    ['an open brace', '- Condition: { Str$0\n  Resource: x\n', 'key Str[Str] [{Condition: {Str▮: null}, Resource: "x"}]'],
    ['braces', '- Condition: { StringEquals: { $0 } }\n', 'key [] [{Condition: {StringEquals: {▮: null}}}]'],
    ['a value in braces', '- Condition: { StringEquals: $0 }\n', 'value [] [{Condition: {StringEquals: "▮"}}]'],
    ['an open quote', '- Action: "s3:$0\n  Resource: "*"\n', 'value "s3:[s3:] [{Action: "s3:▮", Resource: "*"}]'],
    [
      'an open quote in brackets',
      '- Action: ["s3:$0, \'x\']\n  Resource: "*"\n',
      'item "s3:[s3:] [{Action: ["s3:▮", "x"], Resource: "*"}]',
    ],
    ['an open single quote', "- Action: 's3:$0\n  Resource: '*'\n", 'value \'s3:[s3:] [{Action: "s3:▮", Resource: "*"}]'],
    ['quotes', 'Action: "$0"\n', 'value "[] {Action: "▮"}'],
    ['quotes with text behind', 'a: "x$0 y"\n', 'value "x[x y] {a: "x▮ y"}'],
    ['a variable', 'a: !Sub "arn:${B$0}"\n', 'value "arn:${B[arn:${B}] {a: !Sub "arn:${B▮}"}'],
    [
      'a line below an open quote',
      'Action:\n  - "s3:Get\n  - s3:$0\nResource: x\n',
      'item s3:[s3:] {Action: ["s3:Get", "s3:▮"], Resource: "x"}',
    ],
    ['a line below an unquoted star', '- Resource: *\n  Con$0\n', 'key Con[Con] [{Resource: "*", Con▮: null}]'],
  ])('%s', (_, marked, picture) => {
    expect(draw(marked)).toBe(picture);
  });

  test.each([
    ['a comment', 'a: b # $0\n'],
    ['a comment line', 'a:\n  # $0\n  b: c\n'],
    ['a block scalar', 'a: |\n  foo $0\nb: c\n'],
    ['behind a dash without a space', 'a:\n  -$0\n'],
    ['behind a colon without a space', 'a:\n  b:$0\n'],
    ['a line indented too deep', 'a: b\n    $0\n'],
    ['behind a closed string', 'a: "b"$0\n'],
    ['behind a closed bracket', 'a: [b]$0\n'],
  ])('nothing in %s', (_, marked) => {
    expect(draw(marked)).toMatch(/^none /);
  });
});

describe('in JSON', () => {
  test.each([
    ['a value at the end', '{"S": [{"Effect": $0', 'value [] {S: [{Effect: "▮"}]}'],
    ['a value', '{"S": [{"Effect": $0}]}', 'value [] {S: [{Effect: "▮"}]}'],
    ['an open quote at the end', '{"Action": "s3:$0', 'value "s3:[s3:] {Action: "s3:▮"}'],
    ['an open quote in an object', '{"Action": "s3:$0}', 'value "s3:[s3:] {Action: "s3:▮"}'],
    [
      'an open quote before other strings',
      '{"Action": ["s3:$0, "s3:Put"], "Resource": "*"}',
      'item "s3:[s3:] {Action: ["s3:▮", "s3:Put"], Resource: "*"}',
    ],
    ['quotes', '{"Action": "$0"}', 'value "[] {Action: "▮"}'],
    ['a string with escapes', '{"a": "b\\"$0c"}', 'value "b"[b\\"c] {a: "b\\"▮c"}'],
    ['an empty object', '{ $0 }', 'key [] {▮: null}'],
    ['an open object', '{ $0', 'key [] {▮: null}'],
    ['a key before another', '{"a": 1, $0 "b": 2}', 'key [] {a: 1, ▮: null, b: 2}'],
    ['a quoted key before another', '{"a": 1, "Eff$0" "b": 2}', 'key "Eff[Eff] {a: 1, Eff▮: null, b: 2}'],
    ['an open key before another', '{"a": 1, "Eff$0\n "b": 2}', 'key "Eff[Eff] {a: 1, Eff▮: null, b: 2}'],
    ['a bare key', '{"a": 1, Eff$0\n "b": 2}', 'key Eff[Eff] {a: 1, Eff▮: null, b: 2}'],
    ['a key that is there', '{"Eff$0ect": "x"}', 'key "Eff[Effect] {Eff▮ect: "x"}'],
    ['an item', '{"a": ["b", $0', 'item [] {a: ["b", "▮"]}'],
    ['a bare value', '{"a": tr$0}', 'value tr[tr] {a: "tr▮"}'],
  ])('%s', (_, marked, picture) => {
    expect(draw(marked, 'json')).toBe(picture);
  });

  test.each([
    ['a line comment', '{"a": 1 // $0\n}'],
    ['a comment', '{"a": 1 /* $0 */}'],
    ['an empty document', '$0'],
    ['behind a value', '{"a": "b"$0}'],
    ['before a value', '{"a": $0"b"}'],
  ])('nothing in %s', (_, marked) => {
    expect(draw(marked, 'json')).toMatch(/^none /);
  });
});

describe('in JSON text in a string of YAML', () => {
  test.each([
    [
      'an open quote in a block scalar',
      'P: |\n  {\n    "Action": "s3:$0\n    "Resource": "*"\n  }\nQ: r\n',
      'value "s3:[s3:] {P: "{\\n  \\"Action\\": \\"s3:▮\\"\\n  \\"Resource\\": \\"*\\"\\n}\\n", Q: "r"}',
    ],
    [
      'an item of an open list',
      '- P: !Sub |\n    {"Action": ["s3:GetObject", "$0\n    }\n  Q: r\n',
      'item "[] [{P: !Sub "{\\"Action\\": [\\"s3:GetObject\\", \\"▮\\"\\n}\\n", Q: "r"}]',
    ],
    ['a key on a line of its own', 'P: |\n  {"a": 1,\n   "$0\n  }\n', 'key "[] {P: "{\\"a\\": 1,\\n \\"▮\\": null\\n}\\n"}'],
    ['a line of white space', 'P: |\n  {\n    $0\n  }\n', 'key [] {P: "{\\n  \\"▮\\": null\\n}\\n"}'],
    ['an empty object', 'P: >-\n  {$0}\n', 'key [] {P: "{\\"▮\\": null}"}'],
    [
      'folded lines',
      'P: >\n  {"a": "b",\n  "c": "s3:$0",\n  "d": 1}\n',
      'value "s3:[s3:] {P: "{\\"a\\": \\"b\\", \\"c\\": \\"s3:▮\\", \\"d\\": 1}\\n"}',
    ],
    ['CRLF', 'P: |\r\n  {"a":\r\n   "b$0c"\r\n  }\r\n', 'value "b[bc] {P: "{\\"a\\":\\n \\"b▮c\\"\\n}\\n"}'],
    ['the end of the document', 'P: |\n  {"a": "b$0', 'value "b[b] {P: "{\\"a\\": \\"b▮\\""}'],
    ['a tag on a line of its own', 'P:\n  !Sub |\n  {"a": "$0"}\n', 'value "[] {P: !Sub "{\\"a\\": \\"▮\\"}\\n"}'],
    ['an item of a list', '- |\n {"a": "$0"}\n', 'value "[] ["{\\"a\\": \\"▮\\"}\\n"]'],
    ['single quotes', 'P: \'{ "a": "x$0"}\'\n', 'value "x[x] {P: "{ \\"a\\": \\"x▮\\"}"}'],
    ['an open quote in single quotes', 'P: \'{ "a": "x$0}\'\nb: c\n', 'value "x[x] {P: "{ \\"a\\": \\"x▮\\"}", b: "c"}'],
    ['single quotes that are open', 'P: \'{ "a": "x$0\nb: c\n', 'value "x[x] {P: "{ \\"a\\": \\"x▮\\"", b: "c"}'],
    ['double quotes', 'P: "{\\"a\\": \\"x$0\\", \\"b\\": 1}"\n', 'value "x[x] {P: "{\\"a\\": \\"x▮\\", \\"b\\": 1}"}'],
    ['an open quote in double quotes', 'P: "{\\"a\\": [\\"x$0]}"\n', 'item "x[x] {P: "{\\"a\\": [\\"x▮\\"]}"}'],
    ['a key in double quotes', 'P: "{\\"a\\": 1, $0}"\n', 'key [] {P: "{\\"a\\": 1, \\"▮\\": null}"}'],
    ['a value in double quotes', 'P: "{\\"a\\": $0}"\n', 'value [] {P: "{\\"a\\": \\"▮\\"}"}'],
    [
      'double quotes over several lines',
      'P: "{\n\\"a\\": \\"x$0\\",\n\\"b\\": 1}"\nQ: r\n',
      'value "x[x] {P: "{ \\"a\\": \\"x▮\\", \\"b\\": 1}", Q: "r"}',
    ],
  ])('%s', (_, marked, picture) => {
    expect(draw(marked)).toBe(picture);
  });

  test('double quotes of a JSON document', () => {
    expect(draw('{"P": "{\\"a\\": [\\"x$0]}"}', 'json')).toBe('item "x[x] {P: "{\\"a\\": [\\"x▮\\"]}"}');
    expect(draw('{"P": "$0"}', 'json')).toBe('value "[] {P: "▮"}');
  });

  test.each([
    ['behind a value', 'P: |\n  {"a": "b"$0}\n'],
    ['behind the text', 'P: |\n  {"a": "b"}\n  $0\n'],
    ['inside of an escape', 'P: "{\\"a\\": \\$0"x\\"}"\n'],
    ['other text', 'P: |\n  echo "$0"\n'],
    ['a line too far left', 'P: |\n    {\n  $0\n    }\n'],
  ])('nothing %s', (_, marked) => {
    expect(draw(marked)).toMatch(/^none /);
  });

  test('a key below a block scalar of the same item', () => {
    expect(draw('- P: |\n    {"a": 1}\n  Act$0\n')).toBe('key Act[Act] [{P: "{\\"a\\": 1}\\n", Act▮: null}]');
  });
});

test('the path leads from the root to the word', () => {
  const { recovered } = recover('Statement:\n  - Effect: Allow\n    Action: [a, s3:$0]\n', 'yaml');
  expect(recovered.path.map(({ pair, part, index, node }) => [node.kind, pair?.key.value, part, index])).toEqual([
    ['mapping', undefined, undefined, undefined],
    ['sequence', 'Statement', 'value', undefined],
    ['mapping', undefined, undefined, 0],
    ['sequence', 'Action', 'value', undefined],
    ['scalar', undefined, undefined, 1],
  ]);
});
