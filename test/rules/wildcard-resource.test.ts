import { describe, expect, test } from 'vitest';
import { wildcardResource } from '../../server/src/rules/wildcard-resource.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import {
  inJsonRole,
  inJsonText,
  inPolicy,
  inProvider,
  inRole,
  jsonStack,
  policyFile,
  serverless,
  stack,
  withCrlf,
} from '../support/policy-texts.ts';

checkExamples(wildcardResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('wildcard-resource', () => {
  test('s3:* on *', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'", "            ^^^ '*' is every resource; s3:* can be limited"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('s3:* on *: what is offered', () =>
    expect(
      fixesOf('wildcard-resource', stack, inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' })),
    ).toEqual([
      'narrows: Limit to Reports (bucket, object)',
      'narrows: Limit to Reports (bucket)',
      'narrows: Limit to Reports (object)',
      "narrows: Limit to 'arn:aws:s3:::BucketName', names to be filled in",
      "narrows: Limit to 'arn:aws:s3:::BucketName/ObjectName', names to be filled in",
      "narrows: Limit to 'arn:aws:s3:REGION:ACCOUNT:accesspoi…ntName/object/ObjectName', names to be filled in",
      "narrows: Limit to 'arn:aws:s3:REGION:ACCOUNT:access-grants/default', names to be filled in",
    ]));
  test('s3:* on *: Limit to Reports (bucket, object)', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' }),
      'Limit to Reports (bucket, object)',
      inRole(['- Effect: Allow', '  Action: s3:*', '  Resource:', '    - !GetAtt Reports.Arn', "    - !Sub '${Reports.Arn}/*'"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('s3:* on *: Limit to Reports (object)', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' }),
      'Limit to Reports (object)',
      inRole(['- Effect: Allow', '  Action: s3:*', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('* on *', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(['- Effect: Allow', "  Action: '*'", "  Resource: '*'", "            ^^^ '*' is every resource of every service"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('* on *: what is offered', () =>
    expect(
      fixesOf('wildcard-resource', stack, inRole(['- Effect: Allow', "  Action: '*'", "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' })),
    ).toEqual(['narrows: Limit to Reports (bucket)', "narrows: Limit to 'arn:aws:s3:::BucketName', names to be filled in"]));
  test('a mixed statement', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - kms:Decrypt',
          '    - ses:SendEmail',
          '    - kms:ListKeys',
          "  Resource: '*'",
          "            ^^^ '*' is every resource; kms:Decrypt, ses:SendEmail can be limited",
        ],
        { Key: 'AWS::KMS::Key' },
      ),
    ));
  test('a mixed statement: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-resource',
        stack,
        inRole(['- Effect: Allow', '  Action:', '    - kms:Decrypt', '    - ses:SendEmail', '    - kms:ListKeys', "  Resource: '*'"], {
          Key: 'AWS::KMS::Key',
        }),
      ),
    ).toEqual([
      "narrows: Limit to Key (key); 2 other actions keep '*'",
      "narrows: Limit to 'arn:aws:kms:REGION:ACCOUNT:key/KeyId', names to be filled in; 2 other actions keep '*'",
      "narrows: Limit to 'arn:aws:ses:REGION:ACCOUNT:identity/IdentityName', names to be filled in; 2 other actions keep '*'",
      "narrows: Limit to 'arn:aws:ses:REGION:ACCOUNT:template/TemplateName', names to be filled in; 2 other actions keep '*'",
      "narrows: Limit to 'arn:aws:ses:REGION:ACCOUNT:configur…set/ConfigurationSetName', names to be filled in; 2 other actions keep '*'",
      "equal: Split off the 1 action that needs '*'",
    ]));
  test("a mixed statement: Limit to Key (key); 2 other actions keep '*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - kms:Decrypt', '    - ses:SendEmail', '    - kms:ListKeys', "  Resource: '*'"], {
        Key: 'AWS::KMS::Key',
      }),
      "Limit to Key (key); 2 other actions keep '*'",
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - kms:Decrypt',
          '  Resource: !GetAtt Key.Arn',
          '- Effect: Allow',
          '  Action:',
          '    - ses:SendEmail',
          '    - kms:ListKeys',
          "  Resource: '*'",
        ],
        { Key: 'AWS::KMS::Key' },
      ),
    ));
  test("a mixed statement: Split off the 1 action that needs '*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action:', '    - kms:Decrypt', '    - ses:SendEmail', '    - kms:ListKeys', "  Resource: '*'"], {
        Key: 'AWS::KMS::Key',
      }),
      "Split off the 1 action that needs '*'",
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - kms:Decrypt',
          '    - ses:SendEmail',
          "  Resource: '*'",
          '- Effect: Allow',
          '  Action:',
          '    - kms:ListKeys',
          "  Resource: '*'",
        ],
        { Key: 'AWS::KMS::Key' },
      ),
    ));
  test('in flow style', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(
        [
          "- { Effect: Allow, Action: [s3:GetObject], Resource: '*' }",
          "                                                     ^^^ '*' is every resource; s3:GetObject can be limited",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in flow style: Limit to Reports (object)', () =>
    checkFix(
      stack,
      inRole(["- { Effect: Allow, Action: [s3:GetObject], Resource: '*' }"], { Reports: 'AWS::S3::Bucket' }),
      'Limit to Reports (object)',
      inRole(["- { Effect: Allow, Action: [s3:GetObject], Resource: !Sub '${Reports.Arn}/*' }"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('a star in a list', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: dynamodb:Query',
          '  Resource:',
          "    - '*'",
          "      ^^^ '*' is every resource; dynamodb:Query can be limited",
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('a star in a list: what is offered', () =>
    expect(
      fixesOf(
        'wildcard-resource',
        stack,
        inRole(['- Effect: Allow', '  Action: dynamodb:Query', '  Resource:', "    - '*'"], { Orders: 'AWS::DynamoDB::Table' }),
      ),
    ).toEqual([
      'narrows: Limit to Orders (table, index)',
      'narrows: Limit to Orders (table)',
      'narrows: Limit to Orders (index)',
      "narrows: Limit to 'arn:aws:dynamodb:REGION:ACCOUNT:table/TableName', names to be filled in",
      "narrows: Limit to 'arn:aws:dynamodb:REGION:ACCOUNT:tab…ableName/index/IndexName', names to be filled in",
    ]));
  test('a star in a list: Limit to Orders (table, index)', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: dynamodb:Query', '  Resource:', "    - '*'"], { Orders: 'AWS::DynamoDB::Table' }),
      'Limit to Orders (table, index)',
      inRole(
        ['- Effect: Allow', '  Action: dynamodb:Query', '  Resource:', '    - !GetAtt Orders.Arn', "    - !Sub '${Orders.Arn}/index/*'"],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('a star in a list: Limit to Orders (table)', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: dynamodb:Query', '  Resource:', "    - '*'"], { Orders: 'AWS::DynamoDB::Table' }),
      'Limit to Orders (table)',
      inRole(['- Effect: Allow', '  Action: dynamodb:Query', '  Resource:', '    - !GetAtt Orders.Arn'], {
        Orders: 'AWS::DynamoDB::Table',
      }),
    ));
  test('in JSON', () =>
    checkPicture(
      'wildcard-resource',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }',
        "                                                              ^^^ '*' is every resource; sqs:SendMessage can be limited",
      ]),
    ));
  test('in JSON: what is offered', () =>
    expect(
      fixesOf('wildcard-resource', policyFile, inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }'])),
    ).toEqual(["narrows: Limit to 'arn:aws:sqs:REGION:ACCOUNT:QueueName', names to be filled in"]));
  test('in JSON: names to be filled in', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }']),
      'names to be filled in',
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:REGION:ACCOUNT:QueueName" }']),
    ));
  test('in a JSON template', () =>
    checkPicture(
      'wildcard-resource',
      jsonStack,
      inJsonRole(
        [
          '{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }',
          "                                                              ^^^ '*' is every resource; sqs:SendMessage can be limited",
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('in a JSON template: Limit to Jobs (queue)', () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }'], { Jobs: 'AWS::SQS::Queue' }),
      'Limit to Jobs (queue)',
      inJsonRole(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::GetAtt": ["Jobs", "Arn"] } }'], {
        Jobs: 'AWS::SQS::Queue',
      }),
    ));
  test('in a JSON template: names to be filled in', () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }'], { Jobs: 'AWS::SQS::Queue' }),
      'names to be filled in',
      inJsonRole(
        [
          '{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": { "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:QueueName" } }',
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('in JSON text of a string', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inJsonText(
        [
          '{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["*"] }',
          "                                                                 ^^^ '*' is every resource; sqs:SendMessage can be limited",
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('in JSON text of a string: Limit to Jobs (queue)', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["*"] }'], { Jobs: 'AWS::SQS::Queue' }),
      'Limit to Jobs (queue)',
      inJsonText(['{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["${Jobs.Arn}"] }'], { Jobs: 'AWS::SQS::Queue' }),
    ));
  test('in Serverless', () =>
    checkPicture(
      'wildcard-resource',
      serverless,
      inProvider(
        [
          '- Effect: Allow',
          '  Action: sns:Publish',
          "  Resource: '*'",
          "            ^^^ '*' is every resource; sns:Publish can be limited",
        ],
        { Alarms: 'AWS::SNS::Topic' },
      ),
    ));
  test('in Serverless: Limit to Alarms (topic)', () =>
    checkFix(
      serverless,
      inProvider(['- Effect: Allow', '  Action: sns:Publish', "  Resource: '*'"], { Alarms: 'AWS::SNS::Topic' }),
      'Limit to Alarms (topic)',
      inProvider(['- Effect: Allow', '  Action: sns:Publish', '  Resource: !Ref Alarms'], { Alarms: 'AWS::SNS::Topic' }),
    ));
  test('with CRLF: Limit to Reports (object, bucket)', () =>
    checkFix(
      stack,
      withCrlf(inRole(['- Effect: Allow', '  Action: [s3:PutObject, s3:ListBucket]', "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' })),
      'Limit to Reports (object, bucket)',
      withCrlf(
        inRole(
          ['- Effect: Allow', '  Action: [s3:PutObject, s3:ListBucket]', "  Resource: [!Sub '${Reports.Arn}/*', !GetAtt Reports.Arn]"],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ));
  test('with CRLF: Limit to Reports (object); 1 other action', () =>
    checkFix(
      stack,
      withCrlf(inRole(['- Effect: Allow', '  Action: [s3:PutObject, s3:ListBucket]', "  Resource: '*'"], { Reports: 'AWS::S3::Bucket' })),
      'Limit to Reports (object); 1 other action',
      withCrlf(
        inRole(
          [
            '- Effect: Allow',
            '  Action: [s3:PutObject]',
            "  Resource: !Sub '${Reports.Arn}/*'",
            '- Effect: Allow',
            '  Action: [s3:ListBucket]',
            "  Resource: '*'",
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ));
  test('as !Sub', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: events:PutEvents',
          "  Resource: !Sub '*'",
          "            ^^^^^^^^ '*' is every resource; events:PutEvents can be limited",
        ],
        { Bus: 'AWS::Events::EventBus' },
      ),
    ));
  test('as !Sub: Limit to Bus', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: events:PutEvents', "  Resource: !Sub '*'"], { Bus: 'AWS::Events::EventBus' }),
      'Limit to Bus',
      inRole(['- Effect: Allow', '  Action: events:PutEvents', '  Resource: !GetAtt Bus.Arn'], { Bus: 'AWS::Events::EventBus' }),
    ));
  test('limited by a tag is information', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: ec2:StopInstances',
        "  Resource: '*'",
        "            ^^^ '*' is every resource; ec2:StopInstances can be limited",
        '  Condition:',
        '    StringEquals:',
        '      aws:ResourceTag/Team: ${aws:PrincipalTag/Team}',
      ]),
    ));
  test('iam:PassRole on * is left to the rule of its own', () =>
    checkSilent('wildcard-resource', stack, inRole(['- Effect: Allow', '  Action: iam:PassRole', "  Resource: '*'"])));
  test('an action beside iam:PassRole is not', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [iam:PassRole, lambda:CreateFunction]',
        "  Resource: '*'",
        "            ^^^ '*' is every resource; lambda:CreateFunction can be limited",
      ]),
    ));
  test('actions that take no resource are silent', () =>
    checkSilent(
      'wildcard-resource',
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:ListAllMyBuckets, ec2:DescribeInstances, sts:GetCallerIdentity]', "  Resource: '*'"]),
    ));
  test('actions whose resources are optional are silent', () =>
    checkSilent(
      'wildcard-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [cloudwatch:PutMetricData, polly:SynthesizeSpeech, rekognition:DetectLabels, xray:PutTraceSegments]',
        "  Resource: '*'",
      ]),
    ));
  test('a Deny is silent', () =>
    checkSilent('wildcard-resource', stack, inRole(['- Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"])));
  test('NotAction is silent', () =>
    checkSilent('wildcard-resource', stack, inRole(['- Effect: Allow', '  NotAction: s3:*', "  Resource: '*'"])));
  test('a wildcard in a name is silent', () =>
    checkSilent(
      'wildcard-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['arn:aws:s3:::reports*', 'arn:aws:s3:::*-reports/*', !Sub 'arn:aws:s3:::${Any}*']",
      ]),
    ));
  test('ARNs that say no more than *', () =>
    checkPicture(
      'wildcard-resource',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [s3:GetObject, sqs:SendMessage, dynamodb:GetItem]',
        '  Resource:',
        "    - 'arn:aws:s3:::*/*'",
        "      ^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::*/*' is every resource of Amazon S3; s3:GetObject can be limited",
        '    - arn:aws:sqs:*',
        "      ^^^^^^^^^^^^^ 'arn:aws:sqs:*' is every resource of Amazon SQS; sqs:SendMessage can be limited",
        '    - !Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:*',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:${AWS::Partition}:dynamodb:${AW…ion}:${AWS::AccountId}:*' is every resource of Amazon DynamoDB; dynamodb:GetItem can be limited",
        '- Effect: Allow',
        "  Action: '*'",
        "  Resource: ['arn:aws:s3:::*', 'arn:*']",
        "                               ^^^^^^^ 'arn:*' is every resource of every service",
      ]),
    ));
  test('an ARN of every bucket: Limit to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::*'], { Reports: 'AWS::S3::Bucket' }),
      'Limit to Reports (object)',
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Sub 'arn:aws:s3:::${Reports}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('an ARN of every table, the others keep it: Limit to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [dynamodb:GetItem, dynamodb:ListTables]', "  Resource: 'arn:*:dynamodb:*:*:*'"], {
        Orders: 'AWS::DynamoDB::Table',
      }),
      'Limit to Orders (table)',
      inRole(
        [
          '- Effect: Allow',
          '  Action: [dynamodb:GetItem]',
          '  Resource: !GetAtt Orders.Arn',
          '- Effect: Allow',
          '  Action: [dynamodb:ListTables]',
          "  Resource: 'arn:*:dynamodb:*:*:*'",
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('an ARN of every queue, in a policy file: Limit to', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:*:111122223333:*" }']),
      'names to be filled in',
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:REGION:111122223333:QueueName" }']),
    ));
});
