import { describe, expect, test } from 'vitest';
import { checkCompletion } from '../support/check-completion.ts';
import { jsonStatement, policyStatement, samStatement, serverlessStatement, trustStatement } from './completion-sources.ts';

const objects = 'arn:${AWS::Partition}:s3:::BucketName/*';
const accessPoints = 'arn:${AWS::Partition}:s3:${AWS::Region}:${AWS::AccountId}:accesspoint/AccessPointName/object/*';

describe('whole values of Resource', () => {
  test('the own resources that the actions act on, then their ARN formats', () => {
    checkCompletion(samStatement('Action: s3:GetObject\nResource: $0'), {
      details: ["!Sub '${Bucket.Arn}/*'  AWS::S3::Bucket", `${objects}  s3:object`, `${accessPoints}  s3:accesspointobject`],
      accept: {
        "!Sub '${Bucket.Arn}/*'": "              Resource: !Sub '${Bucket.Arn}/*'",
        [objects]: "              Resource: !Sub 'arn:${AWS::Partition}:s3:::BucketName/*'",
      },
    });
  });

  test('in an order that puts the resource before what is below it', () => {
    checkCompletion(samStatement('Action: dynamodb:Query\nResource: $0'), {
      first: ['!GetAtt Table.Arn', "!Sub '${Table.Arn}/index/*'"],
      accept: { '!GetAtt Table.Arn': '              Resource: !GetAtt Table.Arn' },
    });
  });

  test('without those that are listed', () => {
    checkCompletion(samStatement('Action: [dynamodb:Query]\nResource:\n  - !GetAtt Table.Arn\n  - $0'), {
      first: ["!Sub '${Table.Arn}/index/*'"],
      excludes: ['!GetAtt Table.Arn'],
      accept: { "!Sub '${Table.Arn}/index/*'": "                - !Sub '${Table.Arn}/index/*'" },
    });
  });

  test('a topic by Ref; a log group, whose ARN ends in :*, also for its streams', () => {
    checkCompletion(samStatement('Action: sns:Publish\nResource: $0'), {
      first: ['!Ref Topic'],
      accept: { '!Ref Topic': '              Resource: !Ref Topic' },
    });
    checkCompletion(samStatement('Action: logs:PutLogEvents\nResource: $0'), {
      first: ['!GetAtt Group.Arn'],
      accept: { '!GetAtt Group.Arn': '              Resource: !GetAtt Group.Arn' },
    });
  });

  test('an expression takes the place of an open quote', () => {
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource: "$0"'), {
      accept: { '!GetAtt Queue.Arn': '              Resource: !GetAtt Queue.Arn' },
    });
    checkCompletion(samStatement("Action: sqs:SendMessage\nResource: ['$0']"), {
      accept: { '!GetAtt Queue.Arn': '              Resource: [!GetAtt Queue.Arn]' },
    });
    checkCompletion(samStatement("Action: sqs:SendMessage\nResource: '$0"), {
      accept: { '!GetAtt Queue.Arn': '              Resource: !GetAtt Queue.Arn' },
    });
  });

  test('a tag that is being typed', () => {
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource: !Ge$0'), {
      first: ['!GetAtt Queue.Arn'],
      accept: { '!GetAtt Queue.Arn': '              Resource: !GetAtt Queue.Arn' },
    });
  });

  test('the star only where an action needs it, in quotes', () => {
    checkCompletion(samStatement('Action: [s3:ListAllMyBuckets]\nResource: $0'), {
      labels: ['*'],
      accept: { '*': "              Resource: '*'" },
    });
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource: $0'), { excludes: ['*'] });
  });

  test('without actions, every own resource and what is right below it', () => {
    checkCompletion(samStatement('Resource: $0'), {
      includes: [
        '!GetAtt Bucket.Arn',
        "!Sub '${Bucket.Arn}/*'",
        '!GetAtt Table.Arn',
        '!GetAtt Queue.Arn',
        '!Ref Topic',
        '!GetAtt Group.Arn',
      ],
      excludes: ['*'],
    });
  });

  test('Serverless', () => {
    checkCompletion(serverlessStatement('Action: sqs:SendMessage\nResource: $0'), {
      details: ['!GetAtt Queue.Arn  AWS::SQS::Queue', 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:QueueName  sqs:queue'],
      accept: { '!GetAtt Queue.Arn': '        Resource: !GetAtt Queue.Arn' },
    });
  });

  test('JSON templates, with and without quotes', () => {
    checkCompletion(jsonStatement('"Action": "s3:ListBucket",\n"Resource": $0'), {
      accept: { '${Bucket.Arn}': '                  "Resource": {"Fn::GetAtt": ["Bucket", "Arn"]}' },
    });
    checkCompletion(jsonStatement('"Action": "s3:GetObject",\n"Resource": ["$0"]'), {
      accept: {
        '${Bucket.Arn}/*': '                  "Resource": [{"Fn::Sub": "${Bucket.Arn}/*"}]',
        [objects]: '                  "Resource": [{"Fn::Sub": "arn:${AWS::Partition}:s3:::BucketName/*"}]',
      },
    });
  });

  test('policy files: plain ARNs with tab stops', () => {
    const { items } = checkCompletion(policyStatement('"Action": "sqs:SendMessage",\n"Resource": "$0"'), {
      labels: ['arn:aws:sqs:us-east-1:123456789012:QueueName'],
      accept: { 'arn:aws:sqs:us-east-1:123456789012:QueueName': '      "Resource": "arn:aws:sqs:us-east-1:123456789012:QueueName"' },
    });
    expect(items[0]?.text).toBe('arn:aws:sqs:${1:us-east-1}:${2:123456789012}:${3:QueueName}');
  });

  test('JSON text in a string of YAML', () => {
    const source = (tag: string) => `Resources:
  Bucket:
    Type: AWS::S3::Bucket
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: ${tag}'{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "$0"}]}'
`;
    checkCompletion(source('!Sub '), { first: ['${Bucket.Arn}/*', objects], includes: [] });
    checkCompletion(source(''), { first: ['arn:aws:s3:::BucketName/*'], excludes: ['${Bucket.Arn}/*'] });
  });
});

describe('inside of functions', () => {
  test('${} of Sub: ARNs that fit first, then names', () => {
    checkCompletion(samStatement("Action: s3:GetObject\nResource: !Sub '${$0}/*'"), {
      first: ['Bucket.Arn'],
      includes: ['Topic', 'Queue.Arn', 'AWS::Region'],
      accept: { 'Bucket.Arn': "              Resource: !Sub '${Bucket.Arn}/*'" },
    });
  });

  test('${ without its brace', () => {
    checkCompletion(samStatement("Action: s3:GetObject\nResource: !Sub '${Buck$0'"), {
      first: ['Bucket.Arn'],
      accept: { 'Bucket.Arn': "              Resource: !Sub '${Bucket.Arn}'" },
    });
  });

  test('${} in the middle of an ARN: names first', () => {
    checkCompletion(samStatement("Action: dynamodb:Query\nResource: !Sub 'arn:aws:dynamodb:us-east-1:${AWS::AccountId}:table/${$0}'"), {
      first: ['Table'],
      accept: { Table: "              Resource: !Sub 'arn:aws:dynamodb:us-east-1:${AWS::AccountId}:table/${Table}'" },
    });
  });

  test('the whole of a Sub that is empty', () => {
    checkCompletion(samStatement("Action: s3:GetObject\nResource: !Sub '$0'"), {
      labels: ['${Bucket.Arn}/*', objects, accessPoints],
      accept: { '${Bucket.Arn}/*': "              Resource: !Sub '${Bucket.Arn}/*'" },
    });
  });

  test('GetAtt and Ref', () => {
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource: !GetAtt $0'), {
      first: ['Queue.Arn'],
      excludes: ['Queue'],
      accept: { 'Queue.Arn': '              Resource: !GetAtt Queue.Arn' },
    });
    checkCompletion(samStatement('Action: sns:Publish\nResource: !Ref $0'), {
      first: ['Topic'],
      excludes: ['Topic.TopicArn'],
      accept: { Topic: '              Resource: !Ref Topic' },
    });
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource:\n  Fn::GetAtt: [Queue, A$0]'), {
      labels: ['Arn', 'QueueName'],
      accept: { Arn: '                Fn::GetAtt: [Queue, Arn]' },
    });
    checkCompletion(jsonStatement('"Action": "s3:ListBucket",\n"Resource": {"Fn::GetAtt": ["$0"]}'), {
      first: ['Bucket'],
      accept: { Bucket: '                  "Resource": {"Fn::GetAtt": ["Bucket"]}' },
    });
  });
});

describe('parts of an ARN', () => {
  const at = (arn: string, tag = '!Sub ') => samStatement(`Action: dynamodb:Query\nResource: ${tag}${arn}$0`);

  test('partition', () => {
    checkCompletion(at('arn:', ''), {
      first: ['aws', 'aws-cn', 'aws-us-gov'],
      excludes: ['${AWS::Partition}'],
      accept: { aws: '              Resource: arn:aws:' },
    });
    checkCompletion(at('arn:'), { first: ['${AWS::Partition}', 'aws'] });
  });

  test('service', () => {
    checkCompletion(at('arn:${AWS::Partition}:'), {
      first: ['dynamodb'],
      accept: { dynamodb: '              Resource: !Sub arn:${AWS::Partition}:dynamodb:' },
    });
    checkCompletion(at('arn:aws:sqs', ''), { first: ['sqs'], accept: { sqs: '              Resource: arn:aws:sqs:' } });
  });

  test('Region', () => {
    checkCompletion(at('arn:aws:dynamodb:'), { first: ['${AWS::Region}'], includes: ['eu-west-1', '*'], excludes: ['no Region'] });
    checkCompletion(policyStatement('"Action": "s3:ListBucket",\n"Resource": "arn:aws:s3:$0"'), {
      first: ['no Region'],
      accept: { 'no Region': '      "Resource": "arn:aws:s3::"' },
    });
  });

  test('account', () => {
    checkCompletion(at('arn:aws:dynamodb:us-east-1:'), {
      first: ['${AWS::AccountId}', '*'],
      accept: { '${AWS::AccountId}': '              Resource: !Sub arn:aws:dynamodb:us-east-1:${AWS::AccountId}:' },
    });
  });

  test('resource', () => {
    checkCompletion(at('arn:aws:dynamodb:us-east-1:${AWS::AccountId}:'), {
      first: ['table/${Table}', 'table/${Table}/index/*', 'table/TableName', 'table/TableName/index/*'],
      accept: { 'table/${Table}': '              Resource: !Sub arn:aws:dynamodb:us-east-1:${AWS::AccountId}:table/${Table}' },
    });
    checkCompletion(samStatement('Action: s3:GetObject\nResource: !Sub arn:aws:s3:::$0'), { first: ['${Bucket}/*', 'BucketName/*'] });
    checkCompletion(samStatement('Action: sqs:SendMessage\nResource: !Sub arn:aws:sqs:us-east-1:${AWS::AccountId}:$0'), {
      first: ['${Queue.QueueName}', 'QueueName'],
    });
  });
});

describe('principals', () => {
  test('types', () => {
    checkCompletion(trustStatement('Principal:\n  AWS: x\n  $0'), {
      labels: ['Service', 'Federated', 'CanonicalUser'],
      accept: { Service: '              Service: ' },
    });
  });

  test('services', () => {
    checkCompletion(trustStatement('Principal:\n  Service: $0'), {
      first: ['lambda.amazonaws.com'],
      accept: { 'lambda.amazonaws.com': '              Service: lambda.amazonaws.com' },
    });
    checkCompletion(policyStatement('"Principal": {"Service": ["ecs-t$0"]}'), { first: ['ecs-tasks.amazonaws.com'] });
  });

  test('of a permission of Lambda', () => {
    const source =
      'Resources:\n  P:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      Principal: s3.am$0\n';
    checkCompletion(source, { first: ['s3.amazonaws.com'], accept: { 's3.amazonaws.com': '      Principal: s3.amazonaws.com' } });
  });

  test('accounts, own roles, providers', () => {
    checkCompletion(trustStatement('Principal:\n  AWS: $0'), {
      labels: [
        '!GetAtt Role.Arn',
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/RoleName',
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/UserName',
        '*',
      ],
      accept: { '!GetAtt Role.Arn': '              AWS: !GetAtt Role.Arn', '*': "              AWS: '*'" },
    });
    checkCompletion(trustStatement('Principal:\n  Federated: $0'), {
      first: ['arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/ProviderHost'],
      includes: ['cognito-identity.amazonaws.com'],
    });
  });
});
