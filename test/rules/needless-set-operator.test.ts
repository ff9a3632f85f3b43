import { describe, expect, test } from 'vitest';
import { needlessSetOperator } from '../../server/src/rules/needless-set-operator.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(needlessSetOperator, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
  'Serverless resources',
]);

describe('needless-set-operator', () => {
  test('an Allow lets in requests without the key', () =>
    checkPicture(
      'needless-set-operator',
      stack,
      yamlCondition([
        'ForAllValues:StringLike:',
        "^^^^^^^^^^^^^^^^^^^^^^^ 'ForAllValues:StringLike' is also met by a request without 'aws:SourceVpc', which has one value: use 'StringLike'",
        '  aws:SourceVpc: vpc-1*',
      ]),
    ));
  test('what is offered: in an Allow', () =>
    expect(fixesOf('needless-set-operator', stack, yamlCondition(['ForAllValues:StringLike:', '  aws:SourceVpc: vpc-1*']))).toEqual([
      "narrows: Change to 'StringLike'",
    ]));
  test('what is offered: in a Deny', () =>
    expect(
      fixesOf('needless-set-operator', stack, yamlCondition(['ForAllValues:StringLike:', '  aws:SourceVpc: vpc-1*'], { effect: 'Deny' })),
    ).toEqual(["widens: Change to 'StringLike' (widens permissions)"]));
  test('what is offered: ForAnyValue', () =>
    expect(fixesOf('needless-set-operator', stack, yamlCondition(['ForAnyValue:StringLike:', '  aws:SourceVpc: vpc-1*']))).toEqual([
      "equal: Change to 'StringLike'",
    ]));
  test('what is offered: ForAnyValue of what must not match', () =>
    expect(fixesOf('needless-set-operator', stack, yamlCondition(['ForAnyValue:StringNotLike:', '  aws:SourceVpc: vpc-1*']))).toEqual([
      "widens: Change to 'StringNotLike' (widens permissions)",
    ]));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['ForAnyValue:StringEquals:', '  aws:SourceVpc: vpc-1a2b3c4d']),
      "Change to 'StringEquals'",
      yamlCondition(['StringEquals:', '  aws:SourceVpc: vpc-1a2b3c4d']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }']),
      "Change to 'StringEquals'",
      jsonCondition(['{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }']),
    ));
  test('fix: in JSON text, into the operator that is there', () =>
    checkFix(
      stack,
      textCondition([
        '{ "ForAnyValue:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "StringEquals": { "aws:SourceVpc": "${Network}" } }',
      ]),
      "Change to 'StringEquals'",
      textCondition(['{ "StringEquals": { "aws:SourceVpc": "${Network}", "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }']),
    ));
  test('where it says the same', () =>
    checkPicture(
      'needless-set-operator',
      stack,
      yamlCondition([
        'ForAllValues:StringLikeIfExists:',
        "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'aws:SourceVpc' has one value: 'StringLikeIfExists' says the same as 'ForAllValues:StringLikeIfExists'",
        '  aws:SourceVpc: vpc-1*',
        'ForAnyValue:StringNotLike:',
        "^^^^^^^^^^^^^^^^^^^^^^^^^ 'aws:SourceVpce' has one value: 'StringNotLike' says what is meant by 'ForAnyValue:StringNotLike'",
        '  aws:SourceVpce: vpce-1*',
      ]),
    ));
  test('what is offered: where it says the same', () =>
    expect(fixesOf('needless-set-operator', stack, yamlCondition(['ForAllValues:StringLikeIfExists: { aws:SourceVpc: vpc-1* }']))).toEqual([
      "equal: Change to 'StringLikeIfExists'",
    ]));
  test('silent: keys of several values and unknown ones', () =>
    checkSilent(
      'needless-set-operator',
      stack,
      yamlCondition(['ForAllValues:StringEquals: { aws:TagKeys: a, idp.example.com:groups: b }']),
    ));
});
