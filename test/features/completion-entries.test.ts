import { describe, expect, test } from 'vitest';
import { documentCompletion } from '../../server/src/features/completion/complete.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { checkCompletion } from '../support/check-completion.ts';
import { samEntries } from './completion-sources.ts';

describe('entries of SAM Policies', () => {
  test('a policy template with its parameters, filled from the template', () => {
    const { items } = checkCompletion(samEntries('- S3Read$0'), {
      first: ['S3ReadPolicy'],
      accept: { S3ReadPolicy: '        - S3ReadPolicy:\n            BucketName: !Ref Bucket' },
    });
    expect(documentCompletion(loadCatalogForTests(), items[0]?.data ?? '')).toContain('s3:GetObject');
    checkCompletion(samEntries('- $0'), { first: ['DynamoDBBackupFullAccessPolicy', 'DynamoDBCrudPolicy', 'DynamoDBReadPolicy'] });
    checkCompletion(samEntries('- SQSPoll$0'), {
      accept: { SQSPollerPolicy: '        - SQSPollerPolicy:\n            QueueName: !GetAtt Queue.QueueName' },
    });
  });

  test('a choice where several resources fit; a place to type where none does', () => {
    const two = '  A:\n    Type: AWS::S3::Bucket\n  B:\n    Type: AWS::S3::Bucket\n';
    const { items } = checkCompletion(samEntries('- S3Crud$0', two), {
      accept: { S3CrudPolicy: '        - S3CrudPolicy:\n            BucketName: !Ref A' },
    });
    expect(items[0]?.text).toContain('${1|!Ref A,!Ref B|}');
    checkCompletion(samEntries('- KMSDecrypt$0'), {
      accept: { KMSDecryptPolicy: '        - KMSDecryptPolicy:\n            KeyId: KeyId' },
    });
  });

  test('without parameters, and in flow style', () => {
    checkCompletion(samEntries('- AMIDesc$0'), { accept: { AMIDescribePolicy: '        - AMIDescribePolicy: {}' } });
    checkCompletion(
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  B:\n    Type: AWS::S3::Bucket\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies: [S3Read$0]\n',
      {
        accept: { S3ReadPolicy: '      Policies: [{S3ReadPolicy: {BucketName: !Ref B}}]' },
      },
    );
  });

  test('managed policies by name', () => {
    const { items } = checkCompletion(samEntries('- AWSLambdaBasicEx$0'), {
      first: ['AWSLambdaBasicExecutionRole'],
      accept: { AWSLambdaBasicExecutionRole: '        - AWSLambdaBasicExecutionRole' },
    });
    expect(documentCompletion(loadCatalogForTests(), items[0]?.data ?? '')).toContain('Allows 3 actions: 3 Write. On `*`.');
  });

  test('the name above parameters that are there', () => {
    checkCompletion(samEntries('- S3Read$0:\n    BucketName: x'), {
      first: ['S3ReadPolicy'],
      accept: { S3ReadPolicy: '        - S3ReadPolicy:' },
    });
  });

  test('names of parameters, and their values', () => {
    checkCompletion(samEntries('- DynamoDBStreamReadPolicy:\n    TableName: x\n    $0'), {
      labels: ['StreamName'],
      accept: { StreamName: '            StreamName: ' },
    });
    checkCompletion(samEntries('- S3ReadPolicy:\n    BucketName: $0'), {
      details: ['!Ref Bucket  AWS::S3::Bucket'],
      accept: { '!Ref Bucket': '            BucketName: !Ref Bucket' },
    });
    checkCompletion(samEntries('- SNSPublishMessagePolicy:\n    TopicName: !GetAtt $0'), {
      first: ['Topic.TopicName'],
      accept: { 'Topic.TopicName': '            TopicName: !GetAtt Topic.TopicName' },
    });
    checkCompletion(samEntries('- S3ReadPolicy:\n    BucketName: !Ref $0'), { first: ['Bucket'] });
  });
});

describe('managed policies by ARN', () => {
  const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

  test('of a role', () => {
    checkCompletion('Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - LambdaBasicEx$0\n', {
      first: [basic],
      accept: { [basic]: `        - ${basic}` },
    });
  });

  test('of Serverless', () => {
    checkCompletion(`service: x\nprovider:\n  name: aws\n  iam:\n    role:\n      managedPolicies:\n        - 'LambdaBasicEx$0'\n`, {
      first: [basic],
      accept: { [basic]: `        - '${basic}'` },
    });
  });

  test('of a permissions boundary', () => {
    const role = (line: string) => `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ${line}\n`;
    checkCompletion(role('PermissionsBoundary: PowerUser$0'), {
      includes: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      accept: { 'arn:aws:iam::aws:policy/PowerUserAccess': '      PermissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess' },
    });
    checkCompletion(
      `Transform: AWS::Serverless-2016-10-31\n${role('PermissionsBoundary: PowerUser$0').replace('IAM::Role', 'Serverless::Function')}`,
      {
        includes: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      },
    );
    const bounded =
      'Resources:\n  Own:\n    Type: AWS::IAM::ManagedPolicy\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref O$0\n';
    checkCompletion(bounded, { includes: ['Own'] });
    for (const key of ['rolePermissionsBoundary', 'iam:\n    role:\n      permissionsBoundary'])
      checkCompletion(`service: x\nprovider:\n  name: aws\n  ${key}: PowerUser$0\n`, {
        includes: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      });
    checkCompletion('service: x\nprovider:\n  name: aws\nfunctions:\n  f:\n    handler: a.b\n    iamPermissionsBoundary: PowerUser$0\n', {
      includes: ['arn:aws:iam::aws:policy/PowerUserAccess'],
    });
  });

  test('a long list is cut and said to be incomplete', () => {
    const list = checkCompletion(
      'Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - $0\n',
      {},
    );
    expect(list).toMatchObject({ incomplete: true });
    expect(list.items.length).toBe(1000);
    expect(checkCompletion(samEntries('- AWSLambda$0'), {}).incomplete).toBe(false);
  });
});
