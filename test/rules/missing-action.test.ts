import { describe, test } from 'vitest';
import { missingAction } from '../../server/src/rules/missing-action.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(missingAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('missing-action', () => {
  test('in block style', () =>
    checkPicture(
      'missing-action',
      stack,
      inRole(['- Effect: Allow', '  ^^^^^^ The statement has neither Action nor NotAction', '  Resource: arn:aws:s3:::b/*']),
    ));
  test('in JSON', () =>
    checkPicture(
      'missing-action',
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Resource": "*" }', '  ^^^^^^^^ The statement has neither Action nor NotAction']),
    ));
  test('NotAction is enough', () =>
    checkSilent('missing-action', stack, inRole(['- Effect: Deny', '  NotAction: s3:GetObject', "  Resource: '*'"])));
  test('Actions is another finding', () =>
    checkSilent('missing-action', stack, inRole(['- Effect: Allow', '  Actions: s3:GetObject', '  Resource: arn:aws:s3:::b/*'])));
});
