import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lowerPolicies } from '../../server/src/policy/lower.ts';
import type { Node } from '../../server/src/syntax/node.ts';
import { parseDocument } from '../../server/src/syntax/parse.ts';
import { toOffsets } from '../../server/src/syntax/source.ts';
import { lowerTemplate } from '../../server/src/template/lower-template.ts';
import { mayHoldPolicies } from '../../server/src/template/policy-words.ts';
import { findVariables } from '../../server/src/template/variables.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import type { ReadTemplate } from '../support/template.ts';
import { nodesOf, readTemplate, snapshot, tryTemplate } from '../support/template.ts';

const fixtures = [
  `Transform: AWS::Serverless-2016-10-31
Parameters: {Stage: {Type: String, Default: dev}}
Resources:
  Fn::ForEach::L:
    - X
    - [a, b]
    - B\${X}: {Type: AWS::S3::Bucket}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSLambdaBasicExecutionRole
        - S3ReadPolicy: {BucketName: !Ref B}
        - !If [Prod, {Statement: [{Effect: Allow, Action: !Split [',', 'a:b,c:d'], Resource: !Sub ['\${A}/*', {A: !GetAtt B.Arn}]}]}, !Ref AWS::NoValue]
        - PolicyDocument: !Sub |
            {"Statement": [{"Effect": "Allow", "Action": ["s3:Get\\u002a"], "Resource": "\${B.Arn}/\${!aws:username}"}]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {'Fn::ToJsonString': {Statement: {Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}}}
      Policies: [{PolicyName: x, PolicyDocument: {Statement: &s [{Effect: Deny, NotAction: '*', NotResource: !Join ['', [a, !Ref B]]}]}}]
`,
  `service: x
provider:
  name: aws
  iam: {role: {statements: ["\${file(a.yml)}", "\${self:custom.s}"], managedPolicies: [x]}}
functions:
  hello-world: {handler: x, iamRoleStatements: ["\${file(a.yml):0}"], events: [{http: GET /}]}
custom:
  s: {Effect: Allow, Action: 's3:\${opt:stage, ''dev''}', Resource: '\\\${aws:username}-#{AWS::Region}'}
resources:
  - Resources: {P: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: "\${file(p.json)}"}}}
  - "\${file(a.yml)}"
`,
  '{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:*","Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}',
  '{"Policy":"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":\\"s3:*\\"}]}"}',
];

const files = {
  'a.yml': '- {Effect: Allow, Action: a:b, Resource: "${self:custom.s.Resource}"}\n- ${file(a.yml)}\n',
  'p.json': '{"Statement":[]}',
};

/** Every range lies in its document; reading them all forces what is lazy. */
function checkRanges(read: ReadTemplate | undefined): void {
  if (read === undefined) return;
  const { template, policies } = read;
  const check = (range: Node['range']) => {
    const source = template.sources.get(range.unit.uri) ?? template.source;
    const { start, end } = toOffsets(source, range);
    if (start < 0 || end < start || end > source.text.length) throw new Error(`${start}..${end} of ${source.text.length}`);
  };
  for (const source of template.policies) for (const node of nodesOf(source.node)) check(node.range);
  for (const statement of policies.flatMap((policy) => policy.statements)) {
    for (const element of [statement.action, statement.resource, statement.notAction, statement.notResource]) {
      for (const { text } of element?.values ?? []) for (const part of [text, ...text.parts]) check(part.range);
    }
  }
}

describe('any text', () => {
  test.each(fixtures.map((text, index) => [index, text] as const))(
    'truncations of fixture %i',
    (_, text) => {
      for (let end = 0; end < text.length; end += 11) checkRanges(tryTemplate(text.slice(0, end), { files }));
    },
    30_000,
  );

  const pieces = [
    '',
    '{',
    '}',
    '[',
    ']',
    ':',
    '- ',
    '\n',
    '"',
    "'",
    '${',
    '!Sub ',
    '!If ',
    '*',
    '&a ',
    '*s',
    'Fn::If',
    '${file(a.yml)}',
    '${self:}',
    '\t',
    '🐘',
  ];

  test('mutations', () => {
    const mutation = fc.tuple(fc.constantFrom(...fixtures), fc.nat(), fc.nat(12), fc.constantFrom(...pieces));
    fc.assert(
      fc.property(mutation, ([text, at, cut, piece]) => {
        const start = at % text.length;
        checkRanges(tryTemplate(text.slice(0, start) + piece + text.slice(start + cut), { files }));
      }),
      { numRuns: 150 },
    );
  }, 30_000);
});

describe('bounds', () => {
  const policy = (value: string) =>
    `Resources:\n  P: {Type: AWS::IAM::Policy, Properties: {PolicyDocument: {Statement: {Resource: ${value}}}}}\n`;

  test('functions in functions without end', () => {
    const nested = `${Array.from({ length: 90 }, (_, depth) => `!If [C${depth}, `).join('')}x${', y]'.repeat(90)}`;
    expect(readTemplate(policy(nested)).policies[0]?.statements[0]?.resource?.complete).toBe(false);
    const joined = `${"{'Fn::Join': ['', [".repeat(60)}x${']]}'.repeat(60)}`;
    expect(readTemplate(policy(joined)).policies[0]?.statements[0]?.resource?.values.length).toBe(1);
  });

  test('variables that name each other many times over', () => {
    const level = (from: string, to: string) => `  ${from}: [${Array.from({ length: 100 }, () => `"\${self:custom.${to}}"`).join(', ')}]\n`;
    const text = `service: x
provider: {name: aws, iamRoleStatements: "\${self:custom.a}"}
custom:
${level('a', 's')}  s: {Effect: Allow, Action: "\${self:custom.b}", Resource: "\${self:custom.b}"}
${level('b', 'c')}${level('c', 'd')}${level('d', 'a')}`;
    const started = performance.now();
    expect(readTemplate(text).policies[0]?.statements.length).toBe(100);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test.each(['${self:', '{{resolve:', '#{', '${', '\n', 'Action: ', ' '])('a text of nothing but %j', (piece) => {
    const text = piece.repeat(Math.trunc(600_000 / piece.length));
    const started = performance.now();
    mayHoldPolicies(`${text}Action:${text}`);
    const found = ['serverless', 'sam'].flatMap((dialect) => findVariables(text, dialect === 'sam' ? 'sam' : 'serverless'));
    expect(found).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('loops in loops without end', () => {
    const text = `Resources:\n${Array.from({ length: 40 }, (_, depth) => `${' '.repeat(4 * depth + 2)}Fn::ForEach::L${depth}:\n${' '.repeat(4 * depth + 4)}- I${depth}\n${' '.repeat(4 * depth + 4)}- [a]\n${' '.repeat(4 * depth + 4)}-\n`).join('')}${' '.repeat(170)}R: {Type: AWS::S3::Bucket}\nAWSTemplateFormatVersion: x\n`;
    expect(readTemplate(text).template.scope.incomplete).toBe(true);
  });
});

test('a template of 3,000 lines is lowered in milliseconds', () => {
  const entry = (index: number) => `  F${index}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler
      Environment:
        Variables:
          TABLE: !Ref T${index}
      Policies:
        - AWSXRayDaemonWriteAccess
        - DynamoDBCrudPolicy:
            TableName: !Ref T${index}
        - Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action:
                - s3:GetObject
                - s3:PutObject
              Resource:
                - !Sub arn:\${AWS::Partition}:s3:::\${B${index}}/*
                - !GetAtt B${index}.Arn
                - !Join ['', ['arn:aws:s3:::', !Ref B${index}, '/*']]
  T${index}:
    Type: AWS::Serverless::SimpleTable
  B${index}:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub b-${index}-\${AWS::AccountId}
      VersioningConfiguration:
        Status: Enabled
`;
  const text = `Transform: AWS::Serverless-2016-10-31\nResources:\n${Array.from({ length: 107 }, (_, index) => entry(index)).join('')}`;
  expect(text.split('\n').length).toBeGreaterThan(3000);
  // The target is 15 ms. A slow machine gets twice as much; processor time and the best run count, so that a busy one does as well.
  expect(bestTime(text)).toBeLessThan(30);
});

/** Milliseconds of processor time that lowering a parsed text takes, the best of 20 runs. */
function bestTime(text: string): number {
  const parsed = parseDocument('file:///workspace/template.yaml', text, 'yaml');
  const context = { catalog: loadCatalogForTests(), files: snapshot({}), parse: parseDocument };
  const times = Array.from({ length: 20 }, () => {
    const started = process.cpuUsage();
    const lowered = lowerTemplate(parsed, context);
    if (lowered === undefined || lowerPolicies(lowered.template).length !== 107) throw new Error('not all policies were found');
    return process.cpuUsage(started).user / 1000;
  });
  return Math.min(...times);
}
