import { describe, expect, test } from 'vitest';
import { drawSources, drawStatements, readTemplate } from '../support/template.ts';

/** A SAM template with one function, `Policies` in YAML at its own indent. */
function functionWith(policies: string): string {
  const body = policies
    .split('\n')
    .map((line) => `        ${line}`)
    .join('\n');
  return `Transform: AWS::Serverless-2016-10-31
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
${body}
`;
}

const statement = 'Statement: [{Effect: Allow, Action: s3:GetObject, Resource: "*"}]';

describe('Policies of a function', () => {
  test.each([
    ['a managed policy', 'AWSLambdaBasicExecutionRole', 'identity Fn (managed)'],
    ['managed policies', '- !Ref P\n- !Sub arn:${AWS::Partition}:iam::aws:policy/X', 'identity Fn (managed)\nidentity Fn (managed)'],
    ['a document alone', statement, 'identity Fn (document) 1 statement'],
    ['a document in a list', `- ${statement}`, 'identity Fn (document) 1 statement'],
    ['a document with a version', `- Version: 2012-10-17\n  ${statement}`, 'identity Fn (document) 1 statement'],
    ['a document with a single statement', '- Statement: {Effect: Allow}', 'identity Fn (document) 1 statement'],
    ['a document without statements yet', '- Version: 2012-10-17', 'identity Fn (document) 0 statements'],
    ['a document with an empty statement', '- Statement:', 'identity Fn (document) 0 statements incomplete'],
    ['a document in flow style', '[{Statement: {Effect: Allow}}]', 'identity Fn (document) 1 statement'],
    ['a policy template', '- S3ReadPolicy:\n    BucketName: !Ref Bucket', 'identity Fn (policy-template) S3ReadPolicy'],
    ['a policy template without parameters', '- AMIDescribePolicy: {}', 'identity Fn (policy-template) AMIDescribePolicy'],
    ['a policy template alone', 'S3ReadPolicy: {BucketName: x}', 'identity Fn (policy-template) S3ReadPolicy'],
    ['a template that nobody knows', '- S3RaedPolicy: {BucketName: x}', 'identity Fn (policy-template) S3RaedPolicy'],
    ['a wrapped document', `- PolicyName: x\n  PolicyDocument:\n    ${statement}`, 'identity Fn (wrapped) 1 statement'],
    ['a statement without a document', '- Effect: Allow\n  Action: s3:GetObject\n  Resource: "*"', 'identity Fn (statements) 1 statement'],
    [
      'branches around a policy',
      `- !If [Prod, {${statement}}, !Ref AWS::NoValue]\n- Fn::If: [Prod, A, B]`,
      'identity Fn (document) 1 statement [Prod]\nidentity Fn (managed) [Prod]\nidentity Fn (managed) [!Prod]',
    ],
    [
      'branches around all of them',
      `!If\n- Prod\n- [A, {${statement}}]\n- !Ref AWS::NoValue`,
      'identity Fn (managed) [Prod]\nidentity Fn (document) 1 statement [Prod]',
    ],
    ['nothing', '', ''],
    ['an empty item', '-', ''],
  ])('%s', (_, policies, drawn) => {
    expect(drawSources(readTemplate(functionWith(policies)))).toBe(drawn);
  });

  test('what a wrapped document says', () => {
    const text = functionWith('- PolicyName: x\n  PolicyDocument: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}');
    expect(drawStatements(readTemplate(text))).toBe('Deny Action * Resource *');
  });

  test('in JSON', () => {
    const text = JSON.stringify({
      Transform: 'AWS::Serverless-2016-10-31',
      Resources: {
        Fn: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            Policies: [
              { S3ReadPolicy: { BucketName: { Ref: 'B' } } },
              { Statement: { Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': '${B}/*' } } },
              { 'Fn::If': ['Prod', 'A', { Ref: 'AWS::NoValue' }] },
            ],
          },
        },
      },
    });
    const read = readTemplate(text);
    expect(drawSources(read)).toBe(`identity Fn (policy-template) S3ReadPolicy
identity Fn (document) 1 statement
identity Fn (managed) [Prod]`);
    expect(drawStatements(read)).toBe('Allow Action s3:* Resource ${B}/*');
  });
});

test('the other places of SAM', () => {
  const read = readTemplate(`Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    AssumeRolePolicyDocument: {Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}}
    PermissionsBoundary: !Ref Boundary
  Api:
    Auth: {ResourcePolicy: {CustomStatements: [{Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: execute-api:/*}]}}
Resources:
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: '*', Resource: '*'}}}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: [lambda.amazonaws.com]}}}
      PermissionsBoundary: arn:aws:iam::aws:policy/X
      Events:
        Get: {Type: Api, Properties: {Auth: {ResourcePolicy: {CustomStatements: [{Effect: Deny, Principal: '*', Action: execute-api:Invoke, Resource: x}]}}}}
  Machine:
    Type: AWS::Serverless::StateMachine
    Properties:
      Policies: [LambdaInvokePolicy: {FunctionName: !Ref Fn}]
  Api:
    Type: AWS::Serverless::Api
    Properties:
      Auth: {ResourcePolicy: {CustomStatements: {Effect: Allow, Principal: '*', Action: execute-api:Invoke, Resource: execute-api:/*}}}
      DefinitionBody:
        x-amazon-apigateway-policy: {Statement: []}
  Http:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: x}}}
`);
  expect(drawSources(read)).toBe(`trust Globals.Function (document) 1 statement
resource Globals.Api (statements) 1 statement
boundary Boundary (document) 1 statement
trust Fn (document) 1 statement
resource Fn (statements) 1 statement
identity Machine (policy-template) LambdaInvokePolicy
resource Api (statements) 1 statement
resource Api (document) 0 statements`);
  expect(read.template.scope.incomplete).toBe(true);
});

test('a customer managed policy that is both boundary and attached is for identities', () => {
  const read = readTemplate(`Transform: AWS::Serverless-2016-10-31
Resources:
  P: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: []}}}
  Fn: {Type: AWS::Serverless::Function, Properties: {PermissionsBoundary: !Ref P, Policies: [!Ref P]}}
`);
  expect(drawSources(read)).toBe('identity P (document) 0 statements\nidentity Fn (managed)');
});

test('an anchor is as good as its text', () => {
  const read = readTemplate(`Transform: AWS::Serverless-2016-10-31
Resources:
  A: {Type: AWS::Serverless::Function, Properties: {Policies: &p [{Statement: {Effect: Allow}}]}}
  B: {Type: AWS::Serverless::Function, Properties: {Policies: *p}}
`);
  expect(drawSources(read)).toBe('identity A (document) 1 statement\nidentity B (document) 1 statement');
});
