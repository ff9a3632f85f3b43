import { describe, expect, test } from 'vitest';
import type { Edit, NewValue } from '../../server/src/edit/edit.ts';
import { appendToText, dropFromText, newValueLike } from '../../server/src/edit/texts.ts';
import type { Source } from '../../server/src/syntax/source.ts';
import type { Text } from '../../server/src/template/text.ts';
import { apply, open, textAt } from './support.ts';

/** Edits the first resource of a statement that is written around the value. */
function edited(document: string, edit: (source: Source, text: Text) => readonly Edit[]): string {
  const opened = open(document);
  return apply(opened, edit(opened.source, textAt(opened)));
}

const yaml = (value: string): string => `Action: s3:GetObject\nResource: ${value}\nX: 1\n`;
const json = (value: string): string => `{ "Action": "s3:GetObject", "Resource": ${value} }`;

/** Each pair: the value without and with `/*` at its end. Written forward by `appendToText`, back by `dropFromText`. */
const reversible: readonly (readonly [name: string, short: string, long: string])[] = [
  ['plain', yaml('arn:aws:s3:::b'), yaml('arn:aws:s3:::b/*')],
  ['single quotes', yaml("'arn:aws:s3:::b' # here"), yaml("'arn:aws:s3:::b/*' # here")],
  ['double quotes', yaml('"arn:aws:s3:::b"'), yaml('"arn:aws:s3:::b/*"')],
  ['a list item', yaml('\n  - arn:aws:s3:::b\n  - c'), yaml('\n  - arn:aws:s3:::b/*\n  - c')],
  ['GetAtt', yaml('!GetAtt B.Arn'), yaml("!Sub '${B.Arn}/*'")],
  ['Ref', yaml('!Ref B'), yaml("!Sub '${B}/*'")],
  ['GetAtt as an item', yaml('\n  - !GetAtt B.Arn # arn'), yaml("\n  - !Sub '${B.Arn}/*' # arn")],
  ['GetAtt in a flow list', yaml('[!GetAtt B.Arn, c]'), yaml("[!Sub '${B.Arn}/*', c]")],
  ['long GetAtt', yaml('\n  Fn::GetAtt: [B, Arn]'), yaml("\n  Fn::Sub: '${B.Arn}/*'")],
  ['long GetAtt as an item', yaml('\n  - Fn::GetAtt: [B, Arn]'), yaml("\n  - Fn::Sub: '${B.Arn}/*'")],
  ['long Ref', yaml('\n  Ref: B'), yaml("\n  Fn::Sub: '${B}/*'")],
  ['Sub', yaml('!Sub arn:aws:s3:::${B}'), yaml('!Sub arn:aws:s3:::${B}/*')],
  ['Sub in quotes', yaml('!Sub "arn:aws:s3:::${B}"'), yaml('!Sub "arn:aws:s3:::${B}/*"')],
  ['Sub with a map', yaml("!Sub ['arn:${B}', { B: !Ref C }]"), yaml("!Sub ['arn:${B}/*', { B: !Ref C }]")],
  ['Sub in a folded block', yaml('!Sub >-\n  arn:aws:s3:::\n  ${B}'), yaml('!Sub >-\n  arn:aws:s3:::\n  ${B}/*')],
  ['Join', yaml("!Join ['', [!GetAtt B.Arn, 'x']]"), yaml("!Join ['', [!GetAtt B.Arn, 'x/*']]")],
  ['Join of functions', yaml("!Join ['', ['a', !Ref C, !Ref B]]"), yaml("!Join ['', ['a', !Ref C, !Ref B, '/*']]")],
  [
    'Join in block style',
    yaml("!Join\n  - ''\n  - - 'a'\n    - !Ref C\n    - !Ref B"),
    yaml("!Join\n  - ''\n  - - 'a'\n    - !Ref C\n    - !Ref B\n    - '/*'"),
  ],
  ['Join of one', yaml('!GetAtt X.Arn'), yaml("!Sub '${X.Arn}/*'")],
  ['a JSON literal', json('"arn:aws:s3:::b"'), json('"arn:aws:s3:::b/*"')],
  ['a JSON GetAtt', json('{ "Fn::GetAtt": ["B", "Arn"] }'), json('{ "Fn::Sub": "${B.Arn}/*" }')],
  ['a JSON Sub', json('{ "Fn::Sub": "arn:aws:s3:::${B}" }'), json('{ "Fn::Sub": "arn:aws:s3:::${B}/*" }')],
  [
    'a JSON Join',
    json('{ "Fn::Join": ["", ["a", { "Ref": "B" }, { "Ref": "C" }]] }'),
    json('{ "Fn::Join": ["", ["a", { "Ref": "B" }, { "Ref": "C" }, "/*"]] }'),
  ],
  ['JSON text', `Doc: '${json('"arn:aws:s3:::b"')}'\n`, `Doc: '${json('"arn:aws:s3:::b/*"')}'\n`],
  ['JSON text of a Sub', `Doc: !Sub |\n  ${json('"${B.Arn}"')}\n`, `Doc: !Sub |\n  ${json('"${B.Arn}/*"')}\n`],
  ['carriage returns', 'Action: a\r\nResource: !GetAtt B.Arn\r\n', "Action: a\r\nResource: !Sub '${B.Arn}/*'\r\n"],
];

describe('literal text at the end', () => {
  test.each(reversible)('appended to %s', (_, short, long) => {
    expect(edited(short, (source, text) => appendToText(source, text, '/*'))).toBe(long);
  });

  test.each(reversible)('dropped from %s', (_, short, long) => {
    expect(edited(long, (source, text) => dropFromText(source, text, 2))).toBe(short);
  });

  test('the author’s quotes', () => {
    expect(edited('X: !Sub "${A}"\nAction: a\nResource: !GetAtt B.Arn\n', (source, text) => appendToText(source, text, '/*'))).toBe(
      'X: !Sub "${A}"\nAction: a\nResource: !Sub "${B.Arn}/*"\n',
    );
  });

  test('a policy variable is escaped in a Sub', () => {
    expect(edited(yaml("!Sub '${B.Arn}'"), (source, text) => appendToText(source, text, '/${aws:username}'))).toBe(
      yaml("!Sub '${B.Arn}/${!aws:username}'"),
    );
    expect(edited(yaml("'arn:b'"), (source, text) => appendToText(source, text, '/${aws:username}'))).toBe(yaml("'arn:b/${aws:username}'"));
  });

  test('functions that Sub cannot name are joined', () => {
    expect(edited(yaml('!ImportValue Shared'), (source, text) => appendToText(source, text, '/*'))).toBe(
      yaml("!Join ['', [!ImportValue Shared, '/*']]"),
    );
    expect(edited(json('{ "Fn::ImportValue": "Shared" }'), (source, text) => appendToText(source, text, '/*'))).toBe(
      json('{ "Fn::Join": ["", [{ "Fn::ImportValue": "Shared" }, "/*"]] }'),
    );
    expect(edited(yaml('!GetAtt ${self:custom.name}.Arn'), (source, text) => appendToText(source, text, '/*'))).toBe(
      yaml("!Join ['', [!GetAtt '${self:custom.name}.Arn', '/*']]"),
    );
  });

  test('plain text that needs quotes afterwards', () => {
    expect(edited(yaml('arn:aws:s3:::b'), (source, text) => appendToText(source, text, ' # x'))).toBe(yaml("'arn:aws:s3:::b # x'"));
  });

  test('a variable of Serverless stays in its Sub', () => {
    expect(edited(yaml("!Sub '${self:custom.arn}/*'"), (source, text) => dropFromText(source, text, 2))).toBe(
      yaml("!Sub '${self:custom.arn}'"),
    );
  });

  test('a symbol is not dropped', () => {
    for (const value of ['!Ref B', '!Sub "a${B}"', "!Sub '${B}*'", "!Join ['', [a, !Ref B]]", 'ab', "'ab'"]) {
      const opened = open(yaml(value));
      expect(dropFromText(opened.source, textAt(opened), 2)).toEqual([]);
    }
  });
});

describe('a value like another', () => {
  test.each<readonly [string, { readonly append?: string; readonly dropLast?: number }, NewValue | undefined]>([
    ['arn:b', { append: '/*' }, { kind: 'literal', text: 'arn:b/*' }],
    ['arn:b/*', { dropLast: 2 }, { kind: 'literal', text: 'arn:b' }],
    ['arn:b/*', { dropLast: 1, append: 'x' }, { kind: 'literal', text: 'arn:b/x' }],
    ['!GetAtt B.Arn', { append: '/*' }, { kind: 'sub', text: '${B.Arn}/*' }],
    ["!Sub '${B.Arn}/*'", { dropLast: 2 }, { kind: 'getAtt', logicalId: 'B', attribute: 'Arn' }],
    ["!Sub '${B.Arn}'", { append: '/${aws:x}' }, { kind: 'sub', text: '${B.Arn}/${!aws:x}' }],
    [
      "!Join ['', ['a', !Ref B]]",
      { append: '/*' },
      {
        kind: 'join',
        parts: [
          { kind: 'literal', text: 'a' },
          { kind: 'ref', logicalId: 'B' },
          { kind: 'literal', text: '/*' },
        ],
      },
    ],
    ["!Join ['', [!Ref B, '/*']]", { dropLast: 2 }, { kind: 'ref', logicalId: 'B' }],
    [
      "!Join [':', [arn, !Ref B]]",
      { append: '/*' },
      {
        kind: 'join',
        parts: [
          { kind: 'literal', text: 'arn' },
          { kind: 'literal', text: ':' },
          { kind: 'ref', logicalId: 'B' },
          { kind: 'literal', text: '/*' },
        ],
      },
    ],
    ['!ImportValue B', { append: '/*' }, undefined],
    ['!Ref B', { dropLast: 2 }, undefined],
  ])('%s', (value, change, expected) => {
    expect(newValueLike(textAt(open(yaml(value))), change)).toEqual(expected);
  });
});
