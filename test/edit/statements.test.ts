import { describe, expect, test } from 'vitest';
import type { StatementChange } from '../../server/src/edit/statements.ts';
import { removeStatement, splitStatement } from '../../server/src/edit/statements.ts';
import { actionsOf, apply, dedent, elementOf, open, resourcesOf, statementOf, valuesOf } from './support.ts';

/** Splits the first statement so that the first part keeps `s3:GetObject` on the new resource, and the second all else. */
function split(before: string): string {
  const opened = open(dedent(before));
  const action = elementOf(opened, 'action');
  const [get] = valuesOf(action, 's3:GetObject');
  if (get === undefined) throw new Error('no s3:GetObject');
  const others = action.values.filter((value) => value !== get);
  const parts: readonly StatementChange[] = [
    { action: [{ kind: 'kept', value: get }], resource: [{ kind: 'getAtt', logicalId: 'B', attribute: 'Arn' }] },
    { action: others.map((value) => ({ kind: 'kept', value })) },
  ];
  const text = apply(opened, splitStatement(opened.source, opened.policy, statementOf(opened), parts));
  const read = open(text, opened.source.language);
  expect(actionsOf(read).slice(0, 2)).toEqual([['s3:GetObject'], actionsOf(opened)[0]?.filter((name) => name !== 's3:GetObject')]);
  expect(resourcesOf(read).slice(0, 2)).toEqual([['${B.Arn}'], resourcesOf(opened)[0]]);
  return text;
}

describe('splitting a statement', () => {
  test('block YAML', () => {
    expect(
      split(`
        Statement:
          # the first
          - Sid: Read
            Effect: Allow
            Action:
              - s3:GetObject
              # more
              - s3:ListBucket
            Resource: '*' # all
          # the second
          - Effect: Deny
            Action: '*'
            Resource: '*'
        `),
    ).toBe(
      dedent(`
        Statement:
          # the first
          - Sid: Read
            Effect: Allow
            Action:
              - s3:GetObject
              # more
            Resource: !GetAtt B.Arn # all
          - Sid: Read2
            Effect: Allow
            Action:
              # more
              - s3:ListBucket
            Resource: '*' # all
          # the second
          - Effect: Deny
            Action: '*'
            Resource: '*'
        `),
    );
  });

  test('a list that ends the statement', () => {
    expect(split("Statement:\n- Effect: Allow\n  Resource: '*'\n  Action:\n  - s3:GetObject\n  - s3:ListBucket\n\nX: 1\n")).toBe(
      "Statement:\n- Effect: Allow\n  Resource: !GetAtt B.Arn\n  Action:\n  - s3:GetObject\n- Effect: Allow\n  Resource: '*'\n  Action:\n  - s3:ListBucket\n\nX: 1\n",
    );
  });

  test('a sole mapping becomes a list', () => {
    expect(split("P:\n  Statement:\n    Effect: Allow\n    Action: [s3:GetObject, s3:ListBucket]\n    Resource: '*'\n  X: 1\n")).toBe(
      "P:\n  Statement:\n    - Effect: Allow\n      Action: [s3:GetObject]\n      Resource: !GetAtt B.Arn\n    - Effect: Allow\n      Action: [s3:ListBucket]\n      Resource: '*'\n  X: 1\n",
    );
    expect(split('{"Statement":{"Action":["s3:GetObject","s3:ListBucket"],"Resource":"*"}}')).toBe(
      '{"Statement":[{"Action":["s3:GetObject"],"Resource":{"Fn::GetAtt":["B","Arn"]}}, {"Action":["s3:ListBucket"],"Resource":"*"}]}',
    );
  });

  test('flow YAML on one line, carriage returns', () => {
    expect(split("Statement: [{ Action: [s3:GetObject, s3:ListBucket], Resource: '*' }]\r\n")).toBe(
      "Statement: [{ Action: [s3:GetObject], Resource: !GetAtt B.Arn }, { Action: [s3:ListBucket], Resource: '*' }]\r\n",
    );
    expect(split("Statement:\r\n  - Action:\r\n      - s3:GetObject\r\n      - s3:ListBucket\r\n    Resource: '*'\r\n")).toBe(
      "Statement:\r\n  - Action:\r\n      - s3:GetObject\r\n    Resource: !GetAtt B.Arn\r\n  - Action:\r\n      - s3:ListBucket\r\n    Resource: '*'\r\n",
    );
  });

  test('JSON', () => {
    expect(
      split(`
        {
          "Statement": [
            {
              "Sid": "VisualEditor0",
              "Action": [
                "s3:GetObject",
                "s3:ListBucket"
              ],
              "Resource": "*"
            },
            { "Sid": "VisualEditor1", "Action": "s3:PutObject" }
          ]
        }
        `),
    ).toBe(
      dedent(`
        {
          "Statement": [
            {
              "Sid": "VisualEditor0",
              "Action": [
                "s3:GetObject"
              ],
              "Resource": { "Fn::GetAtt": ["B", "Arn"] }
            },
            {
              "Sid": "VisualEditor2",
              "Action": [
                "s3:ListBucket"
              ],
              "Resource": "*"
            },
            { "Sid": "VisualEditor1", "Action": "s3:PutObject" }
          ]
        }
        `),
    );
    expect(split('{\n\t"Statement": [{\n\t\t"Action": ["s3:GetObject", "s3:ListBucket"],\n\t\t"Resource": "*"\n\t}]\n}')).toBe(
      '{\n\t"Statement": [{\n\t\t"Action": ["s3:GetObject"],\n\t\t"Resource": { "Fn::GetAtt": ["B", "Arn"] }\n\t}, {\n\t\t"Action": ["s3:ListBucket"],\n\t\t"Resource": "*"\n\t}]\n}',
    );
  });

  test('JSON text of an Fn::Sub', () => {
    expect(
      split('Doc: !Sub |\n  { "Statement": [\n    { "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*" }\n  ] }\nX: 1\n'),
    ).toBe(
      'Doc: !Sub |\n  { "Statement": [\n    { "Action": ["s3:GetObject"], "Resource": "${B.Arn}" },\n    { "Action": ["s3:ListBucket"], "Resource": "*" }\n  ] }\nX: 1\n',
    );
  });

  test('one with an anchor stays', () => {
    const opened = open("Statement:\n  - Action: &a [s3:GetObject]\n    Resource: '*'\n");
    expect(splitStatement(opened.source, opened.policy, statementOf(opened), [{}, {}])).toEqual([]);
  });
});

describe('parts', () => {
  test('get a Sid of their own', () => {
    const opened = open("- Sid: A1\n  Action: a\n  Resource: '*'\n- Sid: A2\n  Action: b\n  Resource: '*'\n");
    const parts = [{}, { action: [{ kind: 'literal', text: 'c' }] }, { sid: 'Own' }] as const;
    expect(apply(opened, splitStatement(opened.source, opened.policy, statementOf(opened), parts))).toBe(
      "- Sid: A1\n  Action: a\n  Resource: '*'\n- Sid: A3\n  Action: c\n  Resource: '*'\n- Sid: Own\n  Action: a\n  Resource: '*'\n- Sid: A2\n  Action: b\n  Resource: '*'\n",
    );
  });
});

describe('removing a statement', () => {
  const check = (before: string, index: number, after: string): void => {
    const opened = open(before);
    expect(apply(opened, removeStatement(opened.source, opened.policy, statementOf(opened, index)))).toBe(after);
  };

  test('in every style', () => {
    check('- Action: a\n  Resource: b # x\n\n# second\n- Action: c\n', 0, '\n# second\n- Action: c\n');
    check('- Action: a\n  Resource: b\n- Action: c\n', 1, '- Action: a\n  Resource: b\n');
    check('[{ Action: a }, { Action: c }]\n', 1, '[{ Action: a }]\n');
    check('[\n  {\n    "Action": "a"\n  },\n  {\n    "Action": "b"\n  }\n]', 0, '[\n  {\n    "Action": "b"\n  }\n]');
    check('[\n  {\n    "Action": "a"\n  },\n  {\n    "Action": "b"\n  }\n]', 1, '[\n  {\n    "Action": "a"\n  }\n]');
    check('[{\n  "Action": "a"\n}, {\n  "Action": "b"\n}]', 0, '[{\n  "Action": "b"\n}]');
    check('D: |\n  [\n    { "Action": "a" },\n    { "Action": "b" }\n  ]\nX: 1\n', 1, 'D: |\n  [\n    { "Action": "a" }\n  ]\nX: 1\n');
  });

  test('the only one stays', () => {
    for (const text of ['- Action: a\n', 'Statement: { Action: a }\n']) {
      const opened = open(text);
      expect(removeStatement(opened.source, opened.policy, statementOf(opened))).toEqual([]);
    }
  });
});
