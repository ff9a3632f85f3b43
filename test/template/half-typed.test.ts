import { describe, expect, test } from 'vitest';
import { drawSources, drawStatements, readTemplate } from '../support/template.ts';

/** Statements of a policy half typed in YAML, in the host that `wrap` makes of them. */
const hosts: readonly (readonly [name: string, wrap: (statements: string) => string])[] = [
  ['a loose policy', (statements) => `Statement:\n${statements}`],
  [
    'sam',
    (statements) =>
      `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Statement:\n${indent(statements, 12)}`,
  ],
  [
    'cloudformation',
    (statements) =>
      `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n${indent(statements, 10)}`,
  ],
  ['serverless', (statements) => `service: x\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${indent(statements, 8)}`],
];

function indent(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
}

const whole = '- Effect: Deny\n  Action: a:b\n  Resource: c\n';

describe.each(hosts)('%s', (_, wrap) => {
  test.each([
    ['a new statement', `${whole}- `, 'Deny Action a:b Resource c'],
    ['an effect', `${whole}- Effect: `, 'Deny Action a:b Resource c\n …'],
    ['an action without a value', `${whole}- Effect: Allow\n  Action:\n`, 'Deny Action a:b Resource c\nAllow Action  …'],
    ['an action that is a word', `${whole}- Effect: Allow\n  Action: s3\n`, 'Deny Action a:b Resource c\nAllow Action s3'],
    ['an action with its colon', `${whole}- Effect: Allow\n  Action: "s3:"\n`, 'Deny Action a:b Resource c\nAllow Action s3:'],
    [
      'an item of a list',
      `${whole}- Effect: Allow\n  Action:\n    - s3:GetObject\n    - \n  Resource: c\n`,
      'Deny Action a:b Resource c\nAllow Action s3:GetObject … Resource c',
    ],
    ['a flow list', `${whole}- Effect: Allow\n  Action: [s3:GetObject, `, 'Deny Action a:b Resource c\nAllow Action s3:GetObject'],
    ['a text that is not closed', `${whole}- Effect: Allow\n  Action: "s3:Get`, 'Deny Action a:b Resource c\nAllow Action s3:Get'],
    ['a function without an argument', `${whole}- Effect: Allow\n  Resource: !Sub\n`, 'Deny Action a:b Resource c\nAllow Resource '],
  ])('%s', (__, statements, drawn) => {
    expect(drawStatements(readTemplate(wrap(statements)))).toBe(drawn);
  });
});

describe('JSON', () => {
  test.each([
    ['a statement', '{"Statement":[{"Effect":"Deny","Action":"a:b"},{', 'Deny Action a:b\n'],
    ['an element', '{"Statement":[{"Effect":"Deny","Action":"a:b"},{"Effect":"Allow","Action":', 'Deny Action a:b\nAllow Action  …'],
    ['a text', '{"Statement":[{"Effect":"Deny","Action":"a:b"},{"Effect":"Allow","Action":"s3:Get', 'Deny Action a:b\nAllow Action s3:Get'],
    ['a list', '{"Statement":[{"Effect":"Deny","Action":["a:b",', 'Deny Action a:b'],
  ])('%s', (_, text, drawn) => {
    expect(drawStatements(readTemplate(text))).toBe(drawn);
  });
});

test('an entry of Policies', () => {
  const wrap = (entry: string) =>
    `Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AMIDescribePolicy: {}\n${entry}`;
  const drawn = (entry: string) =>
    drawSources(readTemplate(wrap(entry)))
      .split('\n')
      .slice(1);
  expect(drawn('        - ')).toEqual([]);
  expect(drawn('        - S3Re')).toEqual(['identity F (managed)']);
  expect(drawn('        - S3ReadPolicy:')).toEqual(['identity F (policy-template) S3ReadPolicy']);
  expect(drawn('        - Statement:\n            ')).toEqual(['identity F (document) 0 statements incomplete']);
});
