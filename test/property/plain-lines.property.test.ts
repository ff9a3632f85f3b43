import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Frame } from '../../server/src/syntax/chunk.ts';
import { readPlainLines } from '../../server/src/syntax/plain-lines.ts';
import { readByLibrary } from '../../server/src/syntax/yaml-part.ts';

vi.setConfig({ testTimeout: 60_000 });

const frame: Frame = { kind: 'entries', name: 'Resources', column: 2, above: 1 };

const entry = `  # the function
  Function:
    Type: AWS::Serverless::Function

    Properties:
      Handler: app.handler # of all
      MemorySize: 128
      Tracing: Active   
      Role:
      Environment: { Variables: { TABLE: !Ref Table, "STAGE": 'dev' } }
      VpcConfig: !If [HasVpc, { SubnetIds: [a-1, b-2] }, !Ref AWS::NoValue]
      Events:
      - Type: Api
        Path: /orders
      - !Ref Other
      Policies:
        - S3ReadPolicy:
            BucketName: !Sub '\${Bucket}-logs'
        - Version: 2012-10-17
          Statement:
            - Effect: Allow
              Action: [dynamodb:GetItem, 'dynamodb:Query', s3:*]
              Resource: !Sub
                - "arn:aws:s3:::\${Name}/*"
                - Name: !GetAtt Bucket.Name
              Condition:
                StringEquals: { 'aws:SourceAccount': 1, s3:prefix: [] }
            - arn:aws:iam::aws:policy/ReadOnlyAccess
`;

/** What may be written anywhere in a line, and what means something else there. */
const written = fc.constantFrom(
  ...['\n', ' ', '  ', ':', ': ', '#', ' #', '-', '- ', "'", '"', '{', '}', '[', ']', ',', ', ', '*', '*a', '&a ', '!Ref ', '!', '!!str '],
  ...[
    '|',
    '>',
    '?',
    '? ',
    'x',
    '0',
    '~',
    '\\',
    '<<: ',
    '%',
    '@',
    '`',
    '=',
    '\t',
    '\r\n',
    '---\n',
    '...\n',
    '\u00e9',
    '\u2028',
    '\uFEFF',
    '$',
  ],
  ...['    ', '\n\n', '\n      ', '\n  # c\n', 'a: b', '- a: b\n', '[a, [b]]', '{a: b}', '{"a":b}', "''", '""', 'null', '1.5', '!a:b c'],
);

const edit = fc.record({ at: fc.nat(entry.length), gone: fc.nat(12), written: fc.oneof(written, fc.constant('')) });

/** Maps are no plain data, and no property is as absent as an undefined one. */
function draw(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (_, part: unknown) => (part instanceof Map ? [...part] : part)));
}

describe('lines of plain shapes', () => {
  const plain = (lines: string, of: Frame = frame): unknown => draw(readPlainLines(lines, of));
  test('are read as the library reads them', () => {
    expect(readPlainLines(entry, frame)).toBeDefined();
    expect(plain(entry)).toEqual(draw(readByLibrary(entry, frame, new Map())?.root));
  });
  test.each([
    '- a\n- b: c\n  d:\n  - e\n- !If [x, y]\n',
    '- - a\n',
    '-\n  a: b\n',
    '- a\n b\n',
    '- !If\n  - a\n- !Or\n  a: b\n',
    '-\n  - a\n- # c\n  b: c',
    '- - - a: b\n    - c\n',
  ])('items: %j', (lines) => {
    const items: Frame = { kind: 'items', name: '', column: 0, above: 0 };
    const root = readPlainLines(lines, items);
    if (root !== undefined) expect(draw(root)).toEqual(draw(readByLibrary(lines, items, new Map())?.root));
  });
  test.each([
    '  A: |\n    text\n',
    '  A: one\n    two\n',
    '  A: &a b\n',
    '  A: *a\n',
    "  A: 'it''s'\n",
    '  A: "a\\n"\n',
    '  A: b: c\n',
    '  A: [a,\n    b]\n',
    '  A: {a: b}}\n',
    '  A: "a" b\n',
    '  ? a\n',
    '  A:\tb\n',
    '  A:\n     b: c\n    d: e\n',
    'A: b\n',
    `  ${'a'.repeat(1025)}: b\n`,
  ])('are left to the library in any doubt: %j', (lines) => {
    expect(readPlainLines(lines, frame)).toBeUndefined();
  });
  test('what is read of an edited entry is what the library reads, and it has nothing to say', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const lines = edits.reduce((text, { at, gone, written: own }) => text.slice(0, at) + own + text.slice(at + gone), entry);
        const root = readPlainLines(lines, frame);
        if (root === undefined) return;
        const part = readByLibrary(lines, frame, new Map());
        const nothing = { problems: [], anchors: new Map(), needs: new Map(), doubtful: false, unclosed: false, unmended: false };
        expect(draw(part)).toEqual(draw({ root, ...nothing }));
      }),
      { numRuns: 4000 },
    );
  });
});
