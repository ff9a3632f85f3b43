import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Composer, Parser, parseDocument as parseWithLibrary, stringify } from 'yaml';
import { recoverAtCursor } from '../../server/src/syntax/cursor.ts';
import { parseEmbedded } from '../../server/src/syntax/embedded.ts';
import type { Node } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { applyPatches } from '../../server/src/syntax/patch.ts';
import type { Language } from '../../server/src/syntax/source.ts';
import { isBroken } from '../../server/src/syntax/yaml-broken.ts';
import { isSound } from '../../server/src/syntax/yaml-sound.ts';
import { findBrokenRanges } from '../support/tree-picture.ts';

vi.setConfig({ testTimeout: 60_000 });

const fixtures: readonly (readonly [Language, string])[] = [
  [
    'yaml',
    `# a template
Resources:
  Bucket: &bucket
    Type: AWS::S3::Bucket
  # the function
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Description: "one \\u00e9
        two"
      VpcConfig: !If [X, {
        A: b
      }, *bucket]
      Policies:
        - Statement:
            - Effect: Allow
              Action: [s3:GetObject, 's3:it''s', "s3:*"]
              Resource: !Sub "arn:\${AWS::Partition}:s3:::\${Bucket}/*"
            - Effect: Deny
              NotAction:
                - s3:*
              Resource: *
      Text: >-
        folded
        lines

          deeper
`,
  ],
  ['yaml', '\uFEFFa: |\r\n  {"b":\r\n  "c😀"}\r\nd: {e: "f\\"g", <<: {h: i}}\r\n? j\r\n: - k\r\n  -\r\n\t- l\r\n---\r\nm: n\r\n'],
  [
    'yaml',
    `P: !Sub |
  {
    "Statement": [{"Action": ["s3:Get", "\${B}"],
      "Resource": "*", }]
  }
Q:
  - R: "{\\"a\\": \\"b\\\\\\"c\\", \\
      \\"d\\": [1,
      true]}"
    S: '{"e": "it''s", "f": {}}'
  - >-
    {"g": "h
    i"}
`,
  ],
  [
    'json',
    `{
  // a policy
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:Get\\u004fbject", "s3:\\"x\\\\"], "Resource": "*", },
    /* none */
    { "Effect": "Deny", "Condition": { "Bool": { "aws:SecureTransport": false } }, "n": -1.5e3 }
  ]
}
`,
  ],
];

function checkParse(text: string, language: Language): void {
  const parsed = parseDocument('file:///a', text, language);
  expect(findBrokenRanges(parsed)).toEqual([]);
}

function checkCursor(text: string, language: Language, offset: number): void {
  const recovered = recoverAtCursor('file:///a', text, language, offset);
  expect(findBrokenRanges(recovered.parsed)).toEqual([]);
  expect(recovered.toOriginal(recovered.offset)).toBe(offset);
  expect([recovered.replace.start <= offset, offset <= recovered.replace.end]).toEqual([true, true]);
}

describe.each(fixtures)('a %s document', (language, text) => {
  test('is read at every truncation, with ranges that hold', () => {
    for (let end = 0; end <= text.length; end++) checkParse(text.slice(0, end), language);
  });

  test('is recovered at every truncation and every cursor', () => {
    for (let end = 0; end <= text.length; end++) {
      checkCursor(text.slice(0, end), language, end);
      checkCursor(text, language, end);
    }
  });

  test('is read after any replacement', () => {
    const change = fc.record({
      at: fc.nat(text.length),
      remove: fc.nat(12),
      insert: fc.stringMatching(/^[\n\t "'*&!:,#|>\-?[\]{}a\\]{0,4}$/),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        let changed = text;
        for (const { at, remove, insert } of changes) changed = changed.slice(0, at) + insert + changed.slice(at + remove);
        checkParse(changed, language);
        checkCursor(changed, language, Math.min(changed.length, changes[0]?.at ?? 0));
      }),
      { numRuns: 60 },
    );
  });
});

/** What the library objects to, without what is said of tags. */
function findObjections(text: string): readonly string[] {
  const composer = new Composer({ logLevel: 'silent', prettyErrors: false, uniqueKeys: false, strict: false, schema: 'failsafe' });
  const documents = [...composer.compose(new Parser().parse(text))];
  const errors = [...documents.flatMap((document) => document.errors), ...composer.streamInfo().errors];
  return errors.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED').map(({ message }) => message);
}

/** Returns whether the text is taken for sound, and then the library has to find nothing in it; where it is taken for broken, something. */
function checkSound(text: string): boolean {
  const tokens = [...new Parser().parse(text)];
  const sound = isSound(tokens);
  if (sound) expect(findObjections(text)).toEqual([]);
  for (const token of tokens) {
    if (token.type === 'document' && isBroken(token)) expect([text, findObjections(text).length > 0]).toEqual([text, true]);
  }
  return sound;
}

describe('what is taken for sound without the composer of the library', () => {
  const pieces = [
    '\n',
    '\n  ',
    ' ',
    '\t',
    '"',
    "'",
    '*',
    '&',
    '&a ',
    '!',
    '!Sub ',
    ':',
    ': ',
    ',',
    ' #',
    '|',
    '>',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    '%',
  ];

  test('a template is', () => {
    expect(checkSound(fixtures[0]?.[1].replace(/Resource: \*\n/, "Resource: '*'\n").replace(/\{\s*A: b\s*\}/, '{ A: b }') ?? '')).toBe(
      true,
    );
    expect(checkSound(fixtures[2]?.[1] ?? '')).toBe(true);
  });

  test('nothing is taken for broken in what the library leaves out', () => {
    expect(checkSound('? Bucket: a\n Function:\n   Type: : b')).toBe(false);
  });

  test('has no error: lines of templates with mistakes in them', () => {
    const lines = fixtures.filter(([language]) => language === 'yaml').flatMap(([, text]) => text.split('\n'));
    const mistake = fc.record({ at: fc.nat(400), remove: fc.nat(3), insert: fc.constantFrom(...pieces) });
    const stretch = fc.record({
      from: fc.nat(lines.length),
      count: fc.integer({ min: 1, max: 8 }),
      mistakes: fc.array(mistake, { maxLength: 3 }),
    });
    let sound = 0;
    fc.assert(
      fc.property(stretch, ({ from, count, mistakes }) => {
        let text = lines.slice(from, from + count).join('\n');
        for (const { at, remove, insert } of mistakes)
          text = text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + remove);
        if (checkSound(text)) sound++;
      }),
      { numRuns: 2000 },
    );
    expect(sound).toBeGreaterThan(200);
  });

  test('a text that is just being typed is not, but broken', () => {
    const broken = ['a: s3:', '- a: b\n  c\n  d: e', 'a: [b', 'a: "b', "- 'b", 'a: {b: [c}'];
    for (const text of broken) {
      const documents = [...new Parser().parse(text)].filter((token) => token.type === 'document');
      expect([text, checkSound(text), documents.some(isBroken)]).toEqual([text, false, true]);
    }
  });

  test('has no error: any pieces of YAML', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, 'a', 'b: ', '\\'), { maxLength: 14 }), (parts) => {
        checkSound(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });
});

test('any text of the characters of YAML is read', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[\n\r\t "'*&!:,#|>\-?[\]{}ab0\\%]{0,60}$/),
      fc.constantFrom<Language>('yaml', 'json'),
      (text, language) => checkParse(text, language),
    ),
    { numRuns: 500 },
  );
});

/** What a tree denotes, every scalar as text. */
function toPlain(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toPlain);
  return Object.fromEntries(node.pairs.map((pair) => [pair.key.value, toPlain(pair.value)]));
}

const word = fc.stringMatching(/^[ \na-c"'\\:#*\-{}é😀\t]{0,24}$/u);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-c:"' ]{1,6}$/), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

test('what the library prints, in any style, is read as it was, with exact ranges', () => {
  const style = fc.record({
    defaultStringType: fc.constantFrom(
      'PLAIN' as const,
      'QUOTE_DOUBLE' as const,
      'QUOTE_SINGLE' as const,
      'BLOCK_LITERAL' as const,
      'BLOCK_FOLDED' as const,
    ),
    collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
    lineWidth: fc.constantFrom(20, 80),
    indent: fc.constantFrom(2, 4),
  });
  fc.assert(
    fc.property(anyValue, style, (value, options) => {
      const text = stringify({ a: value }, { ...options, defaultKeyType: 'QUOTE_DOUBLE', doubleQuotedMinMultiLineLength: 10 });
      const expected = parseWithLibrary(text, { schema: 'failsafe' });
      fc.pre(expected.errors.length === 0);
      const parsed = parseDocument('file:///a.yaml', text, 'yaml');
      expect(toPlain(parsed.tree)).toEqual(expected.toJS());
      expect(findBrokenRanges(parsed)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('JSON in a string of any style has the values and the exact ranges of the JSON', () => {
  const style = fc.constantFrom('QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const, 'BLOCK_LITERAL' as const, 'BLOCK_FOLDED' as const);
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-c]{1,4}$/), anyValue, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      style,
      fc.constantFrom(0, 2),
      (value, type, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        const text = stringify({ P: json }, { defaultStringType: type, defaultKeyType: 'PLAIN', lineWidth: 40 });
        const parsed = parseDocument('file:///a.yaml', text, 'yaml');
        const host = parsed.tree?.kind === 'mapping' ? parsed.tree.pairs[0]?.value : undefined;
        if (host?.kind !== 'scalar') throw new Error(text);
        const embedded = parseEmbedded(parsed.source, host);
        expect(embedded?.problems).toEqual([]);
        expect(toPlain(embedded?.tree)).toEqual(JSON.parse(host.value));
        expect(findBrokenRanges({ ...parsed, tree: embedded?.tree, problems: [] })).toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

test('patches lead back to the original', () => {
  const patch = fc.record({ start: fc.nat(30), length: fc.nat(5), text: fc.stringMatching(/^[xyz]{0,4}$/) });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-e]{30,40}$/), fc.array(patch, { maxLength: 5 }), (original, patches) => {
      const patched = applyPatches(
        original,
        patches.map(({ start, length, text }) => ({ start, end: Math.min(original.length, start + length), text })),
      );
      for (let start = 0; start <= patched.text.length; start++) {
        for (let end = start; end <= patched.text.length; end++) {
          const shift = patched.findShift(start, end);
          if (end < patched.firstPatch) expect(shift).toBe(0);
          if (shift === undefined) continue;
          expect(original.slice(start + shift, end + shift)).toBe(patched.text.slice(start, end));
          expect([patched.toOriginal(start), patched.toOriginal(end)]).toEqual([start + shift, end + shift]);
        }
      }
      let previous = 0;
      for (let offset = 0; offset < patched.text.length; offset++) {
        const back = patched.toOriginal(offset);
        expect(back).toBeGreaterThanOrEqual(previous);
        previous = back;
        if (patched.isPatched(offset)) continue;
        expect(original[back]).toBe(patched.text[offset]);
        expect(patched.toPatched(back)).toBe(offset);
      }
    }),
  );
});
