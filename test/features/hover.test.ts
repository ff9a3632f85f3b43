import { describe, test } from 'vitest';
import { checkHover } from '../support/check-hover.ts';
import { policyStatement, samEntries, samStatement, serverlessStatement } from './completion-sources.ts';

describe('actions', () => {
  test('one that the catalogue holds', () => {
    checkHover(samStatement('Action: s3:Get$0Object'), {
      of: 's3:GetObject',
      contains: [
        '**s3:GetObject** (Read)',
        '- object (optional): `arn:${Partition}:s3:::${BucketName}/${ObjectName}`',
        'Condition keys: ',
        '`s3:ExistingObjectTag/${TagKey}`',
        '](https://docs.aws.amazon.com/service-authorization/latest/reference/',
      ],
    });
  });

  test('what it also needs, and that it takes no resource', () => {
    checkHover(serverlessStatement('Action: lambda:Create$0Function'), {
      of: 'lambda:CreateFunction',
      contains: ['Also needs: ', '`iam:PassRole`'],
    });
    checkHover(policyStatement('"Action": ["s3:ListAllMy$0Buckets"]'), {
      of: '"s3:ListAllMyBuckets"',
      contains: ['Takes no resource: needs `*`.'],
    });
  });

  test('none of the catalogue', () => {
    checkHover(samStatement('Action: s3:ListObjects$0V2'), {
      of: 's3:ListObjectsV2',
      contains: ['An API operation, not an action of IAM. It needs `s3:ListBucket`.'],
    });
    checkHover(samStatement('Action: s3:Frob$0nicate'), { of: 's3:Frobnicate', contains: ['Not in the catalogue of '] });
    checkHover(samStatement('Action: bedrock-runtime:Frob$0nicate'), {
      of: 'bedrock-runtime:Frobnicate',
      contains: ['No service of this prefix', 'Its actions begin with `bedrock:`.'],
    });
    checkHover(samStatement('Action: "<b>`$0*"'), { of: '"<b>`*"', contains: ['**&lt;b\\>\\`\\***'] });
  });

  test('retired', () => {
    checkHover(samStatement('Action: deepcomposer:Create$0Audio'), {
      of: 'deepcomposer:CreateAudio',
      contains: ['Retired: no longer in AWS’s reference.'],
      lacks: ['Not in the catalogue'],
    });
  });

  test('a wildcard', () => {
    checkHover(samStatement('Action:\n  - sqs:*Message$0'), {
      of: 'sqs:*Message',
      contains: ['matches 3 actions: 1 Read, 2 Write.', '`sqs:DeleteMessage`, `sqs:ReceiveMessage`, `sqs:SendMessage`'],
    });
    checkHover(samStatement("Action: 's3:$0*'"), { of: "'s3:*'", contains: [' matches ', ' and ', ' more'] });
    checkHover(samStatement('Action: s3:Frob$0*'), { of: 's3:Frob*', contains: ['Matches no action'] });
  });
});

describe('ARNs', () => {
  test('its service, resource type and parts', () => {
    checkHover(policyStatement('"Resource": "arn:aws:s3:::lo$0gs/*"'), {
      of: '"arn:aws:s3:::logs/*"',
      contains: ['`s3:object`', '- Service: `s3 (Amazon S3)`', '- Region: none', '- Resource: `logs/*`'],
    });
  });

  test('what a symbol stands for', () => {
    checkHover(samStatement("Resource: !Sub '${Bucket$0.Arn}/*'"), {
      of: "!Sub '${Bucket.Arn}/*'",
      contains: ['`s3:object`', '- `${Bucket.Arn}`: the ARN of the `AWS::S3::Bucket` `Bucket`'],
    });
    checkHover(samStatement('Resource: !Ref Buck$0et'), {
      of: '!Ref Bucket',
      contains: ['Not an ARN', 'the name of the `AWS::S3::Bucket` `Bucket`'],
    });
  });

  test('the star', () => {
    checkHover(samStatement("Resource: '$0*'"), { of: "'*'", contains: ['Every resource.'] });
  });
});

describe('elements and conditions', () => {
  test('elements, one line each', () => {
    checkHover(samStatement('Act$0ion: s3:GetObject'), { of: 'Action', contains: ['**Action**'] });
    checkHover(samEntries('- Vers$0ion: 2012-10-17\n  Statement: []'), { of: 'Version', contains: ['2012\\-10\\-17'] });
  });

  test('operators', () => {
    checkHover(samStatement('Condition:\n  ForAnyValue:StringLike$0IfExists:\n    aws:CalledVia: x'), {
      of: 'ForAnyValue:StringLikeIfExists',
      contains: ['At least one value', 'True where the request does not have the key'],
      lacks: ['Every value'],
    });
  });

  test('keys', () => {
    checkHover(samStatement('Condition:\n  StringEquals:\n    aws:Resource$0Tag/team: x'), {
      of: 'aws:ResourceTag/team',
      contains: ['**aws:ResourceTag/$\\{TagKey\\}** (String)'.replace('$', '\\$')],
    });
    checkHover(samStatement('Condition:\n  StringEquals:\n    aws:Non$0sense: x'));
  });
});

describe('policy templates and managed policies', () => {
  test('the statements of a policy template, with the parameters as written', () => {
    checkHover(samEntries('- SQSSendMessage$0Policy:\n    QueueName: !GetAtt Queue.QueueName'), {
      of: 'SQSSendMessagePolicy',
      contains: [
        '(SAM policy template)',
        'Allows 1 action: 1 Write.',
        '1 wildcard: `sqs:SendMessage*`',
        '- `QueueName`: ',
        '```yaml\n- Effect: Allow\n  Action:\n    - sqs:SendMessage*\n  Resource: !Sub ',
        '${Queue.QueueName}',
      ],
      lacks: ['${queueName}'],
    });
    checkHover(samEntries('- S3Crud$0Polic:\n    BucketName: x'), { of: 'S3CrudPolic', contains: ['Not a policy template of SAM.'] });
  });

  test('a managed policy that is gone', () => {
    checkHover(samEntries('- AWSLambdaFull$0Access'), {
      of: 'AWSLambdaFullAccess',
      contains: ['**AWSLambdaFullAccess**', 'Replaced by `AWSLambda_FullAccess`.'],
    });
    checkHover(samEntries('- OurOwn$0Policy'));
  });

  test('a parameter', () => {
    checkHover(samEntries('- S3ReadPolicy:\n    Bucket$0Name: x'), { of: 'BucketName', contains: ['**BucketName**'] });
  });

  test('managed policies by name and ARN', () => {
    checkHover(samEntries('- AWSLambdaBasic$0ExecutionRole'), {
      of: 'AWSLambdaBasicExecutionRole',
      contains: ['Allows 3 actions: 3 Write. On `*`.'],
      lacks: ['wildcard'],
    });
    checkHover(
      'Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/Admin$0istratorAccess\n',
      {
        of: 'arn:aws:iam::aws:policy/AdministratorAccess',
        contains: ['**AdministratorAccess** (managed policy of AWS)', 'Allows ', ' actions of '],
      },
    );
    checkHover(samEntries("- !Sub 'arn:${AWS::Partition}:iam::aws:policy/Amazon$0S3FullAccess'"), {
      of: "!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3FullAccess'",
      contains: [' actions: ', ' On `*`.', '\n- `s3`: ', '\n- `s3-object-lambda`: ', '2 wildcards: `s3:*`, `s3-object-lambda:*`'],
    });
    checkHover(samEntries('- Power$0UserAccess'), { of: 'PowerUserAccess', contains: ['`NotAction`: all but `iam:*`, '] });
  });

  test('a permissions boundary, wherever one stands', () => {
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const at = arn.replace('ReadOnly', 'Read$0Only');
    const contains = ['**ReadOnlyAccess** (managed policy of AWS)', 'Allows '];
    for (const marked of [
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: ${at}\n`,
      `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    PermissionsBoundary: ${at}\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Timeout: 3\n`,
      `service: x\nprovider:\n  name: aws\n  iam:\n    role:\n      permissionsBoundary: ${at}\n`,
      `service: x\nprovider:\n  name: aws\n  rolePermissionsBoundary: ${at}\n`,
    ])
      checkHover(marked, { of: arn, contains });
  });
});

describe('nothing', () => {
  test('outside of policies, and on values without a story', () => {
    checkHover(samStatement('Action: s3:GetObject').replace('AWS::S3::Bucket', 'AWS::S3::$0Bucket'));
    checkHover(samStatement('Condition:\n  StringEquals:\n    aws:SourceVpc: vpc$0-1'));
  });
});
