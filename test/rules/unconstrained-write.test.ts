import { describe, test } from 'vitest';
import { unconstrainedWrite } from '../../server/src/rules/unconstrained-write.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inRole, stack } from '../support/policy-texts.ts';

checkExamples(unconstrainedWrite, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unconstrained-write', () => {
  test('writes and tags', () =>
    checkPicture(
      'unconstrained-write',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:TagResource]',
        "                             ^^^^^^^^^^^^^^^^ 'dynamodb:PutItem' on every resource changes any of them (and 1 more like it)",
        "  Resource: '*'",
      ]),
    ));
  test('what another rule reports, and what takes no resource, is silent', () => {
    for (const action of ['iam:PassRole', 'iam:PutRolePolicy', 'sns:AddPermission', 'cloudwatch:PutMetricData', 'dynamodb:GetItem'])
      checkSilent('unconstrained-write', stack, inRole(['- Effect: Allow', `  Action: ${action}`, "  Resource: '*'"]));
  });
});
