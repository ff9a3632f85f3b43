import { describe, expect, test } from 'vitest';
import { invalidServicePrincipal } from '../../server/src/rules/invalid-service-principal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { inRole, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(invalidServicePrincipal, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
  'Serverless resources',
]);

function trusting(service: string): string {
  return inTrust(['- Effect: Allow', '  Principal:', `    Service: ${service}`, '  Action: sts:AssumeRole']);
}

describe('invalid-service-principal', () => {
  test('other forms', () =>
    checkPicture(
      'invalid-service-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Principal:',
        '    Service:',
        '      - lambda',
        "        ^^^^^^ 'lambda' is no service principal, which is written as in 'lambda.amazonaws.com'; did you mean 'lambda.amazonaws.com'?",
        '      - Lambda.aws.com',
        "        ^^^^^^^^^^^^^^ 'Lambda.aws.com' is no service principal, which is written as in 'lambda.amazonaws.com'; did you mean 'lambda.amazonaws.com'?",
        '      - my service',
        "        ^^^^^^^^^^ 'my service' is no service principal, which is written as in 'lambda.amazonaws.com'",
        '      - lamdba.amazonaws.com',
        "        ^^^^^^^^^^^^^^^^^^^^ No service is known by the principal 'lamdba.amazonaws.com'; did you mean 'lambda.amazonaws.com'?",
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('a form is an error, a name that is not known a warning', () =>
    expect(
      [trusting('lambda.aws.com'), trusting('lamdba.amazonaws.com')].flatMap((text) =>
        findingsOf('invalid-service-principal', stack, text).map(({ severity }) => severity),
      ),
    ).toEqual(['error', 'warning']));
  test('in a condition', () =>
    checkPicture(
      'invalid-service-principal',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: iam:PassRole',
        '  Resource: arn:aws:iam::111122223333:role/task',
        '  Condition:',
        '    StringEquals:',
        '      iam:PassedToService: ecs-task.amazonaws.com',
        "                           ^^^^^^^^^^^^^^^^^^^^^^ No service is known by the principal 'ecs-task.amazonaws.com'; did you mean 'ecs-tasks.amazonaws.com'?",
      ]),
    ));
  test("Change to 'lambda.amazonaws.com'", () =>
    checkFix(stack, trusting('lambda.amazon.com'), "Change to 'lambda.amazonaws.com'", trusting('lambda.amazonaws.com')));
  test("Change to 'lambda.amazonaws.com' in JSON", () =>
    checkFix(
      jsonStack,
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Service": ["lambda"] }, "Action": "sts:AssumeRole" }']),
      "Change to 'lambda.amazonaws.com'",
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Service": ["lambda.amazonaws.com"] }, "Action": "sts:AssumeRole" }']),
    ));
  test("Change to 'lambda.amazonaws.com' in JSON text", () =>
    checkFix(
      stack,
      inTrustText(['{ "Effect": "Allow", "Principal": { "Service": "lambda" }, "Action": "sts:AssumeRole" }']),
      "Change to 'lambda.amazonaws.com'",
      inTrustText(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
  test.each([
    'states.eu-west-1.amazonaws.com',
    'ec2.amazonaws.com.cn',
    'gamelift.aws.internal',
    'securityhubv2.amazonaws.com',
    'somethingnew.amazonaws.com',
    '!Sub ${Name}.amazonaws.com',
    '!Ref Principal',
  ])('%s is one, or not known', (service) => checkSilent('invalid-service-principal', stack, trusting(service)));
  test('whether a key is there is no name', () =>
    checkSilent(
      'invalid-service-principal',
      stack,
      inRole(["- { Effect: Deny, Action: iam:PassRole, Resource: '*', Condition: { 'Null': { iam:PassedToService: 'true' } } }"]),
    ));
});
