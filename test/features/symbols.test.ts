import { expect, test } from 'vitest';
import type { OutlineSymbol } from '../../server/src/analysis/editor-answers.ts';
import { openMarked } from './marked-document.ts';

function outline(source: string): string {
  const { uri, analysis } = openMarked(source);
  return analysis
    .symbols(uri)
    .map((symbol) => draw(symbol, ''))
    .join('');
}

function draw({ icon, name, detail, range, selection, children }: OutlineSymbol, indent: string): string {
  expect(selection.start >= range.start && selection.end <= range.end, `${name} is selected outside of itself`).toBe(true);
  const head = `${indent}${icon} ${name}${detail === undefined ? '' : ` (${detail})`}\n`;
  return head + children.map((child) => draw(child, `${indent}  `)).join('');
}

test('statements below what they are granted to', () => {
  const source = `Transform: AWS::Serverless-2016-10-31
Resources:
  OrdersTable:
    Type: AWS::DynamoDB::Table
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - AWSXRayDaemonWriteAccess
        - DynamoDBReadPolicy: { TableName: !Ref OrdersTable }
        - Statement:
            - Sid: Write
              Effect: Allow
              Action: [dynamodb:PutItem, dynamodb:UpdateItem, dynamodb:Batch*]
              Resource: [!GetAtt OrdersTable.Arn, !Sub '\${OrdersTable.Arn}/index/*']
            - Effect: Deny
              NotAction: ['iam:*', 's3:GetObject']
              Resource: '*'
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
  Bucket:
    Type: AWS::S3::Bucket
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      PolicyDocument:
        Statement:
          Effect: Allow
          Principal: '*'
          Action: s3:GetObject
          Resource:
            - !Sub arn:\${AWS::Partition}:s3:::\${Bucket}/*
            - arn:aws:s3:::a/*
            - arn:aws:s3:::b/*
`;
  expect(outline(source)).toBe(`function Worker (AWS::Serverless::Function)
  attached AWSXRayDaemonWriteAccess (managed policy)
  attached DynamoDBReadPolicy (policy template)
  statement Allow 4 dynamodb on OrdersTable, OrdersTable/index/* (Write)
  statement Deny all but ${counted('iam:*')} iam, 1 s3 on *
role Role (AWS::IAM::Role)
  statement Allow lambda.amazonaws.com sts:AssumeRole
policy BucketPolicy (AWS::S3::BucketPolicy)
  statement Allow * s3:GetObject on Bucket/* and 2 more
`);
});

/** How many actions the catalogue has of a pattern, as the hint behind it says. */
function counted(pattern: string): string {
  const { uri, text, analysis } = openMarked(`- Effect: Allow\n  Action: ${pattern}\n  Resource: '*'\n`);
  const [hint] = analysis.inlayHints(uri, { start: 0, end: text.length });
  return /^\d+/.exec(hint?.text ?? '')?.[0] ?? '';
}

test('of a policy file its statements', () => {
  const policy = '{"Statement": [{"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pictures/*"}, {}]}';
  expect(outline(policy)).toBe('statement Allow s3:GetObject on pictures/* (Read)\nstatement (no effect)\n');
});

test('of a service its functions and the statements of its provider', () => {
  const source = `service: shop
provider:
  name: aws
  iam: { role: { statements: [{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::pictures/*' }] } }
functions:
  resize: { handler: a.b, iamRoleStatements: [{ Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn }] }
resources:
  Resources:
    Jobs: { Type: AWS::SQS::Queue }
`;
  expect(outline(source)).toBe(`role provider (AWS::IAM::Role)
  statement Allow s3:GetObject on pictures/*
function resize (AWS::Lambda::Function)
  statement Allow sqs:SendMessage on Jobs
`);
});

test('an entry reaches to the end of what is written below it', () => {
  const source = 'service: shop\nprovider: { name: aws }\nfunctions:\n  resize:\n    handler: a.b\n    timeout: 3\n';
  const { uri, text, analysis } = openMarked(source);
  const whole = analysis.symbols(uri).map(({ range }) => text.slice(range.start, range.end));
  expect(whole).toContain('resize:\n    handler: a.b\n    timeout: 3');
});
