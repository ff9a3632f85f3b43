import { describe, expect, test } from 'vitest';
import { assumeRoleWildcard } from '../../server/src/rules/assume-role-wildcard.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(assumeRoleWildcard, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('assume-role-wildcard', () => {
  test('says what it opens, alone', () => {
    const text = [
      '- Effect: Allow',
      '  Action: sts:AssumeRole',
      "          ^^^^^^^^^^^^^^ 'sts:AssumeRole' on every role lets its holder act as any that trusts the account",
      "  Resource: '*'",
    ];
    checkPicture('assume-role-wildcard', stack, inRole(text));
    const plain = inRole(['- Effect: Allow', '  Action: sts:AssumeRole', "  Resource: '*'"]);
    for (const other of ['wildcard-resource', 'privilege-escalation']) expect(findingsOf(other, stack, plain)).toEqual([]);
  });
  test('a role of the template', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: sts:AssumeRole', "  Resource: '*'"], { Reader: 'AWS::IAM::Role' }),
      'Limit to Reader (role)',
      inRole(['- Effect: Allow', '  Action: sts:AssumeRole', '  Resource: !GetAtt Reader.Arn'], { Reader: 'AWS::IAM::Role' }),
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"], "Resource": "*" }']),
      "Remove 'sts:AssumeRole'",
      inPolicy(['{ "Effect": "Allow", "Action": ["sts:TagSession"], "Resource": "*" }']),
    ));
  test('a name, a parameter and a condition are silent', () => {
    checkSilent('assume-role-wildcard', stack, inRole(['- Effect: Allow', '  Action: sts:AssumeRole', '  Resource: !Ref Given']));
    checkSilent(
      'assume-role-wildcard',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: sts:AssumeRole',
        "  Resource: '*'",
        '  Condition: { StringEquals: { aws:ResourceTag/team: ops } }',
      ]),
    );
  });
});
