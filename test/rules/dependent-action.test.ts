import { describe, test } from 'vitest';
import { dependentAction } from '../../server/src/rules/dependent-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(dependentAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('dependent-action', () => {
  test('what may be needed too', () =>
    checkPicture(
      'dependent-action',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": ["lambda:CreateFunction", "lambda:GetFunction"], "Resource": "*" }',
        "                                ^^^^^^^^^^^^^^^^^^^^^^^ 'lambda:CreateFunction' may need 'iam:PassRole', 'lambda:PassCapacityProvider' too, which this policy does not allow",
      ]),
    ));
  test('Add', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["ecs:RunTask", "ecs:StopTask"], "Resource": "*" }']),
      'Add iam:PassRole',
      inPolicy(['{ "Effect": "Allow", "Action": ["ecs:RunTask", "ecs:StopTask", "iam:PassRole"], "Resource": "*" }']),
      'dependent-action',
    ));
  test('another statement, a wildcard and what is not known are silent', () => {
    checkSilent(
      'dependent-action',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "*" },',
        '{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" }',
      ]),
    );
    checkSilent('dependent-action', stack, inRole(['- Effect: Allow', '  Action: [ecs:RunTask, !Ref More]', "  Resource: '*'"]));
  });
});
