import { describe, test } from 'vitest';
import type { ExpectedPrincipal } from '../support/check-principals.ts';
import { checkPrincipals } from '../support/check-principals.ts';
import { samFunction } from '../support/sam-template.ts';

const basic = 'AWSLambdaBasicExecutionRole';
const conditions = 'Conditions:\n  Prod: !Equals [!Ref AWS::Region, eu-west-1]\n  Big: !Equals [!Ref AWS::Region, us-east-1]';

interface Case {
  readonly title: string;
  readonly policies: string;
  readonly resources?: string;
  readonly sections?: string;
  /** Of the role of the function, which always has the policy for logs. */
  readonly role: ExpectedPrincipal;
}

function check({ policies, resources = '', sections = '', role }: Case): void {
  const written = policies.includes('\n') ? `Policies:\n${policies.replaceAll(/^/gm, '  ')}` : `Policies: ${policies}`;
  const managed = role.managed === undefined ? [] : typeof role.managed === 'string' ? [role.managed] : role.managed;
  checkPrincipals(samFunction(written, resources, sections), { FnRole: { ...role, managed: [basic, ...managed] } });
}

const document = (statement: string): string => `- Statement:\n    - ${statement}\n`;
const get = { actions: 's3:GetObject', resources: 'arn:aws:s3:::a/*' };

describe('documents', () => {
  const cases: readonly Case[] = [
    {
      title: 'a list of one document',
      policies: document("{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }"),
      role: { statements: [get] },
    },
    {
      title: 'a mapping with Version, several statements',
      policies: `
Version: '2012-10-17'
Statement:
  - Sid: Read
    Effect: Allow
    Action: [s3:GetObject, s3:ListBucket]
    Resource: [!GetAtt Bucket.Arn, !Sub '\${Bucket.Arn}/*']
  - Effect: Deny
    NotAction: s3:*
    NotResource: '*'
    Condition:
      Bool: { 'aws:SecureTransport': false }
      StringLike: { 'aws:PrincipalTag/team': [a, b] }`,
      resources: 'Bucket:\n  Type: AWS::S3::Bucket',
      role: {
        statements: [
          { sid: 'Read', actions: ['s3:GetObject', 's3:ListBucket'], resources: ['${Bucket.Arn}', '${Bucket.Arn}/*'] },
          {
            effect: 'Deny',
            notActions: 's3:*',
            notResources: '*',
            condition: { Bool: { 'aws:SecureTransport': 'false' }, StringLike: { 'aws:PrincipalTag/team': ['a', 'b'] } },
          },
        ],
      },
    },
    {
      title: 'a statement that is no list',
      policies: "- Statement: { Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }\n",
      role: { statements: [get] },
    },
    {
      title: 'intrinsics keep their names, policy variables too',
      policies: document(
        "{ Effect: Allow, Action: s3:GetObject, Resource: [!Sub 'arn:${AWS::Partition}:s3:::${Name}/${!aws:username}', !Join [':', [arn:aws:sqs, !Ref AWS::Region, '1', q]], !ImportValue X, !Ref Nowhere] }",
      ),
      sections: 'Parameters:\n  Name:\n    Type: String\n    Default: logs',
      role: {
        statements: [
          {
            actions: 's3:GetObject',
            resources: ['arn:${AWS::Partition}:s3:::${Name}/${!aws:username}', 'arn:aws:sqs:${AWS::Region}:1:q', '${?}', '${Nowhere}'],
          },
        ],
      },
    },
    {
      title: 'a document under Fn::If, one branch absent',
      policies: `
- !If
  - Prod
  - Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }]
  - !Ref AWS::NoValue`,
      sections: conditions,
      role: { statements: [{ ...get, when: 'Prod' }] },
    },
    {
      title: 'Fn::If of two documents, and around a value',
      policies: `
- !If
  - Prod
  - Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }]
  - Statement: [{ Effect: Allow, Action: s3:PutObject, Resource: !If [Big, 'arn:aws:s3:::b/*', 'arn:aws:s3:::c/*'] }]`,
      sections: conditions,
      role: {
        statements: [
          { ...get, when: 'Prod' },
          { actions: 's3:PutObject', resources: ['arn:aws:s3:::b/* [Big]', 'arn:aws:s3:::c/* [!Big]'], when: '!Prod' },
        ],
      },
    },
    {
      title: 'Fn::If around a statement and around an action',
      policies: `
- Statement:
    - !If [Prod, { Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }, !Ref AWS::NoValue]
    - Effect: Allow
      Action: [s3:ListBucket, !If [Prod, s3:PutObject, !Ref AWS::NoValue]]
      Resource: '*'`,
      sections: conditions,
      role: {
        statements: [
          { ...get, when: 'Prod' },
          { actions: ['s3:ListBucket', 's3:PutObject [Prod]'], resources: '*' },
        ],
      },
    },
    {
      title: 'Fn::If around the whole list',
      policies: `
Fn::If:
  - Prod
  - - AmazonSQSFullAccess
    - S3ReadPolicy: { BucketName: a }
  - - AmazonSNSFullAccess`,
      sections: conditions,
      role: {
        managed: ['AmazonSQSFullAccess [Prod]', 'AmazonSNSFullAccess [!Prod]'],
        statements: [
          {
            actions: ['s3:GetObject', 's3:ListBucket', 's3:GetBucketLocation', 's3:GetObjectVersion', 's3:GetLifecycleConfiguration'],
            resources: ['arn:${AWS::Partition}:s3:::a', 'arn:${AWS::Partition}:s3:::a/*'],
            when: 'Prod',
            from: 'policy-template S3ReadPolicy',
          },
        ],
      },
    },
    { title: 'AWS::NoValue stands for nothing', policies: '!Ref AWS::NoValue', role: {} },
    { title: 'an empty list', policies: '[]', role: {} },
    {
      title: 'a wrapper is rejected',
      policies: `
- PolicyName: Read
  PolicyDocument:
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: '*' }]`,
      role: { unknown: 'SAM rejects a policy with PolicyDocument: its statements belong in the entry itself' },
    },
    {
      title: 'a statement that is an entry is rejected, a document beside it is not',
      policies: `- { Effect: Allow, Action: s3:PutObject, Resource: '*' }\n${document("{ Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*' }")}`,
      role: { statements: [get], unknown: 'SAM rejects a statement that is not in a policy document' },
    },
    {
      title: 'a document without Statement is rejected',
      policies: "- Version: '2012-10-17'\n",
      role: { unknown: 'SAM rejects a policy without Statement' },
    },
    {
      title: 'what is included is unknown',
      policies: "- Fn::Transform: { Name: AWS::Include, Parameters: { Location: 's3://b/p.yaml' } }\n",
      role: { unknown: 'its Policies cannot be read' },
    },
  ];
  test.each(cases)('$title', check);
});

test('properties that are included are unknown', () => {
  const properties = "Fn::Transform: { Name: AWS::Include, Parameters: { Location: 's3://b/p.yaml' } }";
  checkPrincipals(samFunction(properties), { FnRole: { managed: basic, unknown: 'Fn::Transform may bring more' } });
});

describe('managed policies', () => {
  const custom = `
Own:
  Type: AWS::IAM::ManagedPolicy
  Properties:
    PolicyDocument:
      Statement: [{ Effect: Allow, Action: sns:Publish, Resource: '*' }]`;
  const fromOwn = { actions: 'sns:Publish', resources: '*', from: 'customer-managed-policy Own' };
  const cases: readonly Case[] = [
    { title: 'a string: one by name', policies: 'AmazonSQSFullAccess', role: { managed: 'AmazonSQSFullAccess' } },
    {
      title: 'by name, by ARN, by ARN of the partition',
      policies:
        "- AmazonSQSFullAccess\n- arn:aws:iam::aws:policy/AmazonSNSFullAccess\n- !Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'\n",
      role: { managed: ['AmazonSQSFullAccess', 'AmazonSNSFullAccess', 'AWSLambdaVPCAccessExecutionRole'] },
    },
    {
      title: 'what SAM attaches by itself stays one',
      policies: `- ${basic}\n- AmazonSQSFullAccess\n- AmazonSQSFullAccess\n`,
      role: { managed: 'AmazonSQSFullAccess' },
    },
    {
      title: 'under Fn::If',
      policies: '- !If [Prod, AmazonSQSFullAccess, AmazonSNSFullAccess]\n- !If [Big, AWSLambdaExecute, !Ref AWS::NoValue]\n',
      sections: conditions,
      role: { managed: ['AmazonSQSFullAccess [Prod]', 'AmazonSNSFullAccess [!Prod]', 'AWSLambdaExecute [Big]'] },
    },
    { title: 'of the template, by Ref', policies: '- !Ref Own\n', resources: custom, role: { managed: '${Own}', statements: [fromOwn] } },
    {
      title: 'of the template, by Sub',
      policies: "- !Sub '${Own}'\n",
      resources: custom,
      role: { managed: '${Own}', statements: [fromOwn] },
    },
    {
      title: 'a name that AWS does not have, a parameter, an import',
      policies: '- TeamPolicy\n- !Ref Given\n- !ImportValue Shared\n',
      sections: 'Parameters:\n  Given: { Type: String }',
      role: {
        managed: ['? TeamPolicy', '? ${Given}', '? ${Fn::ImportValue(Shared)}'],
        unknown: [
          'the managed policy TeamPolicy is not known',
          'the managed policy ${Given} is not known',
          'the managed policy ${Fn::ImportValue(Shared)} is not known',
        ],
      },
    },
    {
      title: 'an ARN of an account',
      policies: "- !Sub 'arn:aws:iam::${AWS::AccountId}:policy/team'\n",
      role: {
        managed: '? arn:aws:iam::${AWS::AccountId}:policy/team',
        unknown: 'the managed policy arn:aws:iam::${AWS::AccountId}:policy/team is not known',
      },
    },
  ];
  test.each(cases)('$title', check);
});
