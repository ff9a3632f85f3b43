import { describe, expect, test } from 'vitest';
import { arnAccount } from '../../server/src/rules/arn-account.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(arnAccount, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('arn-account', () => {
  test('digits and words', () =>
    checkPicture(
      'arn-account',
      stack,
      inRole([
        '- Effect: Deny',
        '  Action: sqs:SendMessage',
        '  Resource:',
        '    - arn:aws:sqs:eu-west-1:1234567890:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The account '1234567890' is not an account id of 12 digits",
        '    - arn:aws:sqs:eu-west-1:accountid:jobs',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The account 'accountid' is not an account id of 12 digits",
      ]),
    ));
  test('what is offered', () =>
    expect(
      fixesOf(
        'arn-account',
        stack,
        inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource: arn:aws:sqs:eu-west-1:11122223333:jobs']),
      ),
    ).toEqual(["widens: Change to '011122223333' (widens permissions)", "widens: Change to '${AWS::AccountId}' (widens permissions)"]));
  test('without its hyphens', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:1111-2222-3333:jobs" }']),
      "Change to '111122223333'",
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }']),
    ));
  test('the account of the stack', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', "  Resource: 'arn:aws:sqs:eu-west-1:accountid:${aws:username}'"]),
      "Change to '${AWS::AccountId}'",
      inRole([
        '- Effect: Allow',
        '  Action: sqs:SendMessage',
        "  Resource: !Sub 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:${!aws:username}'",
      ]),
    ));
  test('symbols, wildcards and placeholders are silent', () =>
    checkSilent(
      'arn-account',
      stack,
      inRole([
        '- Effect: Deny',
        "  Action: '*'",
        "  Resource: [!Sub 'arn:aws:sqs:*:${Account}:x', 'arn:aws:sqs:eu-west-1:1111*:x', 'arn:aws:sqs:eu-west-1:<account>:x', 'arn:aws:lambda:*:function:x', 'arn:aws:s3:::x']",
      ]),
    ));
});
