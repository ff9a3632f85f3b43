import { describe, expect, test } from 'vitest';
import { wildcardWithoutLike } from '../../server/src/rules/wildcard-without-like.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(wildcardWithoutLike, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('wildcard-without-like', () => {
  test('each value with a wildcard', () =>
    checkPicture(
      'wildcard-without-like',
      stack,
      yamlCondition([
        'StringEquals:',
        '  s3:prefix:',
        '    - home',
        '    - public/*',
        "      ^^^^^^^^ 'StringEquals' takes the wildcard in 'public/*' for itself: patterns need 'StringLike'",
        '    - 202?',
        "      ^^^^ 'StringEquals' takes the wildcard in '202?' for itself: patterns need 'StringLike'",
      ]),
    ));
  test('what is offered: in an Allow', () =>
    expect(fixesOf('wildcard-without-like', stack, yamlCondition(['StringEquals: { s3:prefix: public/* }']))).toEqual([
      "widens: Change to 'StringLike' (widens permissions)",
    ]));
  test('what is offered: in a Deny', () =>
    expect(fixesOf('wildcard-without-like', stack, yamlCondition(['StringEquals: { s3:prefix: public/* }'], { effect: 'Deny' }))).toEqual([
      "narrows: Change to 'StringLike'",
    ]));
  test('what is offered: what must not match, in an Allow', () =>
    expect(fixesOf('wildcard-without-like', stack, yamlCondition(['StringNotEqualsIfExists: { s3:prefix: public/* }']))).toEqual([
      "narrows: Change to 'StringNotLikeIfExists'",
    ]));
  test('what is offered: an ARN', () =>
    expect(fixesOf('wildcard-without-like', stack, yamlCondition(["StringEquals: { aws:SourceArn: 'arn:aws:s3:::reports-*' }"]))).toEqual([
      "widens: Change to 'ArnLike' (widens permissions)",
    ]));
  test('fix: in YAML, among other keys', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  s3:prefix: public/*', '  aws:SourceVpc: !Ref Network']),
      "Change to 'StringLike'",
      yamlCondition(['StringEquals:', '  aws:SourceVpc: !Ref Network', 'StringLike:', '  s3:prefix: public/*']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringNotEquals": { "s3:prefix": ["public/*", ""] } }']),
      "Change to 'StringNotLike'",
      jsonCondition(['{ "StringNotLike": { "s3:prefix": ["public/*", ""] } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } }']),
      "Change to 'ForAnyValue:StringLike'",
      textCondition(['{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } }']),
    ));
  test('silent: what is not known, operators that take patterns', () =>
    checkSilent(
      'wildcard-without-like',
      stack,
      yamlCondition([
        'StringEquals: { aws:PrincipalTag/a: !Ref Given, aws:PrincipalTag/b: !Sub "${Given}/*", aws:PrincipalTag/c: "${*}" }',
        'ArnEquals: { aws:SourceArn: "arn:aws:s3:::*" }',
      ]),
    ));
});
