import { describe, expect, test } from 'vitest';
import { resourceTypeMismatch } from '../../server/src/rules/resource-type-mismatch.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import {
  inFunction,
  inJsonRole,
  inJsonText,
  inPolicy,
  inProvider,
  inRole,
  jsonStack,
  policyFile,
  serverless,
  stack,
  template,
  withCrlf,
} from '../support/policy-texts.ts';

checkExamples(resourceTypeMismatch, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('resource-type-mismatch', () => {
  test('objects want /*', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:GetObject',
          '  Resource: !GetAtt Reports.Arn',
          "            ^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '!GetAtt Reports.Arn' (bucket); s3:GetObject wants object, accesspointobject",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('objects want /*: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual(["repairs: Change to '${Reports.Arn}/*'"]));
  test("objects want /*: Change to '${Reports.Arn}/*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
      "Change to '${Reports.Arn}/*'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('the bucket does not want /*', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          "  Resource: !Sub '${Reports.Arn}/*'",
          "            ^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '${Reports.Arn}/*' (object); s3:ListBucket wants bucket, accesspoint",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('the bucket does not want /*: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:ListBucket', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual(["repairs: Change to '${Reports.Arn}'"]));
  test("the bucket does not want /*: Change to '${Reports.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', "  Resource: !Sub '${Reports.Arn}/*'"], { Reports: 'AWS::S3::Bucket' }),
      "Change to '${Reports.Arn}'",
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test('one of two actions goes without', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:GetObject',
          '    - s3:ListBucket # list',
          "      ^^^^^^^^^^^^^ 's3:ListBucket' matches no resource of its statement; it wants bucket, accesspoint",
          '  Resource: !Sub arn:aws:s3:::${Reports}/*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('one of two actions goes without: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(
          [
            '- Effect: Allow',
            '  Action:',
            '    - s3:GetObject',
            '    - s3:ListBucket # list',
            '  Resource: !Sub arn:aws:s3:::${Reports}/*',
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ).toEqual([
      "repairs: Add 'arn:aws:s3:::${Reports}' to the resources",
      "repairs: Split off s3:ListBucket on 'arn:aws:s3:::${Reports}'",
    ]));
  test("one of two actions goes without: Add 'arn:aws:s3:::${Reports}'", () =>
    checkFix(
      stack,
      inRole(
        ['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:ListBucket # list', '  Resource: !Sub arn:aws:s3:::${Reports}/*'],
        { Reports: 'AWS::S3::Bucket' },
      ),
      "Add 'arn:aws:s3:::${Reports}'",
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:GetObject',
          '    - s3:ListBucket # list',
          '  Resource:',
          '    - !Sub arn:aws:s3:::${Reports}/*',
          "    - !Sub 'arn:aws:s3:::${Reports}'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('one of two actions goes without: Split off s3:ListBucket', () =>
    checkFix(
      stack,
      inRole(
        ['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:ListBucket # list', '  Resource: !Sub arn:aws:s3:::${Reports}/*'],
        { Reports: 'AWS::S3::Bucket' },
      ),
      'Split off s3:ListBucket',
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - s3:GetObject',
          '  Resource: !Sub arn:aws:s3:::${Reports}/*',
          '- Effect: Allow',
          '  Action:',
          '    - s3:ListBucket # list',
          "  Resource: !Sub 'arn:aws:s3:::${Reports}'",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('two actions of one kind are one finding', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [s3:GetObject, s3:PutObject, s3:ListBucket]',
        "           ^^^^^^^^^^^^ 's3:GetObject' and 1 more match no resource of their statement; they want object, accesspointobject",
        '  Resource:',
        '    - arn:aws:s3:::reports',
      ]),
    ));
  test('two actions of one kind are one finding: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:PutObject, s3:ListBucket]', '  Resource:', '    - arn:aws:s3:::reports']),
      ),
    ).toEqual([
      "repairs: Add 'arn:aws:s3:::reports/*' to the resources",
      "repairs: Split off s3:GetObject, s3:PutObject on 'arn:aws:s3:::reports/*'",
    ]));
  test("two actions of one kind are one finding: Add 'arn:aws:s3:::reports/*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:PutObject, s3:ListBucket]', '  Resource:', '    - arn:aws:s3:::reports']),
      "Add 'arn:aws:s3:::reports/*'",
      inRole([
        '- Effect: Allow',
        '  Action: [s3:GetObject, s3:PutObject, s3:ListBucket]',
        '  Resource:',
        '    - arn:aws:s3:::reports',
        '    - arn:aws:s3:::reports/*',
      ]),
    ));
  test('two actions of one kind are one finding: Split off s3:GetObject, s3:PutObject', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:PutObject, s3:ListBucket]', '  Resource:', '    - arn:aws:s3:::reports']),
      'Split off s3:GetObject, s3:PutObject',
      inRole([
        '- Effect: Allow',
        '  Action: [s3:ListBucket]',
        '  Resource:',
        '    - arn:aws:s3:::reports',
        '- Effect: Allow',
        '  Action: [s3:GetObject, s3:PutObject]',
        '  Resource:',
        '    - arn:aws:s3:::reports/*',
      ]),
    ));
  test('the name of a bucket', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: [s3:GetObject, s3:ListBucket]',
          '  Resource: !Ref Reports',
          "            ^^^^^^^^^^^^ '!Ref Reports' is the name of an AWS::S3::Bucket, not an ARN; s3:GetObject, s3:ListBucket want object, bucket and 2 more",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('the name of a bucket: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', '  Resource: !Ref Reports'], { Reports: 'AWS::S3::Bucket' }),
      ),
    ).toEqual(["repairs: Change to '${Reports.Arn}/*' and '${Reports.Arn}'"]));
  test('the name of a bucket: Change to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', '  Resource: !Ref Reports'], { Reports: 'AWS::S3::Bucket' }),
      'Change to',
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', "  Resource: [!Sub '${Reports.Arn}/*', !GetAtt Reports.Arn]"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('the URL of a queue', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: sqs:SendMessage',
          '  Resource: !Ref Jobs',
          "            ^^^^^^^^^ '!Ref Jobs' is the URL of an AWS::SQS::Queue, not an ARN; sqs:SendMessage wants queue",
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('the URL of a queue: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !Ref Jobs'], { Jobs: 'AWS::SQS::Queue' }),
      ),
    ).toEqual(["repairs: Change to '${Jobs.Arn}'"]));
  test("the URL of a queue: Change to '${Jobs.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !Ref Jobs'], { Jobs: 'AWS::SQS::Queue' }),
      "Change to '${Jobs.Arn}'",
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !GetAtt Jobs.Arn'], { Jobs: 'AWS::SQS::Queue' }),
    ));
  test('the URL of a queue inside an ARN', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: sqs:SendMessage',
          '  Resource: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}',
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}' has a URL inside an ARN: '${Jobs}' is one; sqs:SendMessage wants queue",
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('the URL of a queue inside an ARN: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}'], {
          Jobs: 'AWS::SQS::Queue',
        }),
      ),
    ).toEqual(["repairs: Change to '${Jobs.Arn}'"]));
  test("the URL of a queue inside an ARN: Change to '${Jobs.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}'], {
        Jobs: 'AWS::SQS::Queue',
      }),
      "Change to '${Jobs.Arn}'",
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: !GetAtt Jobs.Arn'], { Jobs: 'AWS::SQS::Queue' }),
    ));
  test('an ARN inside an ARN', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: sns:Publish',
          '  Resource: !Sub arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Alarms}',
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Alarms}' has an ARN inside an ARN: '${Alarms}' is one already; sns:Publish wants topic",
        ],
        { Alarms: 'AWS::SNS::Topic' },
      ),
    ));
  test('an ARN inside an ARN: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: sns:Publish', '  Resource: !Sub arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Alarms}'], {
          Alarms: 'AWS::SNS::Topic',
        }),
      ),
    ).toEqual(["repairs: Change to '${Alarms}'"]));
  test("an ARN inside an ARN: Change to '${Alarms}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sns:Publish', '  Resource: !Sub arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Alarms}'], {
        Alarms: 'AWS::SNS::Topic',
      }),
      "Change to '${Alarms}'",
      inRole(['- Effect: Allow', '  Action: sns:Publish', '  Resource: !Ref Alarms'], { Alarms: 'AWS::SNS::Topic' }),
    ));
  test('a table on its index', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: dynamodb:GetItem',
          '  Resource: !Sub ${Orders.Arn}/index/*',
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '${Orders.Arn}/index/*' (index); dynamodb:GetItem wants table",
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test("a table on its index: Change to '${Orders.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: !Sub ${Orders.Arn}/index/*'], {
        Orders: 'AWS::DynamoDB::Table',
      }),
      "Change to '${Orders.Arn}'",
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: !GetAtt Orders.Arn'], { Orders: 'AWS::DynamoDB::Table' }),
    ));
  test('a log group by its name', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: [logs:CreateLogStream, logs:PutLogEvents]',
          '  Resource: !Ref Log',
          "            ^^^^^^^^ '!Ref Log' is the name of an AWS::Logs::LogGroup, not an ARN; logs:CreateLogStream, logs:PutLogEvents want log-stream",
        ],
        { Log: 'AWS::Logs::LogGroup' },
      ),
    ));
  test("a log group by its name: Change to '${Log.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [logs:CreateLogStream, logs:PutLogEvents]', '  Resource: !Ref Log'], {
        Log: 'AWS::Logs::LogGroup',
      }),
      "Change to '${Log.Arn}'",
      inRole(['- Effect: Allow', '  Action: [logs:CreateLogStream, logs:PutLogEvents]', '  Resource: !GetAtt Log.Arn'], {
        Log: 'AWS::Logs::LogGroup',
      }),
    ));
  test('beside an action that takes no resource', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: [s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets]',
          "                         ^^^^^^^^^^^^^ 's3:ListBucket' matches no resource of its statement; it wants bucket, accesspoint",
          '  Resource: !Sub ${Reports.Arn}/*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('beside an action that takes no resource: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets]', '  Resource: !Sub ${Reports.Arn}/*'], {
          Reports: 'AWS::S3::Bucket',
        }),
      ),
    ).toEqual([
      "repairs: Split off s3:ListBucket on '${Reports.Arn}'",
      "widens: Add '${Reports.Arn}' to the resources (widens permissions)",
    ]));
  test('beside an action that takes no resource: Split off s3:ListBucket', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets]', '  Resource: !Sub ${Reports.Arn}/*'], {
        Reports: 'AWS::S3::Bucket',
      }),
      'Split off s3:ListBucket',
      inRole(
        [
          '- Effect: Allow',
          '  Action: [s3:GetObject, s3:ListAllMyBuckets]',
          '  Resource: !Sub ${Reports.Arn}/*',
          '- Effect: Allow',
          '  Action: [s3:ListBucket]',
          '  Resource: !GetAtt Reports.Arn',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("beside an action that takes no resource: Add '${Reports.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets]', '  Resource: !Sub ${Reports.Arn}/*'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Add '${Reports.Arn}'",
      inRole(
        [
          '- Effect: Allow',
          '  Action: [s3:GetObject, s3:ListBucket, s3:ListAllMyBuckets]',
          '  Resource:',
          '    - !Sub ${Reports.Arn}/*',
          '    - !GetAtt Reports.Arn',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in flow style', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- { Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: [!GetAtt Reports.Arn] }',
          "                            ^^^^^^^^^^^^ 's3:GetObject' matches no resource of its statement; it wants object, accesspointobject",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("in flow style: Add '${Reports.Arn}/*'", () =>
    checkFix(
      stack,
      inRole(['- { Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: [!GetAtt Reports.Arn] }'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Add '${Reports.Arn}/*'",
      inRole(["- { Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: [!GetAtt Reports.Arn, !Sub '${Reports.Arn}/*'] }"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('in flow style: Split off', () =>
    checkFix(
      stack,
      inRole(['- { Effect: Allow, Action: [s3:GetObject, s3:ListBucket], Resource: [!GetAtt Reports.Arn] }'], {
        Reports: 'AWS::S3::Bucket',
      }),
      'Split off',
      inRole(
        [
          '- { Effect: Allow, Action: [s3:ListBucket], Resource: [!GetAtt Reports.Arn] }',
          "- { Effect: Allow, Action: [s3:GetObject], Resource: [!Sub '${Reports.Arn}/*'] }",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in JSON', () =>
    checkPicture(
      'resource-type-mismatch',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }',
        "                                ^^^^^^^^^^^^^^^ 's3:ListBucket' matches no resource of its statement; it wants bucket, accesspoint",
      ]),
    ));
  test("in JSON: Add 'arn:aws:s3:::reports'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }']),
      "Add 'arn:aws:s3:::reports'",
      inPolicy([
        '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::reports"] }',
      ]),
    ));
  test('in JSON: Split off', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }']),
      'Split off',
      inPolicy([
        '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" },',
        '{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::reports" }',
      ]),
    ));
  test('in a JSON template', () =>
    checkPicture(
      'resource-type-mismatch',
      jsonStack,
      inJsonRole(
        [
          '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::GetAtt": ["Reports", "Arn"] } }',
          "                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '!GetAtt Reports.Arn' (bucket); s3:GetObject wants object, accesspointobject",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("in a JSON template: Change to '${Reports.Arn}/*'", () =>
    checkFix(
      jsonStack,
      inJsonRole(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::GetAtt": ["Reports", "Arn"] } }'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Change to '${Reports.Arn}/*'",
      inJsonRole(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": { "Fn::Sub": "${Reports.Arn}/*" } }'], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('in JSON text of a string', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inJsonText(
        [
          '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::${Reports}" }',
          "                                                 ^^^^^^^^^^^^^^ 's3:GetObject' matches no resource of its statement; it wants object, accesspointobject",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("in JSON text of a string: Add 'arn:aws:s3:::${Reports}/*'", () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::${Reports}" }'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Add 'arn:aws:s3:::${Reports}/*'",
      inJsonText(
        [
          '{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::${Reports}", "arn:aws:s3:::${Reports}/*"] }',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in JSON text of a string: Split off', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::${Reports}" }'], {
        Reports: 'AWS::S3::Bucket',
      }),
      'Split off',
      inJsonText(
        [
          '{ "Effect": "Allow", "Action": ["s3:ListBucket"], "Resource": "arn:aws:s3:::${Reports}" },',
          '{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::${Reports}/*" }',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('in Serverless, with a variable', () =>
    checkPicture(
      'resource-type-mismatch',
      serverless,
      inProvider(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          '  Resource: arn:aws:s3:::${self:custom.bucket}/*',
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to 'arn:aws:s3:::${self:custom.bucket}/*' (object); s3:ListBucket wants bucket, accesspoint",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("in Serverless, with a variable: Change to 'arn:aws:s3:::${self:custom.bucket}'", () =>
    checkFix(
      serverless,
      inProvider(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: arn:aws:s3:::${self:custom.bucket}/*'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Change to 'arn:aws:s3:::${self:custom.bucket}'",
      inProvider(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: arn:aws:s3:::${self:custom.bucket}'], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('with a parameter', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:ListBucket',
        '  Resource: !Sub arn:aws:s3:::${BucketName}/*',
        "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to 'arn:aws:s3:::${BucketName}/*' (object); s3:ListBucket wants bucket, accesspoint",
      ]),
    ));
  test("with a parameter: Change to 'arn:aws:s3:::${BucketName}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !Sub arn:aws:s3:::${BucketName}/*']),
      "Change to 'arn:aws:s3:::${BucketName}'",
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !Sub arn:aws:s3:::${BucketName}']),
    ));
  test('in SAM', () =>
    checkPicture(
      'resource-type-mismatch',
      template,
      inFunction(
        [
          '- Statement:',
          '    Effect: Allow',
          '    Action: dynamodb:Query',
          '    Resource: !Ref Orders',
          "              ^^^^^^^^^^^ '!Ref Orders' is the name of an AWS::DynamoDB::Table, not an ARN; dynamodb:Query wants table",
        ],
        { Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('in SAM: Change to', () =>
    checkFix(
      template,
      inFunction(['- Statement:', '    Effect: Allow', '    Action: dynamodb:Query', '    Resource: !Ref Orders'], {
        Orders: 'AWS::DynamoDB::Table',
      }),
      'Change to',
      inFunction(['- Statement:', '    Effect: Allow', '    Action: dynamodb:Query', '    Resource: !GetAtt Orders.Arn'], {
        Orders: 'AWS::DynamoDB::Table',
      }),
    ));
  test('with long forms', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          '  Resource:',
          '    Fn::Sub: ${Reports.Arn}/*',
          "    ^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '${Reports.Arn}/*' (object); s3:ListBucket wants bucket, accesspoint",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("with long forms: Change to '${Reports.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource:', '    Fn::Sub: ${Reports.Arn}/*'], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Change to '${Reports.Arn}'",
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource:', '    Fn::GetAtt: [Reports, Arn]'], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('by Fn::Join, to add', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:GetObject',
          "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports]]",
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to 'arn:aws:s3:::${Reports}' (bucket); s3:GetObject wants object, accesspointobject",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("by Fn::Join, to add: Change to 'arn:aws:s3:::${Reports}/*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports]]"], {
        Reports: 'AWS::S3::Bucket',
      }),
      "Change to 'arn:aws:s3:::${Reports}/*'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Join ['', ['arn:aws:s3:::', !Ref Reports, '/*']]"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('by Fn::Join, to drop', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          '  Resource: !Join',
          "            ^^^^^… No action of the statement applies to 'arn:aws:s3:::${Reports}/*' (object); s3:ListBucket wants bucket, accesspoint",
          "    - ''",
          "    - - 'arn:aws:s3:::'",
          '      - !Ref Reports',
          '      - /*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("by Fn::Join, to drop: Change to 'arn:aws:s3:::${Reports}'", () =>
    checkFix(
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          '  Resource: !Join',
          "    - ''",
          "    - - 'arn:aws:s3:::'",
          '      - !Ref Reports',
          '      - /*',
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
      "Change to 'arn:aws:s3:::${Reports}'",
      inRole(
        ['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !Join', "    - ''", "    - - 'arn:aws:s3:::'", '      - !Ref Reports'],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('by Fn::Join inside Fn::Join', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: s3:ListBucket',
          "  Resource: !Join [':', [arn, aws, s3, '', '', !Join ['/', [!Ref Reports, '*']]]]",
          "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to 'arn:aws:s3:::${Reports}/*' (object); s3:ListBucket wants bucket, accesspoint",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test("by Fn::Join inside Fn::Join: Change to '${Reports.Arn}'", () =>
    checkFix(
      stack,
      inRole(
        ['- Effect: Allow', '  Action: s3:ListBucket', "  Resource: !Join [':', [arn, aws, s3, '', '', !Join ['/', [!Ref Reports, '*']]]]"],
        { Reports: 'AWS::S3::Bucket' },
      ),
      "Change to '${Reports.Arn}'",
      inRole(['- Effect: Allow', '  Action: s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' }),
    ));
  test("with CRLF: Add '${Reports.Arn}/*'", () =>
    checkFix(
      stack,
      withCrlf(
        inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], {
          Reports: 'AWS::S3::Bucket',
        }),
      ),
      "Add '${Reports.Arn}/*'",
      withCrlf(
        inRole(
          [
            '- Effect: Allow',
            '  Action:',
            '    - s3:GetObject',
            '    - s3:ListBucket',
            '  Resource:',
            '    - !GetAtt Reports.Arn',
            "    - !Sub '${Reports.Arn}/*'",
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ));
  test('with CRLF: Split off s3:GetObject', () =>
    checkFix(
      stack,
      withCrlf(
        inRole(['- Effect: Allow', '  Action:', '    - s3:GetObject', '    - s3:ListBucket', '  Resource: !GetAtt Reports.Arn'], {
          Reports: 'AWS::S3::Bucket',
        }),
      ),
      'Split off s3:GetObject',
      withCrlf(
        inRole(
          [
            '- Effect: Allow',
            '  Action:',
            '    - s3:ListBucket',
            '  Resource: !GetAtt Reports.Arn',
            '- Effect: Allow',
            '  Action:',
            '    - s3:GetObject',
            "  Resource: !Sub '${Reports.Arn}/*'",
          ],
          { Reports: 'AWS::S3::Bucket' },
        ),
      ),
    ));
  test('a resource of another service', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: sqs:SendMessage',
          '  Resource:',
          '    - !GetAtt Jobs.Arn',
          '    - !GetAtt Orders.Arn',
          "      ^^^^^^^^^^^^^^^^^^ No action of the statement applies to '!GetAtt Orders.Arn' (table); sqs:SendMessage wants queue",
        ],
        { Jobs: 'AWS::SQS::Queue', Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('an action of another service', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: [dynamodb:PutItem, sqs:SendMessage]',
          "                             ^^^^^^^^^^^^^^^ 'sqs:SendMessage' matches no resource of its statement; it wants queue",
          '  Resource: !GetAtt Orders.Arn',
        ],
        { Jobs: 'AWS::SQS::Queue', Orders: 'AWS::DynamoDB::Table' },
      ),
    ));
  test('an action of another service: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: [dynamodb:PutItem, sqs:SendMessage]', '  Resource: !GetAtt Orders.Arn'], {
          Jobs: 'AWS::SQS::Queue',
          Orders: 'AWS::DynamoDB::Table',
        }),
      ),
    ).toEqual(["widens: Add '${Jobs.Arn}' to the resources (widens permissions)"]));
  test("an action of another service: Add '${Jobs.Arn}'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: [dynamodb:PutItem, sqs:SendMessage]', '  Resource: !GetAtt Orders.Arn'], {
        Jobs: 'AWS::SQS::Queue',
        Orders: 'AWS::DynamoDB::Table',
      }),
      "Add '${Jobs.Arn}'",
      inRole(['- Effect: Allow', '  Action: [dynamodb:PutItem, sqs:SendMessage]', '  Resource: [!GetAtt Orders.Arn, !GetAtt Jobs.Arn]'], {
        Jobs: 'AWS::SQS::Queue',
        Orders: 'AWS::DynamoDB::Table',
      }),
    ));
  test('a policy in place of a role, never the role that holds the statement', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: iam:AttachRolePolicy',
          '  Resource: !Ref Policy',
          "            ^^^^^^^^^^^ No action of the statement applies to '!Ref Policy' (policy); iam:AttachRolePolicy wants role",
        ],
        { Policy: 'AWS::IAM::ManagedPolicy' },
      ),
    ));
  test('a policy in place of a role, never the role that holds the statement: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole(['- Effect: Allow', '  Action: iam:AttachRolePolicy', '  Resource: !Ref Policy'], { Policy: 'AWS::IAM::ManagedPolicy' }),
      ),
    ).toEqual([]));
  test('an execution by the ARN of its state machine', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: states:DescribeExecution',
          '  Resource: !Ref Machine',
          "            ^^^^^^^^^^^^ No action of the statement applies to '!Ref Machine' (statemachine); states:DescribeExecution wants express, execution",
        ],
        { Machine: 'AWS::StepFunctions::StateMachine' },
      ),
    ));
  test('an execution by the ARN of its state machine: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole([
          '- Effect: Allow',
          '  Action: states:DescribeExecution',
          '  Resource: arn:aws:states:eu-west-1:111122223333:stateMachine:Orders',
        ]),
      ),
    ).toEqual([
      "widens: Change to 'arn:aws:states:eu-west-1:111122223333:execution:Orders:*' (widens permissions)",
      "widens: Change to 'arn:aws:states:eu-west-1:111122223333:express:Orders:*:*' (widens permissions)",
    ]));
  test('an execution by the ARN of its state machine: Change to', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: states:DescribeExecution', '  Resource: !Ref Machine'], {
        Machine: 'AWS::StepFunctions::StateMachine',
      }),
      "cution:${Machine.Name}:*'",
      inRole(
        [
          '- Effect: Allow',
          '  Action: states:DescribeExecution',
          "  Resource: !Sub 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${Machine.Name}:*'",
        ],
        { Machine: 'AWS::StepFunctions::StateMachine' },
      ),
    ));
  test('a resource that others would get too widens', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole([
          '- Effect: Allow',
          '  Action: [s3:ListBucket, s3:GetBucketVersioning]',
          '  Resource:',
          '    - arn:aws:s3:eu-west-1:111122223333:accesspoint/one',
          '    - arn:aws:s3:::two/*',
        ]),
      ),
    ).toEqual(["widens: Change to 'arn:aws:s3:::two' (widens permissions)"]));
  test('a Deny that denies nothing', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:DeleteObject',
        '  Resource: arn:aws:s3:::reports',
        "            ^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to 'arn:aws:s3:::reports' (bucket); s3:DeleteObject wants object, accesspointobject",
      ]),
    ));
  test('a Deny that denies nothing: what is offered', () =>
    expect(
      fixesOf('resource-type-mismatch', stack, inRole(['- Effect: Deny', '  Action: s3:DeleteObject', '  Resource: arn:aws:s3:::reports'])),
    ).toEqual(["narrows: Change to 'arn:aws:s3:::reports/*'"]));
  test("a Deny that denies nothing: Change to 'arn:aws:s3:::reports/*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Deny', '  Action: s3:DeleteObject', '  Resource: arn:aws:s3:::reports']),
      "Change to 'arn:aws:s3:::reports/*'",
      inRole(['- Effect: Deny', '  Action: s3:DeleteObject', '  Resource: arn:aws:s3:::reports/*']),
    ));
  test('a secret without its suffix', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: secretsmanager:GetSecretValue',
        '  Resource: !Sub arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db',
        "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The ARN of the secret 'prod/db' goes on with '-' and six random characters",
      ]),
    ));
  test('a secret without its suffix: what is offered', () =>
    expect(
      fixesOf(
        'resource-type-mismatch',
        stack,
        inRole([
          '- Effect: Allow',
          '  Action: secretsmanager:GetSecretValue',
          '  Resource: !Sub arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db',
        ]),
      ),
    ).toEqual(["widens: Append '-??????' to the name (widens permissions)"]));
  test("a secret without its suffix: Append '-??????'", () =>
    checkFix(
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: secretsmanager:GetSecretValue',
        '  Resource: !Sub arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db',
      ]),
      "Append '-??????'",
      inRole([
        '- Effect: Allow',
        '  Action: secretsmanager:GetSecretValue',
        '  Resource: !Sub arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db-??????',
      ]),
    ));
  test('under branches that never meet', () =>
    checkPicture(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: !If [Prod, s3:GetObject, s3:ListBucket]',
          "  Resource: !If [Prod, !GetAtt Reports.Arn, !Sub '${Reports.Arn}/*']",
          "                       ^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '!GetAtt Reports.Arn' (bucket); s3:GetObject wants object, accesspointobject",
          "                                            ^^^^^^^^^^^^^^^^^^^^^^^ No action of the statement applies to '${Reports.Arn}/*' (object); s3:ListBucket wants bucket, accesspoint",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('the idiom of bucket and objects is silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', "  Resource: [!GetAtt Reports.Arn, !Sub '${Reports.Arn}/*']"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('an unknown resource that could match is silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', '  Resource: [!GetAtt Reports.Arn, !ImportValue other]'], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('an unknown action that could match is silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(['- Effect: Allow', '  Action: [!Ref Action, s3:ListBucket]', "  Resource: [!GetAtt Reports.Arn, !Sub '${Reports.Arn}/*']"], {
        Reports: 'AWS::S3::Bucket',
      }),
    ));
  test('branches that fit are silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(
        [
          '- Effect: Allow',
          '  Action: !If [Prod, s3:GetObject, s3:ListBucket]',
          "  Resource: !If [Prod, !Sub '${Reports.Arn}/*', !GetAtt Reports.Arn]",
        ],
        { Reports: 'AWS::S3::Bucket' },
      ),
    ));
  test('a wildcard that covers the objects is silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(['- Effect: Allow', '  Action: [s3:GetObject, s3:ListBucket]', '  Resource: arn:aws:s3:::reports*']),
    ));
  test('NotAction and NotResource are silent', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Allow',
        '  NotAction: s3:GetObject',
        '  Resource: arn:aws:s3:::reports',
        '- Effect: Deny',
        '  Action: s3:GetObject',
        '  NotResource: arn:aws:s3:::reports',
      ]),
    ));
});
