import { describe, test } from 'vitest';
import { unsupportedTagKey } from '../../server/src/rules/unsupported-tag-key.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, yamlCondition } from '../support/condition-texts.ts';
import { inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unsupportedTagKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unsupported-tag-key', () => {
  test('a service without tags', () =>
    checkPicture(
      'unsupported-tag-key',
      stack,
      yamlCondition(
        [
          'StringEquals:',
          '  aws:ResourceTag/team: blue',
          "  ^^^^^^^^^^^^^^^^^^^^ Actions of 'sts' here never have 'aws:ResourceTag/team', so they are not allowed by this statement",
        ],
        { action: "[ec2:StopInstances, 'sts:Get*']" },
      ),
    ));
  test('in a Deny', () =>
    checkPicture(
      'unsupported-tag-key',
      policyFile,
      jsonCondition(
        [
          '{',
          '  "ForAnyValue:StringEquals": {',
          '    "aws:TagKeys": "team"',
          "    ^^^^^^^^^^^^^ Actions of 's3' here never have 'aws:TagKeys', so they are not denied by this statement",
          '  }',
          '}',
        ],
        { effect: 'Deny', action: '["s3:GetBucketLocation", "ec2:CreateTags"]' },
      ),
    ));
  test('NotAction', () =>
    checkPicture(
      'unsupported-tag-key',
      stack,
      inRole([
        '- Effect: Allow',
        '  NotAction: iam:*',
        "  Resource: '*'",
        '  Condition:',
        '    StringEquals:',
        '      aws:ResourceTag/team: blue',
        "      ^^^^^^^^^^^^^^^^^^^^ NotAction takes in actions that never have 'aws:ResourceTag/team': they are not allowed by this statement",
      ]),
    ));
  test('silent: met without the key, wildcards of everything, unknown actions', () =>
    checkSilent(
      'unsupported-tag-key',
      stack,
      yamlCondition(
        [
          'StringNotEquals: { aws:ResourceTag/team: blue }',
          'StringEqualsIfExists: { aws:ResourceTag/stage: blue }',
          "'Null': { aws:RequestTag/team: 'true' }",
        ],
        { action: 'sts:GetCallerIdentity' },
      ),
    ));
  test('silent: what is not known', () =>
    checkSilent(
      'unsupported-tag-key',
      stack,
      yamlCondition(['StringEquals: { aws:ResourceTag/team: blue }'], { action: "[sts:GetCallerIdentity, !Ref Given, '*']" }),
    ));
});
