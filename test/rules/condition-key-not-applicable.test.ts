import { describe, test } from 'vitest';
import { conditionKeyNotApplicable } from '../../server/src/rules/condition-key-not-applicable.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { yamlCondition } from '../support/condition-texts.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(conditionKeyNotApplicable, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('condition-key-not-applicable', () => {
  test('a key of another action', () =>
    checkPicture(
      'condition-key-not-applicable',
      stack,
      yamlCondition([
        'NumericLessThan:',
        '  s3:max-keys: 5',
        "  ^^^^^^^^^^^ 's3:GetObject' never has 's3:max-keys', a key of 's3:ListBucket', so nothing is allowed",
      ]),
    ));
  test('one that limits nothing', () =>
    checkPicture(
      'condition-key-not-applicable',
      stack,
      yamlCondition(
        [
          'NumericLessThanIfExists:',
          '  s3:max-keys: 5',
          "  ^^^^^^^^^^^ 's3:GetObject', 's3:PutObject' and 1 more never have 's3:max-keys', a key of 's3:ListBucket', so it limits nothing",
        ],
        { action: '[s3:GetObject, s3:PutObject, s3:DeleteObject]' },
      ),
    ));
  test('some of the actions', () =>
    checkPicture(
      'condition-key-not-applicable',
      stack,
      yamlCondition(
        [
          'StringEquals:',
          '  iam:PassedToService: lambda.amazonaws.com',
          "  ^^^^^^^^^^^^^^^^^^^ 'lambda:CreateFunction' never has 'iam:PassedToService', so this statement does not allow it",
        ],
        { action: '[iam:PassRole, lambda:CreateFunction]' },
      ),
    ));
  test('silent: wildcards, unknown actions, global keys, NotAction', () =>
    checkSilent(
      'condition-key-not-applicable',
      stack,
      yamlCondition(['StringLike: { s3:prefix: a, aws:PrincipalTag/a: b, ec2:SourceInstanceARN: "arn:aws:ec2:*:*:instance/*" }'], {
        action: "['s3:*', s3:GetFoo]",
      }),
    ));
  test('silent: IfExists for some of the actions', () =>
    checkSilent(
      'condition-key-not-applicable',
      stack,
      yamlCondition(['StringLikeIfExists: { s3:prefix: a }'], { action: '[s3:GetObject, s3:ListBucket]' }),
    ));
  test('silent: an action that is not known', () =>
    checkSilent(
      'condition-key-not-applicable',
      stack,
      yamlCondition(['StringLike: { s3:prefix: a }'], { action: '[s3:GetObject, !Ref Given]' }),
    ));
});
