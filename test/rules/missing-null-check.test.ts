import { describe, test } from 'vitest';
import { missingNullCheck } from '../../server/src/rules/missing-null-check.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(missingNullCheck, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('missing-null-check', () => {
  test('a set that may be empty', () =>
    checkPicture(
      'missing-null-check',
      stack,
      yamlCondition(
        [
          'ForAllValues:StringLike:',
          "^^^^^^^^^^^^^^^^^^^^^^^ 'ForAllValues:StringLike' is also met by a request without 'aws:TagKeys'",
          '  aws:TagKeys: team*',
        ],
        { action: 'ec2:CreateTags' },
      ),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['ForAllValues:StringLike:', '  aws:TagKeys: team*'], { action: 'ec2:CreateTags' }),
      'Ask for aws:TagKeys',
      yamlCondition(['ForAllValues:StringLike:', '  aws:TagKeys: team*', "'Null':", "  aws:TagKeys: 'false'"], {
        action: 'ec2:CreateTags',
      }),
      'missing-null-check',
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "ForAllValues:StringLike": { "aws:TagKeys": "team*" }, "Null": { "aws:SourceVpc": "false" } }'], {
        action: '"ec2:CreateTags"',
      }),
      'Ask for aws:TagKeys',
      jsonCondition(
        ['{ "ForAllValues:StringLike": { "aws:TagKeys": "team*" }, "Null": { "aws:SourceVpc": "false", "aws:TagKeys": "false" } }'],
        { action: '"ec2:CreateTags"' },
      ),
      'missing-null-check',
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "ForAllValues:StringLike": { "aws:TagKeys": ["${Tag}"] } }'], { action: '"ec2:CreateTags"' }),
      'Ask for aws:TagKeys',
      textCondition(['{ "ForAllValues:StringLike": { "aws:TagKeys": ["${Tag}"] }, "Null": { "aws:TagKeys": "false" } }'], {
        action: '"ec2:CreateTags"',
      }),
      'missing-null-check',
    ));
  test('silent: a value that must match, IfExists, keys of one value', () =>
    checkSilent(
      'missing-null-check',
      stack,
      yamlCondition(
        [
          'ForAllValues:StringEquals: { aws:TagKeys: a, aws:SourceVpc: b }',
          'ForAnyValue:StringEquals: { aws:tagkeys: a }',
          'ForAllValues:StringEqualsIfExists: { kms:GrantOperations: c }',
        ],
        { action: 'ec2:CreateTags' },
      ),
    ));
  test('silent: a Condition that is not all known', () =>
    checkSilent(
      'missing-null-check',
      stack,
      yamlCondition(['ForAllValues:StringEquals: { aws:TagKeys: a }', "'Fn::Transform': { Name: More }"], { action: 'ec2:CreateTags' }),
    ));
});
