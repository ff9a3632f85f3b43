import { describe, expect, test } from 'vitest';
import { invalidArn } from '../../server/src/rules/invalid-arn.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidArn, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-arn', () => {
  test('too few parts', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: dynamodb:GetItem',
        '  Resource: arn:aws:dynamodb:eu-west-1:table/Orders',
        "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:dynamodb:eu-west-1:table/Orders' has 5 parts; an ARN has 6, separated by ':'",
      ]),
    ));
  test('too few parts: what is offered', () =>
    expect(
      fixesOf(
        'invalid-arn',
        stack,
        inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: arn:aws:dynamodb:eu-west-1:table/Orders']),
      ),
    ).toEqual(["widens: Change to 'arn:aws:dynamodb:eu-west-1:${AWS::AccountId}:table/Orders' (widens permissions)"]));
  test('too few parts: the account, the Region, both', () => {
    for (const [written, filled] of [
      ['arn:aws:dynamodb:eu-west-1:table/Orders', 'arn:aws:dynamodb:eu-west-1:*:table/Orders'],
      ['arn:aws:dynamodb:111122223333:table/Orders', 'arn:aws:dynamodb:*:111122223333:table/Orders'],
      ['arn:aws:dynamodb:table/Orders', 'arn:aws:dynamodb:*:*:table/Orders'],
      ['arn:aws:iam:111122223333:role/x', 'arn:aws:iam::111122223333:role/x'],
    ] as const) {
      const statement = (resource: string): string => `{ "Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "${resource}" }`;
      checkFix(policyFile, inPolicy([statement(written)]), 'Change to', inPolicy([statement(filled)]));
    }
  });
  test('too few parts, with pseudo parameters', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: dynamodb:GetItem',
        '  Resource: !Sub arn:aws:dynamodb:${AWS::Region}:table/Orders',
        "            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:dynamodb:${AWS::Region}:table/Orders' has 5 parts; an ARN has 6, separated by ':'",
      ]),
    ));
  test('a bucket with too few colons', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:reports/*',
        "            ^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:reports/*' has too few ':'; a bucket is 'arn:aws:s3:::NAME'",
      ]),
    ));
  test('a bucket with too few colons: what is offered', () =>
    expect(
      fixesOf('invalid-arn', stack, inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:reports/*'])),
    ).toEqual(["widens: Change to 'arn:aws:s3:::reports/*' (widens permissions)"]));
  test("a bucket with too few colons: Change to 'arn:aws:s3:::reports/*'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:reports/*']),
      "Change to 'arn:aws:s3:::reports/*'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::reports/*']),
    ));
  test('a bucket in JSON', () =>
    checkPicture(
      'invalid-arn',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3::reports/*"] }',
        "                                                            ^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3::reports/*' has too few ':'; a bucket is 'arn:aws:s3:::NAME'",
      ]),
    ));
  test("a bucket in JSON: Change to 'arn:aws:s3:::reports/*'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3::reports/*"] }']),
      "Change to 'arn:aws:s3:::reports/*'",
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*"] }']),
    ));
  test('a partition that does not exist', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['arn:asw:s3:::reports/*', 'arn:azure:s3:::reports/*']",
        "             ^^^^^^^^^^^^^^^^^^^^^^^^ There is no partition 'asw'; did you mean 'aws'?",
        "                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no partition 'azure'",
      ]),
    ));
  test('a partition that does not exist: what is offered', () =>
    expect(
      fixesOf(
        'invalid-arn',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: ['arn:asw:s3:::reports/*', 'arn:azure:s3:::reports/*']"]),
      ),
    ).toEqual(["widens: Change to 'aws' (widens permissions)"]));
  test("a partition that does not exist: Change to 'aws'", () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: ['arn:asw:s3:::reports/*', 'arn:azure:s3:::reports/*']"]),
      "Change to 'aws'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: ['arn:aws:s3:::reports/*', 'arn:azure:s3:::reports/*']"]),
    ));
  test('a URL, a URI and a name', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: [s3://reports/*, https://reports.s3.amazonaws.com/, reports]',
        "             ^^^^^^^^^^^^^^ 's3://reports/*' is no ARN; a resource is written as 'arn:partition:service:region:account:resource'",
        "                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'https://reports.s3.amazonaws.com/' is no ARN; a resource is written as 'arn:partition:service:region:account:resource'",
        "                                                                ^^^^^^^ 'reports' is no ARN; a resource is written as 'arn:partition:service:region:account:resource'",
      ]),
    ));
  test('a URL, a URI and a name: what is offered', () =>
    expect(
      fixesOf(
        'invalid-arn',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: [s3://reports/*, https://reports.s3.amazonaws.com/, reports]']),
      ),
    ).toEqual([
      "widens: Change to 'arn:aws:s3:::reports/*' (widens permissions)",
      "widens: Change to 'arn:aws:s3:::reports' (widens permissions)",
    ]));
  test('the logical id of a resource, without its function', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: Orders.Arn'], { Orders: 'AWS::DynamoDB::Table' }),
      "Change to '${Orders.Arn}'",
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: !GetAtt Orders.Arn'], { Orders: 'AWS::DynamoDB::Table' }),
    ));
  test('a name and a URL where the actions are not known', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole(
        [
          '- Effect: Allow',
          "  Action: '*'",
          '  Resource: [!Ref Reports, !Ref Jobs, !Ref Alarms]',
          "             ^^^^^^^^^^^^ '!Ref Reports' is the name of an AWS::S3::Bucket, not an ARN",
          "                           ^^^^^^^^^ '!Ref Jobs' is the URL of an AWS::SQS::Queue, not an ARN",
          '- Effect: Deny',
          '  Action: s3:GetObject',
          "  NotResource: !Sub 'arn:aws:s3:::${Reports.Arn}/*'",
          "               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::${Reports.Arn}/*' has an ARN inside an ARN: '${Reports.Arn}' is one",
        ],
        { Reports: 'AWS::S3::Bucket', Jobs: 'AWS::SQS::Queue', Alarms: 'AWS::SNS::Topic' },
      ),
    ));
  test('the ARN of a queue in place of its URL', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', "  Action: '*'", '  Resource: !Ref Jobs'], { Jobs: 'AWS::SQS::Queue' }),
      "Change to '${Jobs.Arn}'",
      inRole(['- Effect: Allow', "  Action: '*'", '  Resource: !GetAtt Jobs.Arn'], { Jobs: 'AWS::SQS::Queue' }),
    ));
  test('a blank', () =>
    checkPicture(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: s3:GetObject',
        "  Resource: [' arn:aws:s3:::b/*', 'arn:aws:s3: ::b/*', 'arn:aws:s3:::b/a key']",
        "             ^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::b/*' has a blank in it, which no ARN has",
        "                                  ^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3: ::b/*' has a blank in it, which no ARN has",
      ]),
    ));
  test('a blank: Remove the blank', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::: b/* " }']),
      'Remove the blank',
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
    ));
  test('a line break of a block scalar: Remove the blank', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: !Sub |', '    arn:aws:s3:::${AWS::StackName}/*']),
      'Remove the blank',
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: !Sub 'arn:aws:s3:::${AWS::StackName}/*'"]),
    ));
  test('every partition is known', () =>
    checkSilent(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['arn:aws:s3:::b/*', 'arn:aws-cn:s3:::b/*', 'arn:aws-us-gov:s3:::b/*', 'arn:aws-iso:s3:::b/*', 'arn:aws-iso-b:s3:::b/*', 'arn:aws-iso-e:s3:::b/*', 'arn:aws-iso-f:s3:::b/*', 'arn:aws-eusc:s3:::b/*', 'arn:*:s3:::b/*']",
      ]),
    ));
  test('what another tool fills in is silent', () =>
    checkSilent(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: ['{{bucket}}', '<bucket>', '%BUCKET%', !Ref Bucket, '*', 'arn:*']",
      ]),
    ));
  test('execute-api:/ in the policy of an API', () =>
    checkSilent(
      'invalid-arn',
      stack,
      inResources([
        'Api:',
        '  Type: AWS::ApiGateway::RestApi',
        '  Properties:',
        '    Policy:',
        '      Statement:',
        '        - Effect: Allow',
        "          Principal: '*'",
        '          Action: execute-api:Invoke',
        '          Resource: execute-api:/*',
      ]),
    ));
  test('public ARNs without an account', () =>
    checkSilent(
      'invalid-arn',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [ssm:GetParameter, bedrock:InvokeModel]',
        "  Resource: ['arn:aws:ssm:eu-west-1::parameter/aws/service/x', 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-v2']",
      ]),
    ));
});
