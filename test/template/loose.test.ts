import { describe, expect, test } from 'vitest';
import { drawSources, drawStatements, readTemplate } from '../support/template.ts';

describe('the kind of a loose policy', () => {
  test.each([
    ['no principal', '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}', 'identity (statements) 1 statement'],
    [
      'a principal',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}',
      'resource (document) 1 statement',
    ],
    [
      'a principal without a resource',
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"ecr:GetDownloadUrlForLayer"}}',
      'resource (document) 1 statement',
    ],
    [
      'assuming a role',
      '{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
      'trust (document) 1 statement',
    ],
    [
      'assuming a role on a resource',
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}',
      'resource (document) 1 statement',
    ],
    [
      'assuming a role as an identity',
      '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}',
      'identity (document) 1 statement',
    ],
    ['no statements', '{"Version":"2012-10-17","Statement":[]}', 'unknown (document) 0 statements'],
    ['a trust policy by its place', '{"AssumeRolePolicyDocument":{"Statement":[]}}', 'trust (document) 0 statements'],
  ])('%s', (_, text, drawn) => {
    expect(drawSources(readTemplate(text))).toBe(drawn);
  });
});

test('one line without spaces', () => {
  expect(drawStatements(readTemplate('{"Statement":{"Effect":"Allow","Action":"x:Y","Resource":["a","b"]}}'))).toBe(
    'Allow Action x:Y Resource a, b',
  );
});

test('comments and blank lines between items', () => {
  const text = `- Effect: Allow
  # reads
  Action:

    - s3:GetObject # one
    # Action: s3:DeleteObject

    - s3:ListBucket
  Resource: '*'

# - Effect: Deny
#   Action: '*'
- Effect: Deny
  NotAction: s3:*
  Resource: '*'
`;
  expect(drawStatements(readTemplate(text))).toBe('Allow Action s3:GetObject, s3:ListBucket Resource *\nDeny NotAction s3:* Resource *');
});

test('JSON with comments and a trailing comma', () => {
  const text = '// "Statement": {}\n{"Statement": [ /* none */ {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",}, ]}';
  expect(drawStatements(readTemplate(text, { language: 'json' }))).toBe('Allow Action s3:GetObject Resource *');
});

test('anchors, aliases and merge keys', () => {
  const text = `Statement:
  - &base
    Effect: Allow
    Action: &reads [s3:GetObject, s3:ListBucket]
    Resource: a
  - Effect: Deny
    Action: *reads
    Resource: b
  - <<: *base
    Resource: c
`;
  expect(drawStatements(readTemplate(text))).toBe(`Allow Action s3:GetObject, s3:ListBucket Resource a
Deny Action s3:GetObject, s3:ListBucket Resource b
Allow Action s3:GetObject, s3:ListBucket Resource c`);
});

test('JSON text that the AWS CLI prints', () => {
  const policy =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}';
  const read = readTemplate(JSON.stringify({ Policy: policy }));
  expect(drawSources(read)).toBe('resource (document) 1 statement');
  expect(drawStatements(read)).toBe('Allow Action s3:GetObject Resource arn:aws:s3:::b/* Principal AWS=*');
});

test('variables of Serverless in a file that a service includes', () => {
  const text = "- Effect: Allow\n  Action: s3:GetObject\n  Resource: 'arn:aws:s3:::${self:custom.bucket}/${aws:username}'\n";
  expect(drawStatements(readTemplate(text))).toBe('Allow Action s3:GetObject Resource arn:aws:s3:::${self:custom.bucket}/${aws:username}');
  const [literal, variable, rest] = readTemplate(text).policies[0]?.statements[0]?.resource?.values[0]?.text.parts ?? [];
  expect([literal?.kind, variable?.kind === 'symbol' && variable.symbol.kind, rest?.kind === 'literal' && rest.text]).toEqual([
    'literal',
    'variable',
    '/${aws:username}',
  ]);
});
