import { describe, test } from 'vitest';
import { trustPolicyElement } from '../../server/src/rules/trust-policy-element.ts';
import { checkExamples, checkFix, checkPicture } from '../support/check-rule.ts';
import { inJsonTrust, inTrust, inTrustText } from '../support/policy-places.ts';
import { jsonStack, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(trustPolicyElement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
  'Serverless resources',
]);

describe('trust-policy-element', () => {
  test('the elements', () =>
    checkPicture(
      'trust-policy-element',
      stack,
      inTrust([
        '- Effect: Allow',
        '  NotPrincipal: { AWS: "*" }',
        '  ^^^^^^^^^^^^ A trust policy takes no NotPrincipal; name whom the role trusts in Principal',
        '  Action: sts:AssumeRole',
        '  NotResource: !Ref Other',
        '  ^^^^^^^^^^^ A trust policy takes no NotResource: it is about the role that has it',
      ]),
    ));
  test('what the AWS CLI prints of a role', () =>
    checkPicture(
      'trust-policy-element',
      policyFile,
      [
        '{ "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{',
        '  "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole",',
        '  "Resource": "*"',
        '  ^^^^^^^^^^ A trust policy takes no Resource: it is about the role that has it',
        '}] } }',
        '',
      ].join('\n'),
    ));
  test('Remove Resource', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Principal: { Service: lambda.amazonaws.com }', '  Action: sts:AssumeRole', "  Resource: '*'"]),
      'Remove Resource (widens permissions)',
      inTrust(['- Effect: Allow', '  Principal: { Service: lambda.amazonaws.com }', '  Action: sts:AssumeRole']),
    ));
  test('Remove Resource in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole", "Resource": "*" }',
      ]),
      'Remove Resource',
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
  test('Remove Resource in JSON text', () =>
    checkFix(
      stack,
      inTrustText([
        '{ "Effect": "Allow", "Resource": "*", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }',
      ]),
      'Remove Resource',
      inTrustText(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
});
