import { describe, expect, test } from 'vitest';
import { presenceOnlyCondition } from '../../server/src/rules/presence-only-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(presenceOnlyCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('presence-only-condition', () => {
  test('present, absent, always, never', () =>
    checkPicture(
      'presence-only-condition',
      stack,
      yamlCondition([
        'StringLike:',
        "^^^^^^^^^^ 'StringLike' '*' of 'aws:PrincipalTag/a' only asks whether the request has it: write Null 'false'",
        '  aws:PrincipalTag/a: "*"',
        'ArnNotLike:',
        "^^^^^^^^^^ 'ArnNotLike' '*' of 'aws:SourceArn' only asks whether the request lacks it: write Null 'true'",
        '  aws:SourceArn: "*"',
        'ForAllValues:StringLike:',
        "^^^^^^^^^^^^^^^^^^^^^^^ 'ForAllValues:StringLike' '*' of 'aws:TagKeys' is met by every request, so it limits nothing",
        '  aws:TagKeys: ["**", "*"]',
        'ForAnyValue:StringNotLike:',
        "^^^^^^^^^^^^^^^^^^^^^^^^^ 'ForAnyValue:StringNotLike' '*' of 'aws:TagKeys' is met by no request",
        '  aws:TagKeys: "*"',
      ]),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['StringLike:', '  aws:PrincipalTag/a: "*"']),
      "Change to Null 'false'",
      yamlCondition(["'Null':", "  aws:PrincipalTag/a: 'false'"]),
    ));
  test('fix: in YAML, among other keys', () =>
    checkFix(
      stack,
      yamlCondition(['StringLike:', '  aws:PrincipalTag/a: "*"', '  aws:PrincipalTag/b: x*']),
      "Change to Null 'false'",
      yamlCondition(['StringLike:', '  aws:PrincipalTag/b: x*', "'Null':", "  aws:PrincipalTag/a: 'false'"]),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringNotLike": { "aws:PrincipalTag/a": ["*"] } }']),
      "Change to Null 'true'",
      jsonCondition(['{ "Null": { "aws:PrincipalTag/a": "true" } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringLike": { "aws:PrincipalTag/a": "*" }, "Null": { "aws:PrincipalTag/b": "true" } }']),
      "Change to Null 'false'",
      textCondition(['{ "Null": { "aws:PrincipalTag/b": "true", "aws:PrincipalTag/a": "false" } }']),
    ));
  test('fix: always met: the condition goes', () =>
    checkFix(
      stack,
      yamlCondition(['StringLikeIfExists:', '  aws:PrincipalTag/a: "*"', 'Bool:', '  aws:SecureTransport: "true"']),
      'Remove the condition',
      yamlCondition(['Bool:', '  aws:SecureTransport: "true"']),
    ));
  test('what is offered: nothing changes by it', () =>
    expect(
      fixesOf(
        'presence-only-condition',
        stack,
        yamlCondition(['StringLike: { aws:PrincipalTag/a: "*" }', 'ArnLikeIfExists: { aws:SourceArn: "*" }']),
      ),
    ).toEqual(["equal: Change to Null 'false'", 'equal: Remove the condition']));
  test('silent: owners, other patterns, letters', () =>
    checkSilent(
      'presence-only-condition',
      stack,
      yamlCondition([
        'StringLike: { aws:PrincipalOrgID: "*", aws:PrincipalTag/a: "?*", aws:PrincipalTag/b: !Ref Given }',
        'StringEquals: { aws:PrincipalTag/c: "*" }',
      ]),
    ));
});
