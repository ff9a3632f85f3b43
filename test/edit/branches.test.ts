import { expect, test } from 'vitest';
import { applyEdits } from '../../server/src/edit/apply.ts';
import type { NewValue } from '../../server/src/edit/edit.ts';
import { removeStatement, splitStatement } from '../../server/src/edit/statements.ts';
import { removeValues, replaceValue, replaceValues } from '../../server/src/edit/values.ts';
import type { Policy, Statement } from '../../server/src/policy/model.ts';
import { literalText } from '../../server/src/template/text.ts';
import type { ReadTemplate } from '../support/template.ts';
import { drawStatements, readTemplate } from '../support/template.ts';

const literal = (text: string): NewValue => ({ kind: 'literal', text });

const template = (statement: string): string =>
  `Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyDocument:\n        Statement:\n${statement.replace(/^/gm, '          ')}\n`;

function first(read: ReadTemplate): { readonly policy: Policy; readonly statement: Statement } {
  const [policy] = read.policies;
  const [statement] = policy?.statements ?? [];
  if (policy === undefined || statement === undefined) throw new Error('no statement');
  return { policy, statement };
}

/** Replaces the action `old` by the others. */
function checkAction(before: string, old: string, inserted: readonly string[], after: string | undefined): void {
  const read = readTemplate(template(before));
  const { action } = first(read).statement;
  const value = action?.values.find((candidate) => literalText(candidate.text) === old);
  if (action === undefined || value === undefined) throw new Error(`no ${old}`);
  const edits = replaceValues(read.parsed.source, action, [value], inserted.map(literal));
  if (after === undefined) expect(edits).toEqual([]);
  else expect(applyEdits(read.parsed.source, edits)).toBe(template(after));
  const [only] = inserted;
  if (inserted.length === 1 && only !== undefined) expect(replaceValue(read.parsed.source, value, literal(only))).toEqual(edits);
}

test('a branch of Fn::If is replaced where it stands', () => {
  checkAction(
    "- Action: !If [C, 's3:*', s3:PutObject]\n  Resource: b",
    's3:*',
    ['s3:GetObject'],
    "- Action: !If [C, 's3:GetObject', s3:PutObject]\n  Resource: b",
  );
  checkAction(
    "- Action: !If [C, 's3:*', s3:PutObject]\n  Resource: b",
    's3:*',
    ['a:A', 'b:B'],
    "- Action: !If [C, ['a:A', 'b:B'], s3:PutObject]\n  Resource: b",
  );
  checkAction(
    '- Action:\n    Fn::If:\n      - C\n      - s3:*\n      - s3:PutObject\n  Resource: b',
    's3:*',
    ['a:A', 'b:B'],
    '- Action:\n    Fn::If:\n      - C\n      - [a:A, b:B]\n      - s3:PutObject\n  Resource: b',
  );
  checkAction(
    '- Action:\n    - !If [C, s3:*, d:D]\n    - c:C\n  Resource: b',
    's3:*',
    ['a:A'],
    '- Action:\n    - !If [C, a:A, d:D]\n    - c:C\n  Resource: b',
  );
});

test('a branch within a list cannot become a list', () => {
  checkAction('- Action:\n    - !If [C, s3:*, d:D]\n    - c:C\n  Resource: b', 's3:*', ['a:A', 'b:B'], undefined);
});

test('a list that is a branch of Fn::If', () => {
  checkAction(
    '- Action: !If [C, [s3:*, a:A], d:D]\n  Resource: b',
    's3:*',
    ['b:B', 'c:C'],
    '- Action: !If [C, [b:B, c:C, a:A], d:D]\n  Resource: b',
  );
});

test('pieces of Fn::Split are not written one by one', () => {
  const read = readTemplate(template("- Action: !Split [',', 'a:A,b:B']\n  Resource: b"));
  const { action } = first(read).statement;
  if (action === undefined) throw new Error('no action');
  expect(action.values).toHaveLength(2);
  expect(removeValues(read.parsed.source, action, action.values.slice(1))).toEqual([]);
});

test('a statement in a branch of Fn::If is neither removed nor split', () => {
  const read = readTemplate(template('- !If [C, { Action: [a:A, b:B], Resource: b }, !Ref AWS::NoValue]\n- { Action: c:C, Resource: b }'));
  const { policy, statement } = first(read);
  expect(statement.list).toBeUndefined();
  expect(removeStatement(read.parsed.source, policy, statement)).toEqual([]);
  expect(splitStatement(read.parsed.source, policy, statement, [{ action: [literal('a:A')] }, { action: [literal('b:B')] }])).toEqual([]);
});

test('statements of Serverless, which have no wrapper', () => {
  const read = readTemplate(
    "service: x\nprovider:\n  name: aws\n  iamRoleStatements:\n    - Effect: Allow\n      Action:\n        - s3:GetObject\n        - s3:ListBucket\n      Resource: '*'\nfunctions: {}\n",
    { uri: 'file:///workspace/serverless.yml' },
  );
  const { policy, statement } = first(read);
  const [get, list] = statement.action?.values ?? [];
  if (get === undefined || list === undefined) throw new Error('no actions');
  const edits = splitStatement(read.parsed.source, policy, statement, [
    { action: [{ kind: 'kept', value: get }], resource: [{ kind: 'sub', text: '${B.Arn}/*' }] },
    { action: [{ kind: 'kept', value: list }], resource: [{ kind: 'getAtt', logicalId: 'B', attribute: 'Arn' }] },
  ]);
  const text = applyEdits(read.parsed.source, edits);
  expect(drawStatements(readTemplate(text, { uri: 'file:///workspace/serverless.yml' }))).toBe(
    'Allow Action s3:GetObject Resource ${B.Arn}/*\nAllow Action s3:ListBucket Resource ${B.Arn}',
  );
  expect(text).toContain(
    "      Resource: !Sub '${B.Arn}/*'\n    - Effect: Allow\n      Action:\n        - s3:ListBucket\n      Resource: !GetAtt B.Arn\nfunctions: {}\n",
  );
});
