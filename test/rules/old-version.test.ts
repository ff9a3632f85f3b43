import { describe, expect, test } from 'vitest';
import { oldVersion } from '../../server/src/rules/old-version.ts';
import { checkExamples, checkFix, checkSilent, fixesOf } from '../support/check-rule.ts';
import { policyFile } from '../support/policy-texts.ts';

checkExamples(oldVersion, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

describe('old-version', () => {
  test('in JSON: Change to', () =>
    checkFix(
      policyFile,
      '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
      "Change to '2012-10-17'",
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
    ));
  test('a variable that is not closed makes it widen', () =>
    expect(
      fixesOf(
        'old-version',
        policyFile,
        '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${x}" }] }',
      ),
    ).toEqual(["widens: Change to '2012-10-17' (widens permissions)"]));
  test('a variable is reported as plain text instead', () =>
    checkSilent(
      'old-version',
      policyFile,
      '{ "Version": "2008-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}" }] }',
    ));
});
