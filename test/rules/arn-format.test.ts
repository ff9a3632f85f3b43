import { describe, test } from 'vitest';
import { arnFormat } from '../../server/src/rules/arn-format.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(arnFormat, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('arn-format', () => {
  test('fields and formats', () =>
    checkPicture(
      'arn-format',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [s3:GetObject, iam:GetRole, sqs:SendMessage, lambda:InvokeFunction, dynamodb:GetItem]',
        '  Resource:',
        '    - arn:aws:s3:::111122223333:b/*',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::111122223333:b/*' is none of the ARN formats of 's3'",
        '    - arn:aws:s3::111122223333:b/*',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3::111122223333:b/*' takes no account",
        '    - arn:aws:iam:eu-west-1:111122223333:role/x',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam:eu-west-1:111122223333:role/x' takes no Region",
        '    - arn:aws:iam:::role/x',
        "      ^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam:::role/x' needs an account",
        '    - arn:aws:sqs::111122223333:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:sqs::111122223333:jobs' needs a Region",
        '    - arn:aws:lambda:eu-west-1:111122223333:function/x',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:lambda:eu-west-1:111122223333:function/x' is none of the ARN formats of 'lambda'; did you mean 'function:x'?",
        '    - arn:aws:dynamodb:eu-west-1:111122223333:Orders',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:dynamodb:eu-west-1:111122223333:Orders' is none of the ARN formats of 'dynamodb'; did you mean 'table/Orders'?",
      ]),
    ));
  test('a mismatch says nothing of such an ARN', () =>
    checkSilent(
      'resource-type-mismatch',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [dynamodb:GetItem, dynamodb:Query]',
        '  Resource: arn:aws:dynamodb:eu-west-1:111122223333:tabel/Orders',
      ]),
    ));
  test('Remove the Region and remove the account', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:eu-west-1:111122223333:b/*" }']),
      'Remove the Region and remove the account',
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }']),
    ));
  test('Write the Region', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: arn:aws:sqs::111122223333:jobs']),
      "Write '${AWS::Region}' as the Region",
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', "  Resource: !Sub 'arn:aws:sqs:${AWS::Region}:111122223333:jobs'"]),
    ));
  test('the type, in JSON text of a string', () =>
    checkFix(
      stack,
      inJsonText([
        '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:tabel/Orders" }',
      ]),
      "Change to 'table/Orders'",
      inJsonText([
        '{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Orders" }',
      ]),
    ));
  test('what an action admits, and what is not known, is silent', () =>
    checkSilent(
      'arn-format',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [logs:PutLogEvents, lambda:InvokeFunction, apigateway:GET, execute-api:Invoke]',
        '  Resource:',
        '    - arn:aws:logs:*:*:log-group:x:*',
        '    - arn:aws:lambda:eu-west-1:111122223333:function:x:live',
        '    - arn:aws:apigateway:eu-west-1::/restapis/x',
        '    - !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*',
        '    - !Sub arn:aws:lambda:${Rest}',
        '- Effect: Allow',
        "  Action: '*'",
        '  Resource: arn:aws:kafka:eu-west-1:111122223333:topic/a/b/c',
        '- Effect: Allow',
        '  Action: kafka-cluster:ReadData',
        '  Resource: arn:aws:kafka:eu-west-1:111122223333:topic/a/b/c',
      ]),
    ));
});
