import { describe, expect, test } from 'vitest';
import { wildcardService } from '../../server/src/rules/wildcard-service.ts';
import { checkExamples, checkFix, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, policyFile } from '../support/policy-texts.ts';

checkExamples(wildcardService, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('wildcard-service', () => {
  test('the service of the actions takes its place', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:*:eu-west-1:111122223333:jobs" }']),
      "Change the service to 'sqs'",
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }']),
    ));
  test('several services: nothing is offered', () =>
    expect(
      fixesOf(
        'wildcard-service',
        policyFile,
        inPolicy([
          '{ "Effect": "Allow", "Action": ["sqs:SendMessage", "sns:Publish"], "Resource": "arn:aws:*:eu-west-1:111122223333:jobs" }',
        ]),
      ),
    ).toEqual([]));
  test('what is every resource is reported as that', () =>
    checkSilent(
      'wildcard-service',
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:*:*:*:*", "arn:*"] }']),
    ));
});
