import { describe, test } from 'vitest';
import { variableNeedsVersion } from '../../server/src/rules/variable-needs-version.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inResources, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(variableNeedsVersion, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

describe('variable-needs-version', () => {
  test('one finding a policy', () =>
    checkPicture(
      'variable-needs-version',
      policyFile,
      [
        '{',
        '  "Statement": [',
        '    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*" },',
        "                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${aws:username}' is plain text here: the policy has no Version",
        '    { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::c/${aws:username}/*" }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    ));
  test('in a condition', () =>
    checkPicture(
      'variable-needs-version',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2008-10-17'",
        '      Statement:',
        '        Effect: Allow',
        '        Action: s3:ListBucket',
        '        Resource: arn:aws:s3:::b',
        '        Condition:',
        '          StringLike:',
        "            s3:prefix: !Sub 'home/${!aws:username}/*'",
        "                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ '${aws:username}' is plain text here: Version is '2008-10-17'",
      ]),
    ));
  test('Insert Version', () =>
    checkFix(
      policyFile,
      '{\n  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*" }\n}\n',
      "Insert Version '2012-10-17'",
      '{\n  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}/*" },\n  "Version": "2012-10-17"\n}\n',
    ));
  test('Change Version', () =>
    checkFix(
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2008-10-17'",
        '      Statement: { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::b/${aws:username}/*" }',
      ]),
      "Change Version to '2012-10-17'",
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2012-10-17'",
        '      Statement: { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::b/${aws:username}/*" }',
      ]),
    ));
  test('a Version that is not literal is silent', () =>
    checkSilent(
      'variable-needs-version',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Version: !Ref Version',
        '      Statement: { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::b/${aws:username}/*" }',
      ]),
    ));
});
