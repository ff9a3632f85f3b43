import { describe, expect, test } from 'vitest';
import { permissionsManagement } from '../../server/src/rules/permissions-management.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inJsonText, inRole, stack } from '../support/policy-texts.ts';

checkExamples(permissionsManagement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('permissions-management', () => {
  test('beside what wildcard-resource reports', () => {
    const text = inRole(['- Effect: Allow', '  Action: [sns:Publish, sns:AddPermission]', "  Resource: '*'"]);
    expect(
      [...findingsOf('permissions-management', stack, text), ...findingsOf('wildcard-resource', stack, text)].map(({ message }) => message),
    ).toEqual([
      "'sns:AddPermission' on every resource lets its holder change the permissions of any of them",
      "'*' is every resource; sns:Publish can be limited",
    ]);
  });
  test('every resource of an account', () =>
    checkPicture(
      'permissions-management',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: kms:CreateGrant',
        "          ^^^^^^^^^^^^^^^ 'kms:CreateGrant' on every resource lets its holder change the permissions of any of them",
        "  Resource: !Sub 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/*'",
      ]),
    ));
  test('the resource of the template', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: kms:CreateGrant', "  Resource: '*'"], { Key: 'AWS::KMS::Key' }),
      'Limit to Key (key)',
      inRole(['- Effect: Allow', '  Action: kms:CreateGrant', '  Resource: !GetAtt Key.Arn'], { Key: 'AWS::KMS::Key' }),
    ));
  test('in JSON text in a string', () =>
    checkFix(
      stack,
      inJsonText(['{ "Effect": "Allow", "Action": "sns:AddPermission", "Resource": "*" }'], { Alarms: 'AWS::SNS::Topic' }),
      'Limit to Alarms (topic)',
      inJsonText(['{ "Effect": "Allow", "Action": "sns:AddPermission", "Resource": "${Alarms}" }'], { Alarms: 'AWS::SNS::Topic' }),
    ));
  test('what takes a permission away, or has the level for another reason, is silent', () => {
    for (const action of [
      's3:DeleteBucketPolicy',
      'kms:RevokeGrant',
      'sns:RemovePermission',
      'glue:ListEntities',
      's3:BypassGovernanceRetention',
    ])
      checkSilent('permissions-management', stack, inRole(['- Effect: Allow', `  Action: ${action}`, "  Resource: '*'"]));
  });
  test('a wildcard, a condition and what is not known are silent', () => {
    for (const statement of [
      ['- Effect: Allow', "  Action: 's3:Put*'", "  Resource: '*'"],
      ['- Effect: Allow', '  Action: kms:CreateGrant', "  Resource: '*'", '  Condition: { Bool: { kms:GrantIsForAWSResource: true } }'],
      ['- Effect: Allow', '  Action: kms:CreateGrant', '  Resource: !ImportValue key'],
    ])
      checkSilent('permissions-management', stack, inRole(statement));
  });
});
