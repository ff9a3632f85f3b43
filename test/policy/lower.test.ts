import { describe, expect, test } from 'vitest';
import { lowerPolicies, lowerPolicy } from '../../server/src/policy/lower.ts';
import type { Statement } from '../../server/src/policy/model.ts';
import { textOf } from '../../server/src/syntax/source.ts';
import { drawStatements, readTemplate } from '../support/template.ts';

function statementsOf(text: string): readonly Statement[] {
  return readTemplate(text).policies.flatMap((policy) => policy.statements);
}

describe('elements', () => {
  test.each([
    [
      'all of them',
      '{"Sid":"a","Effect":"Allow","NotPrincipal":{"AWS":"x"},"NotAction":"a:b","NotResource":["c"]}',
      'Allow Sid a NotAction a:b NotResource c NotPrincipal AWS=x',
    ],
    ['a principal that is a string', '{"Effect":"Allow","Action":"a:b","Principal":"*"}', 'Allow Action a:b Principal AWS=*'],
    [
      'groups of principals',
      '{"Effect":"Allow","Action":"a:b","Principal":{"AWS":["x",123456789012],"Service":"y"}}',
      'Allow Action a:b Principal AWS=x, 123456789012 Principal Service=y',
    ],
    [
      'conditions',
      '{"Effect":"Allow","Action":"a:b","Condition":{"Bool":{"k":true},"StringLike":{"l":["m","n"],"o":"p"}}}',
      'Allow Action a:b If Bool k=true If StringLike l=m, n If StringLike o=p',
    ],
    ['a key in another case', '{"Effect":"Allow","Action":"a:b","resource":"c"}', 'Allow Action a:b unknown resource'],
    ['a key that is none', '{"Effect":"Allow","Action":"a:b","Resources":"c"}', 'Allow Action a:b unknown Resources'],
    ['a key twice', '{"Effect":"Allow","Action":"a:b","Action":"c:d"}', 'Allow Action c:d'],
  ])('%s', (_, text, drawn) => {
    expect(drawStatements(readTemplate(text))).toBe(drawn);
  });

  test.each([
    ['a number among actions', 'Action: [a:b, 7, c:d]', 'Action a:b, c:d …'],
    ['a mapping for a resource', 'Resource: {a: b}', 'Resource  …'],
    ['nothing', 'Resource:', 'Resource  …'],
    ['a boolean for an effect', 'Effect: true', 'true …'],
    ['a list for an effect', 'Effect: [Allow]', ' …'],
    ['a number for a Sid', 'Sid: 1', 'Sid 1 …'],
    ['a list for a principal', 'Principal: [a, b]', 'Principal AWS=a, b'],
    ['nothing for a principal', 'Principal:', 'Principal AWS= …'],
    ['nothing for a group', 'Principal: {AWS: , Service: a}', 'Principal AWS= Principal Service=a …'],
    ['a string for a condition', 'Condition: a', '…'],
    ['a string for an operator', 'Condition: {Bool: a, StringLike: {b: c}}', 'If StringLike b=c …'],
    ['an account without quotes', 'Principal: {AWS: 012345678901}', 'Principal AWS=012345678901'],
    ['what is included', "'Fn::Transform': {Name: AWS::Include}\nAction: a:b", 'Action a:b incomplete'],
  ])('the wrong shape: %s', (_, text, drawn) => {
    const body = text.replaceAll('\n', '\n        ');
    const read = readTemplate(
      `Resources:\n  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyDocument:\n       Statement:\n        ${body}\n`,
    );
    expect(drawStatements(read).trim()).toBe(drawn.trim());
  });
});

describe('documents', () => {
  test('version, id and what is unknown', () => {
    const { policies } = readTemplate('Version: 2012-10-17\nId: x\nstatement: []\nStatement: [{Effect: Allow, Action: a:b}]\n');
    const [policy] = policies;
    expect(policy?.version?.values.map(({ text }) => text.parts[0]?.kind === 'literal' && text.parts[0].text)).toEqual(['2012-10-17']);
    expect(policy?.version?.complete).toBe(true);
    expect(policy?.unknown.map(({ key }) => key.value)).toEqual(['statement']);
    expect(policy?.complete).toBe(true);
  });

  test('what is no statement leaves the policy incomplete', () => {
    const { policies } = readTemplate(
      'Statement:\n  - Effect: Allow\n    Action: a:b\n  - a string\n  -\n  - !Ref Other\n  - {Effect: Deny, Action: c:d}\n',
    );
    expect(policies.map(({ statements, complete }) => [statements.length, complete])).toEqual([[2, false]]);
  });

  test('lists that statements are items of', () => {
    const [single] = statementsOf('{"Statement":{"Effect":"Allow","Action":"a:b"}}');
    const [first, second] = statementsOf('{"Statement":[{"Effect":"Allow","Action":"a:b"},{"Effect":"Deny","Action":"a:b"}]}');
    expect(single?.list).toBeUndefined();
    expect(first?.list?.items.map((item) => [item === first.node, item === second?.node])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('values know what to replace', () => {
    const read = readTemplate('Statement:\n  Effect: Allow\n  Action: [ "s3:Get*", !Sub "s3:${X}" ]\n');
    const values = read.policies[0]?.statements[0]?.action?.values ?? [];
    expect(values.map(({ node }) => textOf(read.template.source, node.outer))).toEqual(['"s3:Get*"', '!Sub "s3:${X}"']);
  });
});

test('one source is lowered as all of them are', () => {
  const { template } = readTemplate(
    'Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Policies: [A, {S3ReadPolicy: {}}, {Statement: {Effect: Allow}}]}}\n',
  );
  expect(template.policies.map((source) => lowerPolicy(source, template)?.statements.length)).toEqual([undefined, undefined, 1]);
  expect(lowerPolicies(template).map(({ source }) => source)).toEqual(template.policies.slice(2));
});
