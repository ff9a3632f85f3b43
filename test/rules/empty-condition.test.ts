import { describe, expect, test } from 'vitest';
import { emptyCondition } from '../../server/src/rules/empty-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(emptyCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('empty-condition', () => {
  test('an empty Condition', () =>
    checkPicture(
      'empty-condition',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        "  Resource: '*'",
        '  Condition: {}',
        '             ^^ The Condition is empty and limits nothing',
      ]),
    ));
  test('an empty Condition goes', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'", '  Condition: {}']),
      'Remove the Condition',
      inRole(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: '*'"]),
    ));
  test('an empty Condition in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{}']),
      'Remove the Condition',
      inPolicy(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('an empty operator', () =>
    checkPicture(
      'empty-condition',
      stack,
      yamlCondition([
        'Bool: {}',
        "      ^^ 'Bool' has no condition key and limits nothing",
        'StringEquals:',
        '  aws:SourceVpc: []',
        "                 ^^ 'aws:SourceVpc' is compared with no value: write some, or remove it",
      ]),
    ));
  test('fix: an operator in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "Bool": {}, "StringEquals": { "aws:SourceVpc": "${Network}" } }']),
      "Remove 'Bool'",
      textCondition(['{ "StringEquals": { "aws:SourceVpc": "${Network}" } }']),
    ));
  test('fix: no value under IfExists', () =>
    checkFix(
      stack,
      yamlCondition(['StringEqualsIfExists:', '  aws:SourceVpc: []']),
      "Change to Null 'true'",
      yamlCondition(["'Null':", "  aws:SourceVpc: 'true'"]),
    ));
  test('what is offered: nothing changes by it', () =>
    expect(
      fixesOf(
        'empty-condition',
        stack,
        yamlCondition(['ForAllValues:StringLike: { aws:TagKeys: [] }', 'Bool: {}', 'StringEquals: { aws:SourceVpc: [] }']),
      ),
    ).toEqual(["equal: Change to Null 'true'", "equal: Remove 'Bool'"]));
  test('silent: an empty text, what is absent, what is not known', () =>
    checkSilent(
      'empty-condition',
      stack,
      yamlCondition([
        "StringEquals: { aws:PrincipalTag/a: '', aws:PrincipalTag/b: !Ref AWS::NoValue, aws:PrincipalTag/c: !Split [',', !Ref Given] }",
      ]),
    ));
});
