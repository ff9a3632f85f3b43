import { describe, test } from 'vitest';
import { invalidSid } from '../../server/src/rules/invalid-sid.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inJsonText, inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidSid, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-sid', () => {
  test('characters and their kinds of policy', () =>
    checkPicture(
      'invalid-sid',
      stack,
      inRole([
        '- Sid: read-all reports',
        "       ^^^^^^^^^^^^^^^^ A Sid may hold letters and digits only, not '-', ' '",
        '  Effect: Deny',
        '  Action: s3:GetObject',
        "  Resource: '*'",
        '- Sid: Für',
        "       ^^^ A Sid may hold letters and digits only, not 'ü'",
        '  Effect: Deny',
        '  Action: s3:GetObject',
        "  Resource: '*'",
      ]),
    ));
  test('the words become one', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{ "Sid": "ReadAllReports", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" },',
        '{ "Sid": "Read-all reports", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }',
      ]),
      "Change to 'ReadAllReports2'",
      inPolicy([
        '{ "Sid": "ReadAllReports", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" },',
        '{ "Sid": "ReadAllReports2", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }',
      ]),
    ));
  test('nothing is left of it: Remove the Sid', () =>
    checkFix(
      stack,
      inJsonText(['{ "Sid": "--", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
      'Remove the Sid',
      inJsonText(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('policies of resources take more', () =>
    checkSilent(
      'invalid-sid',
      stack,
      inResources([
        'Key:',
        '  Type: AWS::KMS::Key',
        '  Properties:',
        '    KeyPolicy:',
        '      Statement:',
        '        Sid: Enable IAM User Permissions',
        '        Effect: Allow',
        '        Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }',
        '        Action: kms:*',
        "        Resource: '*'",
      ]),
    ));
  test('what is not literal is silent', () =>
    checkSilent(
      'invalid-sid',
      stack,
      inRole([
        '- Sid: !Ref Name',
        '  Effect: Deny',
        '  Action: s3:GetObject',
        "  Resource: '*'",
        '- Sid: "{{name}}"',
        '  Effect: Deny',
        '  Action: s3:GetObject',
        "  Resource: '*'",
      ]),
    ));
});
