import { describe, test } from 'vitest';
import { arnService } from '../../server/src/rules/arn-service.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(arnService, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('arn-service', () => {
  test('what is offered', () =>
    checkPicture(
      'arn-service',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: dynamodb:GetItem',
        '  Resource:',
        '    - arn:aws:DynamoDB:eu-west-1:111122223333:table/Orders',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The service of an ARN is written in lower case: 'dynamodb', not 'DynamoDB'",
        '    - arn:aws:dynamdb:eu-west-1:111122223333:table/Orders',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no service 'dynamdb'; did you mean 'dynamodb'?",
        '    - arn:aws:quantumthings:eu-west-1:111122223333:table/Orders',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no service 'quantumthings' in the catalogue of 2026-09-26",
        '    - arn:aws::eu-west-1:111122223333:table/Orders',
        '      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The ARN names no service',
      ]),
    ));
  test('a mismatch says nothing of such an ARN', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole(['- Effect: Allow', '  Action: dynamodb:GetItem', '  Resource: arn:aws:dynamdb:eu-west-1:111122223333:table/Orders']),
    ));
  test('in lower case', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:S3:::b/*"] }']),
      "Change to 's3'",
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/*"] }']),
    ));
  test('in JSON text of a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqss:${AWS::Region}:*:jobs" }']),
      "Change to 'sqs'",
      inJsonText(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:${AWS::Region}:*:jobs" }']),
    ));
  test('symbols, wildcards and placeholders are silent', () =>
    checkSilent(
      'arn-service',
      stack,
      inRole([
        '- Effect: Deny',
        "  Action: '*'",
        "  Resource: [!Sub 'arn:aws:${Service}:::x', 'arn:aws:s*:::x', 'arn:aws:<service>:::x', !Ref Arn]",
      ]),
    ));
});
