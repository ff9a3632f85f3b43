/** Documents for the comparison of incremental with full analysis: what depends on what in each of them is not in one entry. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../server/src/rules/index.ts';
import { mayHoldPolicies } from '../../server/src/template/policy-words.ts';
import { DIALECTS } from '../bench/generate-template.ts';
import { hostExample } from '../support/hosts.ts';
import { FIXTURES } from './reparse-fixtures.ts';

/** Texts by URI; the first is the one that is asked about. */
export type Workspace = Readonly<Record<string, string>>;

const references = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    AutoPublishAlias: live
Parameters:
  Stage: { Type: String, Default: dev }
  Names: { Type: CommaDelimitedList }
Conditions:
  Prod: !Equals [!Ref Stage, prod]
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Bucket:
    Type: AWS::S3::Bucket
    Condition: Prod
  Limit:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: Allow, Action: s3:*, Resource: '*' }] }
  # leastwise-ignore wildcard-action: all of it
  Role:
    Type: AWS::IAM::Role
    Metadata: { leastwise: { ignore: [{ rule: wildcard-resource, reason: known }] } }
    Properties:
      PermissionsBoundary: !Ref Limit
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement: &shared
              - { Sid: A, Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: !Sub '\${Bucket.Arn}/*' }
              - { Sid: A, Effect: Allow, Action: dynamodb:GetItem, Resource: !Ref Table }
              - { Effect: Allow, Action: s3:*, Resource: !If [Prod, !GetAtt Bucket.Arn, !Ref AWS::NoValue] }
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - S3ReadPolicy: { BucketName: !Ref Bucket }
        - DynamoDBReadPolicy: {}
        - Statement: *shared
        - !Ref Limit
        - Version: 2012-10-17
          Statement:
            - Effect: Allow
              Action: lambda:InvokeFunction
              Resource: !Ref FunctionAliaslive
            - Effect: Allow
              Action: iam:PassRole # leastwise-ignore wildcard-resource
              Resource: !GetAtt Role.Arn
  Text:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument: !Sub |
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "\${Bucket.Arn}"}]}
Outputs:
  Arn: { Value: !GetAtt Table.Arn }
`;

const service = `service: app
provider:
  name: aws
  rolePermissionsBoundary: !Ref Limit
  iam:
    role:
      statements:
        - \${self:custom.read}
        - \${file(statements.yml):writers}
        - { Effect: Allow, Action: s3:PutObject, Resource: "arn:aws:s3:::\${self:custom.name}/*" }
custom:
  name: app-\${opt:stage, 'dev'}
  read:
    Effect: Allow
    Action: s3:GetObject
    Resource: !GetAtt Bucket.Arn
  both:
    - \${self:custom.read}
    - \${file(statements.yml):readers.0}
functions:
  hello-world:
    handler: a.b
    events: [{ httpApi: GET / }]
    iamRoleStatements: \${self:custom.both}
  other:
    handler: a.c
    iamRoleStatements:
      - \${self:custom.read}
      - { Effect: Allow, Action: 'sqs:*', Resource: !GetAtt Queue.Arn }
  third: \${file(function.yml)}
resources:
  - Resources:
      Bucket: { Type: AWS::S3::Bucket }
      Queue: { Type: AWS::SQS::Queue }
      Limit:
        Type: AWS::IAM::ManagedPolicy
        Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: s3:*, Resource: '*' }] } }
  - \${file(resources.yml)}
  - extensions:
      HelloDashworldLambdaFunction: { Properties: { Role: !GetAtt Role.Arn } }
`;

const statements = `readers:
  - { Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Bucket.Arn }
writers:
  - Effect: Allow
    Action: [sqs:SendMessage, dynamodb:PutItem]
    Resource: [!GetAtt Queue.Arn, "\${self:custom.read.Resource}"]
`;

const workspaces: readonly Workspace[] = [
  { 'file:///w/template.yaml': references },
  { 'file:///w/template.yaml': references.replace('Transform: AWS::Serverless-2016-10-31\n', '') },
  {
    'file:///w/serverless.yml': service,
    'file:///w/statements.yml': statements,
    'file:///w/function.yml': 'handler: a.d\niamRoleStatements:\n  - { Effect: Allow, Action: s3:*, Resource: !GetAtt Bucket.Arn }\n',
    'file:///w/resources.yml':
      'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: "${file(statements.yml)}"\n',
  },
];

const generated = DIALECTS.map((dialect): Workspace => ({ [`file:///w/${dialect.file}`]: dialect.generate(120) }));

const fixtures = FIXTURES.map(({ name, language, text }): Workspace => {
  const file = name.startsWith('Serverless') ? 'serverless.yml' : `template.${language}`;
  return { [`file:///w/${file}`]: text };
});

const examples = rules.flatMap((rule) =>
  [...rule.examples.incorrect, ...rule.examples.correct].flatMap((example) =>
    hostExample(rule, example).map(({ uri, text }): Workspace => ({ [uri]: text })),
  ),
);

/** What each sequence of edits begins with: every other one with a document that was made for this. */
export const WORKSPACES = { made: [...workspaces, ...workspaces, ...generated, ...fixtures], examples };

/** The templates below a folder, each a workspace of its own; at most 400 lines long, so that many sequences can be played. */
export function readWorkspaces(folder: string): readonly Workspace[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json|template)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ uri: `file:///real/${path.basename(file)}`, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => mayHoldPolicies(text) && text.split('\n', 402).length <= 400)
    .map(({ uri, text }) => ({ [uri]: text }));
}
