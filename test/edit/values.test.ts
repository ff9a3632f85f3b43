import { describe, expect, test } from 'vitest';
import type { NewValue } from '../../server/src/edit/edit.ts';
import { addValues, removeValues, replaceValue, replaceValues } from '../../server/src/edit/values.ts';
import { actionsOf, apply, dedent, elementOf, open, valuesOf } from './support.ts';

const literals = (...texts: readonly string[]): readonly NewValue[] => texts.map((text) => ({ kind: 'literal', text }));

/** Replaces the actions named by others and compares the pictures. */
function checkActions(before: string, removed: readonly string[], inserted: readonly string[], after: string): void {
  const opened = open(dedent(before));
  const element = elementOf(opened, 'action');
  const text = apply(opened, replaceValues(opened.source, element, valuesOf(element, ...removed), literals(...inserted)));
  expect(text).toBe(dedent(after));
  const written = actionsOf(open(text, opened.source.language))[0];
  expect([...(written ?? [])].sort()).toEqual(
    [
      ...element.values
        .map((value) => (value.text.parts[0]?.kind === 'literal' ? value.text.parts[0].text : ''))
        .filter((action) => !removed.includes(action)),
      ...inserted,
    ].sort(),
  );
}

/** What an element of a policy JSON file looks like with this text as the value of its `Action`. */
const json = (action: string): string => `{ "Effect": "Allow", "Action": ${action}, "Resource": "*" }\n`;

describe('lists of block YAML', () => {
  test('items are replaced at the place of the first', () => {
    checkActions(
      `
      Statement:
        - Effect: Allow
          Action:
            - s3:GetObject # read
            # all of it
            - s3:*
            - sqs:SendMessage
          Resource: '*'
      `,
      ['s3:GetObject', 's3:*'],
      ['s3:PutObject', 's3:ListBucket'],
      `
      Statement:
        - Effect: Allow
          Action:
            - s3:PutObject # read
            - s3:ListBucket
            # all of it
            - sqs:SendMessage
          Resource: '*'
      `,
    );
  });

  test('a list at the indent of its key', () => {
    checkActions(
      `
      Effect: Allow
      Action:
      - 's3:*'
      Resource: '*'
      `,
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      `
      Effect: Allow
      Action:
      - 's3:GetObject'
      - 's3:PutObject'
      Resource: '*'
      `,
    );
  });

  test('a sole value becomes a list, its comment stays on its line', () => {
    checkActions(
      `
      - Effect: Allow
        Action: s3:* # everything
        Resource: '*'
      `,
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      `
      - Effect: Allow
        Action: # everything
          - s3:GetObject
          - s3:PutObject
        Resource: '*'
      `,
    );
  });

  test('a sole value becomes a list as the lists of the document are', () => {
    checkActions(
      `
      A:
      - Effect: Allow
        Action: '*'
        Resource:
        - 'a'
      `,
      ['*'],
      ['s3:GetObject', 's3:PutObject'],
      `
      A:
      - Effect: Allow
        Action:
        - s3:GetObject
        - s3:PutObject
        Resource:
        - 'a'
      `,
    );
    checkActions(
      `
      - Effect: Allow
        Action: s3:*
        Resource: ['a', 'b']
      `,
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      `
      - Effect: Allow
        Action: [s3:GetObject, s3:PutObject]
        Resource: ['a', 'b']
      `,
    );
  });

  test('a sole value on the line below its key', () => {
    checkActions(
      'Action:\n  s3:*\nResource: x\n',
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      'Action:\n  - s3:GetObject\n  - s3:PutObject\nResource: x\n',
    );
  });

  test('no line break at the end of the document', () => {
    checkActions('Resource: x\nAction:\n  - a:A\n  - b:B', ['b:B'], [], 'Resource: x\nAction:\n  - a:A');
    checkActions('Resource: x\nAction:\n  - a:A\n  - b:B', ['a:A', 'b:B'], ['c:C', 'd:D'], 'Resource: x\nAction:\n  - c:C\n  - d:D');
  });

  test('carriage returns stay', () => {
    checkActions(
      'Action:\r\n  - s3:*\r\n  - x:Y\r\nResource: x\r\n',
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      'Action:\r\n  - s3:GetObject\r\n  - s3:PutObject\r\n  - x:Y\r\nResource: x\r\n',
    );
    checkActions(
      'Action: s3:*\r\nResource: x\r\n',
      ['s3:*'],
      ['s3:GetObject', 's3:PutObject'],
      'Action:\r\n  - s3:GetObject\r\n  - s3:PutObject\r\nResource: x\r\n',
    );
  });

  test('what YAML would misread is quoted', () => {
    checkActions(
      'Action: [a:A]\nResource: x\n',
      ['a:A'],
      ['*', '@x', 'a: b', 'a #b', '12', 'yes', ' x', 'a, b'],
      `Action: ['*', '@x', 'a: b', 'a #b', '12', 'yes', ' x', 'a, b']\nResource: x\n`,
    );
  });

  test('a list within a list', () => {
    checkActions('Resource: x\nAction:\n  - a:A\n\n  - b:B # b\n', ['a:A'], [], 'Resource: x\nAction:\n\n  - b:B # b\n');
  });
});

describe('flow lists', () => {
  test('on one line', () => {
    checkActions(
      '{ Action: [a:A, b:B, c:C], Resource: x }\n',
      ['a:A', 'c:C'],
      ['d:D', 'e:E'],
      '{ Action: [d:D, e:E, b:B], Resource: x }\n',
    );
    checkActions("Action: ['a:A','b:B']\nResource: x\n", ['b:B'], ['d:D', 'e:E'], "Action: ['a:A','d:D','e:E']\nResource: x\n");
    checkActions('Action: [a:A, b:B, c:C]\nResource: x\n', ['b:B', 'c:C'], [], 'Action: [a:A]\nResource: x\n');
    checkActions('Action: [a:A, b:B, c:C]\nResource: x\n', ['a:A', 'b:B'], [], 'Action: [c:C]\nResource: x\n');
  });

  test('a line for each item', () => {
    checkActions(
      'Action: [\n    a:A, # first\n    b:B, # second\n    c:C # third\n  ]\nResource: x\n',
      ['c:C'],
      [],
      'Action: [\n    a:A, # first\n    b:B # second\n  ]\nResource: x\n',
    );
    checkActions(
      'Action: [\n    a:A,\n    b:B # second\n  ]\nResource: x\n',
      ['b:B'],
      ['c:C', 'd:D'],
      'Action: [\n    a:A,\n    c:C, # second\n    d:D\n  ]\nResource: x\n',
    );
    checkActions(
      'Action: [\n    a:A,\n    b:B,\n  ]\nResource: x\n',
      ['b:B'],
      ['c:C', 'd:D'],
      'Action: [\n    a:A,\n    c:C,\n    d:D,\n  ]\nResource: x\n',
    );
  });

  test('commas in front', () => {
    checkActions(
      'Action: [\n    a:A\n  , b:B\n  ]\nResource: x\n',
      ['a:A'],
      ['c:C', 'd:D'],
      'Action: [\n    c:C\n  , d:D\n  , b:B\n  ]\nResource: x\n',
    );
  });
});

describe('JSON', () => {
  test('on one line', () => {
    checkActions(json('["a:A", "b:B"]'), ['a:A'], ['c:C', 'd:D'], json('["c:C", "d:D", "b:B"]'));
    checkActions(json('"a:A"'), ['a:A'], ['c:C', 'd:D'], json('["c:C", "d:D"]'));
    checkActions('{"Action":"a:A","Resource":"*"}', ['a:A'], ['c:C', 'd:D'], '{"Action":["c:C","d:D"],"Resource":"*"}');
  });

  test('a line for each item, with tabs', () => {
    checkActions(
      '{\n\t"Action": "a:A",\n\t"Resource": [\n\t\t"x"\n\t]\n}\n',
      ['a:A'],
      ['c:C', 'd:D'],
      '{\n\t"Action": [\n\t\t"c:C",\n\t\t"d:D"\n\t],\n\t"Resource": [\n\t\t"x"\n\t]\n}\n',
    );
    checkActions(
      '{\r\n    "Action": [\r\n        "a:A",\r\n        "b:B"\r\n    ]\r\n}\r\n',
      ['b:B'],
      ['c:C', 'd:D'],
      '{\r\n    "Action": [\r\n        "a:A",\r\n        "c:C",\r\n        "d:D"\r\n    ]\r\n}\r\n',
    );
    checkActions('{\n  "Action": [\n    "a:A",\n    "b:B"\n  ]\n}\n', ['a:A', 'b:B'], ['c:C'], '{\n  "Action": [\n    "c:C"\n  ]\n}\n');
  });

  test('comments and a comma at the end', () => {
    checkActions(
      '{\n  "Action": [\n    "a:A", // first\n    "b:B", // second\n  ]\n}\n',
      ['b:B'],
      [],
      '{\n  "Action": [\n    "a:A", // first\n  ]\n}\n',
    );
    checkActions(
      '{\n  "Action": [\n    "a:A", // first\n    "b:B" // second\n  ]\n}\n',
      ['b:B'],
      [],
      '{\n  "Action": [\n    "a:A" // first\n  ]\n}\n',
    );
  });

  test('written as the siblings are: inline', () => {
    checkActions(
      '{\n  "Action": "a:A",\n  "Resource": ["x"]\n}\n',
      ['a:A'],
      ['c:C', 'd:D'],
      '{\n  "Action": ["c:C", "d:D"],\n  "Resource": ["x"]\n}\n',
    );
  });
});

describe('a list that is too long for one line', () => {
  const many = Array.from({ length: 12 }, (_, i) => `s3:GetObjectNumber${i}`);

  test('is broken up', () => {
    checkActions(
      'Action: [s3:*] # x\nResource: [b]\n',
      ['s3:*'],
      many,
      `Action: # x\n${many.map((name) => `  - ${name}\n`).join('')}Resource: [b]\n`,
    );
    checkActions(
      "Action: 's3:*'\nResource: ['b']\n",
      ['s3:*'],
      many,
      `Action:\n${many.map((name) => `  - '${name}'\n`).join('')}Resource: ['b']\n`,
    );
    checkActions(
      '{\n  "Action": ["s3:*"],\n  "Resource": ["b"]\n}\n',
      ['s3:*'],
      many,
      `{\n  "Action": [\n${many.map((name) => `    "${name}"`).join(',\n')}\n  ],\n  "Resource": ["b"]\n}\n`,
    );
  });

  test('stays on the line of its statement', () => {
    checkActions('- { Action: [s3:*], Resource: [b] }\n', ['s3:*'], many, `- { Action: [${many.join(', ')}], Resource: [b] }\n`);
    checkActions('{"Action":["s3:*"]}', ['s3:*'], many, `{"Action":[${many.map((name) => `"${name}"`).join(',')}]}`);
  });
});

describe('JSON text in a string', () => {
  test('in a literal block', () => {
    checkActions(
      'P:\n  Doc: |\n    {\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  Other: 1\n',
      ['s3:*'],
      ['a:A', 'b:B'],
      'P:\n  Doc: |\n    {\n      "Action": [\n        "a:A",\n        "b:B"\n      ],\n      "Resource": "*"\n    }\n  Other: 1\n',
    );
  });

  test('in a literal block with carriage returns', () => {
    checkActions(
      'Doc: |\r\n  {\r\n    "Action": [\r\n      "a:A"\r\n    ]\r\n  }\r\n',
      ['a:A'],
      ['b:B', 'c:C'],
      'Doc: |\r\n  {\r\n    "Action": [\r\n      "b:B",\r\n      "c:C"\r\n    ]\r\n  }\r\n',
    );
  });

  test('in quotes', () => {
    checkActions('Doc: "{\\"Action\\": \\"s3:*\\"}"\n', ['s3:*'], ['a:A', 'b:B'], 'Doc: "{\\"Action\\": [\\"a:A\\", \\"b:B\\"]}"\n');
    checkActions(`Doc: '{"Action": "s3:*"}'\n`, ['s3:*'], ["a:A'", 'b:B'], `Doc: '{"Action": ["a:A''", "b:B"]}'\n`);
    checkActions(
      '{ "Doc": "{\\n  \\"Action\\": [\\n    \\"a:A\\"\\n  ]\\n}" }',
      ['a:A'],
      ['b:B', 'c:C'],
      '{ "Doc": "{\\n  \\"Action\\": [\\n    \\"b:B\\",\\n    \\"c:C\\"\\n  ]\\n}" }',
    );
  });

  test('in a folded block', () => {
    checkActions('Doc: >-\n  { "Action":\n  "s3:*" }\n', ['s3:*'], ['a:A', 'b:B'], 'Doc: >-\n  { "Action":\n  ["a:A", "b:B"] }\n');
  });
});

describe('values', () => {
  const arn: NewValue = { kind: 'getAtt', logicalId: 'Bucket', attribute: 'Arn' };
  const objects: NewValue = { kind: 'sub', text: '${Bucket.Arn}/*' };

  /** Replaces the sole resource. */
  function checkResource(before: string, values: readonly NewValue[], after: string): void {
    const opened = open(before);
    const element = elementOf(opened, 'resource');
    const [value] = element.values;
    if (value === undefined) throw new Error('no resource');
    const [first] = values;
    const edits =
      values.length === 1 && first !== undefined
        ? replaceValue(opened.source, value, first)
        : replaceValues(opened.source, element, [value], values);
    expect(apply(opened, edits)).toBe(after);
  }

  test('short forms in YAML', () => {
    checkResource("Action: a\nResource: '*'\n", [arn], 'Action: a\nResource: !GetAtt Bucket.Arn\n');
    checkResource(
      "Action: a\nResource: '*'\n",
      [arn, objects],
      "Action: a\nResource:\n  - !GetAtt Bucket.Arn\n  - !Sub '${Bucket.Arn}/*'\n",
    );
    checkResource("{ Action: a, Resource: '*' }", [objects], "{ Action: a, Resource: !Sub '${Bucket.Arn}/*' }");
  });

  test('long forms where the author writes them', () => {
    checkResource(
      'X:\n  Fn::Sub: a\nAction: a\nResource: "*"\n',
      [arn],
      'X:\n  Fn::Sub: a\nAction: a\nResource:\n  Fn::GetAtt: [Bucket, Arn]\n',
    );
    checkResource(
      'X:\n  Fn::Sub: "a"\nAction: a\nResource: "*"\n',
      [arn, objects],
      'X:\n  Fn::Sub: "a"\nAction: a\nResource:\n  - Fn::GetAtt: [Bucket, Arn]\n  - Fn::Sub: "${Bucket.Arn}/*"\n',
    );
  });

  test('objects in JSON', () => {
    checkResource(
      '{\n  "Action": "a",\n  "Resource": "*"\n}',
      [arn],
      '{\n  "Action": "a",\n  "Resource": { "Fn::GetAtt": ["Bucket", "Arn"] }\n}',
    );
    checkResource(
      '{"Action":"a","Resource":"*"}',
      [arn, objects],
      '{"Action":"a","Resource":[{"Fn::GetAtt":["Bucket","Arn"]},{"Fn::Sub":"${Bucket.Arn}/*"}]}',
    );
  });

  test('in JSON text of an Fn::Sub', () => {
    checkResource(
      'Doc: !Sub |\n  { "Action": "a", "Resource": "*" }\n',
      [arn, objects],
      'Doc: !Sub |\n  { "Action": "a", "Resource": ["${Bucket.Arn}", "${Bucket.Arn}/*"] }\n',
    );
    checkResource(
      'Doc: !Sub |\n  { "Action": "a", "Resource": "*" }\n',
      literals('x/${aws:username}'),
      'Doc: !Sub |\n  { "Action": "a", "Resource": "x/${!aws:username}" }\n',
    );
  });

  test('no function is written into JSON text that is not substituted', () => {
    const opened = open('Doc: |\n  { "Action": "a", "Resource": "*" }\n');
    const element = elementOf(opened, 'resource');
    expect(replaceValues(opened.source, element, element.values, [arn])).toEqual([]);
  });

  test('added behind the last, whatever it is', () => {
    const check = (before: string, after: string): void => {
      const opened = open(before);
      expect(apply(opened, addValues(opened.source, elementOf(opened, 'resource'), [objects]))).toBe(after);
    };
    check('Action: a\nResource: !GetAtt Bucket.Arn\n', "Action: a\nResource:\n  - !GetAtt Bucket.Arn\n  - !Sub '${Bucket.Arn}/*'\n");
    check(
      'Action: a\nResource:\n  Fn::GetAtt: [Bucket, Arn]\nX: 1\n',
      "Action: a\nResource:\n  - Fn::GetAtt: [Bucket, Arn]\n  - Fn::Sub: '${Bucket.Arn}/*'\nX: 1\n",
    );
    check(
      'Action: a\nResource: !Join\n  - ""\n  - - a\n    - b\nX: 1\n',
      'Action: a\nResource:\n  - !Join\n    - ""\n    - - a\n      - b\n  - !Sub "${Bucket.Arn}/*"\nX: 1\n',
    );
    check('Action: a\nResource: !Sub >-\n  a\nX: 1\n', "Action: a\nResource:\n  - !Sub >-\n    a\n  - !Sub '${Bucket.Arn}/*'\nX: 1\n");
    check(
      'Action: a\nResource:\n- !Sub |\n  a\n\n- b\nX: 1\n',
      "Action: a\nResource:\n- !Sub |\n  a\n\n- b\n- !Sub '${Bucket.Arn}/*'\nX: 1\n",
    );
    check('{"Action":"a","Resource":{"Ref":"X"}}', '{"Action":"a","Resource":[{"Ref":"X"},{"Fn::Sub":"${Bucket.Arn}/*"}]}');
    check('Action: a\nResource: []\n', "Action: a\nResource: [!Sub '${Bucket.Arn}/*']\n");
  });

  test('nothing is written through an alias, a merge or a shared anchor', () => {
    const opened = open('X: &x [a, b]\nAction: *x\nResource: &y z\n');
    const action = elementOf(opened, 'action');
    expect(removeValues(opened.source, action, action.values.slice(1))).toEqual([]);
    expect(replaceValues(opened.source, elementOf(opened, 'resource'), elementOf(opened, 'resource').values, literals('q'))).toEqual([]);
  });

  test('the last value is not removed', () => {
    const opened = open('Action: [a]\nResource: z\n');
    for (const name of ['action', 'resource'] as const)
      expect(removeValues(opened.source, elementOf(opened, name), elementOf(opened, name).values)).toEqual([]);
  });
});

describe('hostile text', () => {
  test('is written to in no time', () => {
    const noise = `${'#        \n'.repeat(300)}${'# - : [{"\n'.repeat(300)}`;
    for (const text of [
      `${noise}Action: s3:*\nResource: b\n`,
      `X: ["${' '.repeat(20_000)}", "${'[{'.repeat(10_000)}"]\nAction: s3:*\nResource: b\n`,
    ]) {
      const opened = open(text, 'yaml');
      const element = elementOf(opened, 'action');
      const start = performance.now();
      apply(opened, replaceValues(opened.source, element, element.values, literals('a:A', '1'.repeat(10_000), '#'.repeat(10_000))));
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
