import { describe, expect, test } from 'vitest';
import { insertCommentAbove, insertMetadataIgnore } from '../../server/src/edit/comments.ts';
import type { NewValue } from '../../server/src/edit/edit.ts';
import { insertPair, removePair, renameKey } from '../../server/src/edit/pairs.ts';
import { quoteRange, quoteScalar, replaceScalarText } from '../../server/src/edit/scalars.ts';
import { unwrapEntry } from '../../server/src/edit/unwrap.ts';
import type { MappingNode, Node } from '../../server/src/syntax/node.ts';
import { findPair, findValue } from '../../server/src/syntax/node.ts';
import { apply, dedent, elementOf, open, statementOf } from './support.ts';

const literal = (text: string): NewValue => ({ kind: 'literal', text });

function mappingOf(node: Node | undefined): MappingNode {
  if (node?.kind !== 'mapping') throw new Error('no mapping');
  return node;
}

describe('a new pair', () => {
  const check = (before: string, key: string, value: NewValue | readonly NewValue[], after: string, behind?: string): void => {
    const opened = open(before);
    const { node } = statementOf(opened);
    const pair = behind === undefined ? undefined : findPair(node, behind);
    expect(apply(opened, insertPair(opened.source, node, key, value, pair))).toBe(after);
  };

  test('block YAML', () => {
    check(
      '- Action: a # x\n  Resource:\n    - b\n# next\n- Action: c\n',
      'Effect',
      literal('Allow'),
      '- Action: a # x\n  Resource:\n    - b\n  Effect: Allow\n# next\n- Action: c\n',
    );
    check('- Action: a # x\n  Resource: b\n', 'Effect', literal('Allow'), '- Action: a # x\n  Effect: Allow\n  Resource: b\n', 'Action');
    check(
      'Action:\r\n- a\r\n',
      'Resource',
      [literal('*'), { kind: 'ref', logicalId: 'B' }],
      "Action:\r\n- a\r\nResource:\r\n- '*'\r\n- !Ref B\r\n",
    );
    check('Resource: b\nAction:', 'Effect', literal('Allow'), 'Resource: b\nAction:\nEffect: Allow');
    check(
      'Action: &x a\nResource: *x\nSid: s\n',
      'Effect',
      literal('Allow'),
      'Action: &x a\nResource: *x\nEffect: Allow\nSid: s\n',
      'Resource',
    );
  });

  test('flow YAML and JSON', () => {
    check('- { Action: a }\n', 'Effect', literal('Allow'), '- { Action: a, Effect: Allow }\n');
    check('{"Action":"a"}', 'Effect', literal('Allow'), '{"Action":"a","Effect":"Allow"}');
    check('{\n\t"Action": "a"\n}', 'Resource', [literal('*')], '{\n\t"Action": "a",\n\t"Resource": [\n\t\t"*"\n\t]\n}');
    check(
      '{\n  "Action": "a",\n  "Resource": ["b"]\n}',
      'Effect',
      [literal('Allow')],
      '{\n  "Action": "a",\n  "Effect": ["Allow"],\n  "Resource": ["b"]\n}',
      'Action',
    );
    check('D: |\n  {\n    "Action": "a"\n  }\n', 'Effect', literal('Allow'), 'D: |\n  {\n    "Action": "a",\n    "Effect": "Allow"\n  }\n');
    check('D: "{\\"Action\\":\\"a\\"}"\n', 'Effect', literal('Allow'), 'D: "{\\"Action\\":\\"a\\",\\"Effect\\":\\"Allow\\"}"\n');
  });
});

describe('removing and renaming a pair', () => {
  const remove = (before: string, key: string, after: string): void => {
    const opened = open(before);
    const { node } = statementOf(opened);
    const pair = findPair(node, key);
    if (pair === undefined) throw new Error(`no ${key}`);
    expect(apply(opened, removePair(opened.source, node, pair))).toBe(after);
  };

  test('removed', () => {
    remove('- Sid: a # x\n  Action: b\n', 'Sid', '- Action: b\n');
    remove('- Sid: a\n  # about b\n  Action: b\n', 'Sid', '-\n  # about b\n  Action: b\n');
    remove('- Action: b\n  Foo:\n    - 1\n    - 2\n  Sid: a\n', 'Foo', '- Action: b\n  Sid: a\n');
    remove('{"Action":"b","Foo":1}', 'Foo', '{"Action":"b"}');
    remove('{\n  "Foo": [\n    1\n  ],\n  "Action": "b"\n}', 'Foo', '{\n  "Action": "b"\n}');
    remove('{\n  "Action": "b",\n  "Foo": 1\n}', 'Foo', '{\n  "Action": "b"\n}');
  });

  test('renamed', () => {
    const rename = (before: string, after: string): void => {
      const opened = open(before);
      const pair = statementOf(opened).node.pairs.find((candidate) => candidate.key.value === 'Ressource');
      if (pair === undefined) throw new Error('no pair');
      expect(apply(opened, renameKey(opened.source, pair, 'Resource'))).toBe(after);
    };
    rename('Action: a\nRessource: b\n', 'Action: a\nResource: b\n');
    rename("Action: a\n'Ressource': b\n", "Action: a\n'Resource': b\n");
    rename('{"Action":"a","Ressource":"b"}', '{"Action":"a","Resource":"b"}');
    rename('D: "{\\"Action\\":\\"a\\",\\"Ressource\\":\\"b\\"}"', 'D: "{\\"Action\\":\\"a\\",\\"Resource\\":\\"b\\"}"');
  });
});

describe('scalars', () => {
  const check = (before: string, text: string, after: string): void => {
    const opened = open(before);
    const scalar = elementOf(opened, 'action').pair.value;
    if (scalar.kind !== 'scalar') throw new Error('no scalar');
    const changed = apply(opened, replaceScalarText(opened.source, scalar, text));
    expect(changed).toBe(after);
    expect(findValue(statementOf(open(changed, opened.source.language)).node, 'Action')).toMatchObject({ value: text });
  };

  test.each([
    '*',
    '@a',
    'a: b',
    'a #b',
    '123',
    '0x1F',
    '1:30',
    'true',
    'no',
    '~',
    '',
    '- a',
    '!x',
    '&x',
    '%x',
    'a:',
    "it's",
    ' a',
    '2012-10-17',
    '"',
    '`',
  ])('plain text that would be misread is quoted: %s', (text) => {
    check('Action: a\nResource: b\n', text, `Action: '${text.replaceAll("'", "''")}'\nResource: b\n`.replace("'it''s'", "it's"));
  });

  test.each(['s3:Get*', 'arn:aws:s3:::b/*', '${self:x}', '-a', 'a-b', 'a{b}', '1.2.3.4/24'])(
    'plain text that is safe is not: %s',
    (text) => {
      check('Action: a # x\nResource: b\n', text, `Action: ${text} # x\nResource: b\n`);
    },
  );

  test('quotes are kept and escaped', () => {
    check("Action: 'a'\nResource: b\n", "it's", "Action: 'it''s'\nResource: b\n");
    check('Action: "a"\nResource: b\n', 'a"\\b', 'Action: "a\\"\\\\b"\nResource: b\n');
    check('{"Action":"a"}', 'a"\\b', '{"Action":"a\\"\\\\b"}');
    check('{ Action: a }', 'a,b', "{ Action: 'a,b' }");
    check('D: \'{"Action":"a"}\'', "it's", 'D: \'{"Action":"it\'\'s"}\'');
    check('Action: >-\n  a\n  b\nResource: b\n', 'c', 'Action: >-\n  c\nResource: b\n');
    check("Action: 'a'\nResource: b\n", 'a\tb', 'Action: "a\\tb"\nResource: b\n');
    check('Resource: b\nAction:', 'x', 'Resource: b\nAction: x');
  });

  test('quoted', () => {
    const opened = open('Action: a\nResource: "b"\n');
    const action = elementOf(opened, 'action').pair.value;
    const resource = elementOf(opened, 'resource').pair.value;
    if (action.kind !== 'scalar' || resource.kind !== 'scalar') throw new Error('no scalar');
    expect(apply(opened, quoteScalar(opened.source, action))).toBe('Action: "a"\nResource: "b"\n');
    expect(quoteScalar(opened.source, resource)).toEqual([]);
    expect(apply(opened, quoteRange(opened.source, action.range))).toBe('Action: "a"\nResource: "b"\n');
  });
});

describe('unwrapping an entry', () => {
  const check = (before: string, after: string): void => {
    const opened = open(dedent(before));
    const policies = findValue(opened.tree, 'Policies');
    const entry = mappingOf(
      policies?.kind === 'sequence' ? policies.items.find((item) => findPair(item, 'PolicyDocument') !== undefined) : policies,
    );
    const document = findValue(entry, 'PolicyDocument');
    if (document === undefined) throw new Error('no document');
    expect(apply(opened, unwrapEntry(opened.source, entry, document))).toBe(dedent(after));
  };

  test('block YAML', () => {
    check(
      `
      Policies:
        - AWSLambdaExecute
        - PolicyName: x
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
            - Effect: Allow
              # why
              Action:
                - a
        - Other
      `,
      `
      Policies:
        - AWSLambdaExecute
        - Version: '2012-10-17'
          Statement:
          - Effect: Allow
            # why
            Action:
              - a
        - Other
      `,
    );
  });

  test('the name last, flow documents, a mapping', () => {
    check(
      'Policies:\n- PolicyDocument: {\n    Statement: [ { Action: a } ]\n  }\n  PolicyName: x\n',
      'Policies:\n- {\n    Statement: [ { Action: a } ]\n  }\n',
    );
    check(
      'Policies:\n  PolicyName: x\n  PolicyDocument:\n      Statement:\n        Action: a\nX: 1\n',
      'Policies:\n  Statement:\n    Action: a\nX: 1\n',
    );
    check(
      'Policies:\r\n  - PolicyName: x\r\n    PolicyDocument:\r\n      Statement:\r\n        Action: a\r\n',
      'Policies:\r\n  - Statement:\r\n      Action: a\r\n',
    );
  });

  test('JSON', () => {
    check(
      `
      {"Policies": [
        {
          "PolicyName": "x",
          "PolicyDocument": {
            "Statement": [
              { "Action": "a" }
            ]
          }
        }
      ]}
      `,
      `
      {"Policies": [
        {
          "Statement": [
            { "Action": "a" }
          ]
        }
      ]}
      `,
    );
  });
});

describe('comments and metadata', () => {
  const comment = 'leastwise-ignore wildcard-action: all of it';
  const above = (before: string, text: string, after: string): void => {
    const opened = open(before);
    expect(apply(opened, insertCommentAbove(opened.source, elementOf(opened, 'action').pair.value, text))).toBe(after);
  };

  test('a comment above the line', () => {
    above('- Effect: Allow\n  Action: a\n', comment, `- Effect: Allow\n  # ${comment}\n  Action: a\n`);
    above('- Action: a\r\n', comment, `# ${comment}\r\n- Action: a\r\n`);
    above('X: 1\nD: |\n  { "Action": "a" }\n', comment, `X: 1\n# ${comment}\nD: |\n  { "Action": "a" }\n`);
  });

  test('one more rule', () => {
    above(
      '# leastwise-ignore invalid-arn: known\nAction: a\n',
      comment,
      '# leastwise-ignore invalid-arn, wildcard-action: known; all of it\nAction: a\n',
    );
    above(
      '# leastwise-ignore invalid-arn: all of it\nAction: a\n',
      comment,
      '# leastwise-ignore invalid-arn, wildcard-action: all of it\nAction: a\n',
    );
    above('# why\nAction: a\n', comment, `# why\n# ${comment}\nAction: a\n`);
  });

  test('JSON has no comments', () => {
    const opened = open('{"Action":"a"}');
    expect(insertCommentAbove(opened.source, elementOf(opened, 'action').pair.value, comment)).toEqual([]);
  });

  const metadata = (before: string, after: string): void => {
    const opened = open(before);
    expect(apply(opened, insertMetadataIgnore(opened.source, mappingOf(findValue(opened.tree, 'R')), 'some-rule', 'because: so'))).toBe(
      after,
    );
    const again = open(after, opened.source.language);
    expect(insertMetadataIgnore(again.source, mappingOf(findValue(again.tree, 'R')), 'some-rule', 'again')).toEqual([]);
  };

  test('metadata of a resource', () => {
    metadata(
      '{"R": {\n  "Type": "T",\n  "Properties": {}\n}}',
      '{"R": {\n  "Type": "T",\n  "Metadata": {\n    "leastwise": {\n      "ignore": [\n        {\n          "rule": "some-rule",\n          "reason": "because: so"\n        }\n      ]\n    }\n  },\n  "Properties": {}\n}}',
    );
    metadata('{"R":{"Type":"T"}}', '{"R":{"Type":"T","Metadata":{"leastwise":{"ignore":[{"rule":"some-rule","reason":"because: so"}]}}}}');
    metadata(
      'R:\n  Type: T\n  Properties: {}\n',
      "R:\n  Type: T\n  Metadata:\n    leastwise:\n      ignore:\n        - rule: some-rule\n          reason: 'because: so'\n  Properties: {}\n",
    );
    metadata(
      'R:\n  Type: T\n  Metadata:\n    Foo: 1\n',
      "R:\n  Type: T\n  Metadata:\n    Foo: 1\n    leastwise:\n      ignore:\n        - rule: some-rule\n          reason: 'because: so'\n",
    );
    metadata(
      'R:\n  Metadata:\n    leastwise:\n      ignore:\n        - { rule: a, reason: b }\n',
      "R:\n  Metadata:\n    leastwise:\n      ignore:\n        - { rule: a, reason: b }\n        - rule: some-rule\n          reason: 'because: so'\n",
    );
    metadata(
      '{"R":{"Metadata":{"leastwise":{"ignore":[]}}}}',
      '{"R":{"Metadata":{"leastwise":{"ignore":[{"rule":"some-rule","reason":"because: so"}]}}}}',
    );
  });
});
