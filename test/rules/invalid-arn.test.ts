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
    ).toEqual([]));
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
    ).toEqual([]));
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
