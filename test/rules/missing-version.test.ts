import { describe, test } from 'vitest';
import { missingVersion } from '../../server/src/rules/missing-version.ts';
import { checkExamples, checkFix, checkSilent } from '../support/check-rule.ts';
import { inProvider, inResources, policyFile, serverless, stack } from '../support/policy-texts.ts';

checkExamples(missingVersion, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

describe('missing-version', () => {
  test('in JSON: Insert Version', () =>
    checkFix(
      policyFile,
      '{\n  "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }]\n}\n',
      "Insert Version '2012-10-17'",
      '{\n  "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }],\n  "Version": "2012-10-17"\n}\n',
    ));
  test('in JSON text of a string: Insert Version', () =>
    checkFix(
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument: |',
        '      { "Statement": { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" } }',
      ]),
      "Insert Version '2012-10-17'",
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument: |',
        '      { "Statement": { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }, "Version": "2012-10-17" }',
      ]),
    ));
  test('Serverless writes it around statements', () =>
    checkSilent('missing-version', serverless, inProvider(['- Effect: Deny', '  Action: s3:GetObject', "  Resource: '*'"])));
  test('a misspelt one is an unknown element', () =>
    checkSilent(
      'missing-version',
      policyFile,
      '{ "version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
    ));
});
