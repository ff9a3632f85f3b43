import { describe, test } from 'vitest';
import { broadConditionValue } from '../../server/src/rules/broad-condition-value.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(broadConditionValue, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('broad-condition-value', () => {
  test('wildcards', () =>
    checkPicture(
      'broad-condition-value',
      stack,
      yamlCondition([
        'StringLike:',
        '  aws:SourceVpc: [vpc-*, vpc-1a*]',
        "                  ^^^^^ The wildcard in 'vpc-*' lets in any SourceVpc that begins so; write it out",
        '  aws:PrincipalOrgPaths: "*"',
        "                         ^^^ The wildcard in '*' lets in any PrincipalOrgPaths that begins so; write it out",
      ]),
    ));
  test('a variable', () =>
    checkPicture(
      'broad-condition-value',
      policyFile,
      jsonCondition([
        '{',
        '  "StringEquals": {',
        '    "aws:SourceAccount": "${aws:PrincipalTag/account}"',
        "                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The variable in '${aws:PrincipalTag/account}' lets in any SourceAccount that begins so; write it out",
        '  }',
        '}',
      ]),
    ));
  test('a Deny of all others', () =>
    checkPicture(
      'broad-condition-value',
      stack,
      yamlCondition(
        [
          'StringNotLike:',
          '  aws:PrincipalOrgID: o-?*',
          "                      ^^^^ The wildcard in 'o-?*' lets in any PrincipalOrgID that begins so; write it out",
        ],
        { effect: 'Deny' },
      ),
    ));
  test('silent: enough letters, symbols, the account of the other side', () =>
    checkSilent(
      'broad-condition-value',
      stack,
      yamlCondition([
        'StringLike: { aws:PrincipalOrgPaths: o-a1b2c3d4e5/*, aws:SourceAccount: [!Ref AWS::AccountId, !Sub "${Given}*"] }',
        'StringEquals: { aws:ResourceAccount: "${aws:PrincipalAccount}", aws:PrincipalOrgID: "o*" }',
      ]),
    ));
  test('silent: a Deny of what matches', () =>
    checkSilent('broad-condition-value', stack, yamlCondition(['StringLike: { aws:PrincipalOrgID: o-* }'], { effect: 'Deny' })));
});
