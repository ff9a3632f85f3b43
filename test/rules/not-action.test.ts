import { describe, expect, test } from 'vitest';
import { notAction } from '../../server/src/rules/not-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(notAction, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('not-action', () => {
  test('with roles left open', () =>
    expect(
      findingsOf('not-action', stack, inRole(['- Effect: Allow', "  NotAction: ['s3:*', 'ec2:*']", "  Resource: '*'"])).map(({ message }) =>
        message.replace(/[\d,]+(?= actions)/, 'N'),
      ),
    ).toEqual(['NotAction allows the other N actions, iam:PassRole and iam:CreateServiceLinkedRole on any role among them']));
  test('what is named is not known', () =>
    checkPicture(
      'not-action',
      stack,
      inRole(['- Effect: Allow', '  NotAction: !Ref Kept', '  ^^^^^^^^^ NotAction allows every action but those named', "  Resource: '*'"]),
    ));
  test('one finding where NotResource stands beside it', () => {
    const text = inRole(['- Effect: Allow', '  NotAction: iam:*', '  NotResource: !GetAtt Reports.Arn'], { Reports: 'AWS::S3::Bucket' });
    expect([...findingsOf('not-action', stack, text), ...findingsOf('not-resource', stack, text)].map(({ rule }) => rule)).toEqual([
      'not-action',
    ]);
  });
  test('a condition makes it information', () =>
    expect(
      findingsOf(
        'not-action',
        stack,
        inRole([
          '- Effect: Allow',
          '  NotAction: iam:*',
          "  Resource: '*'",
          '  Condition: { Bool: { aws:MultiFactorAuthPresent: "true" } }',
        ]),
      ).map(({ severity }) => severity),
    ).toEqual(['information']));
  test('Action with what the resources admit, in YAML', () =>
    checkFix(
      stack,
      inRole(['- Effect: Allow', '  NotAction: sqs:*Message*', '  Resource: !GetAtt Jobs.Arn'], { Jobs: 'AWS::SQS::Queue' }),
      'Write Action with the',
      inRole(
        [
          '- Effect: Allow',
          '  Action:',
          '    - sqs:AddPermission',
          '    - sqs:CreateQueue',
          '    - sqs:DeleteQueue',
          '    - sqs:GetQueueAttributes',
          '    - sqs:GetQueueUrl',
          '    - sqs:ListDeadLetterSourceQueues',
          '    - sqs:ListQueueTags',
          '    - sqs:PurgeQueue',
          '    - sqs:RemovePermission',
          '    - sqs:SetQueueAttributes',
          '    - sqs:TagQueue',
          '    - sqs:UntagQueue',
          '  Resource: !GetAtt Jobs.Arn',
        ],
        { Jobs: 'AWS::SQS::Queue' },
      ),
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{',
        '  "Effect": "Allow",',
        '  "NotAction": ["s3:*Object*", "s3:*Multipart*", "s3:Replicate*", "s3:Bypass*"],',
        '  "Resource": "arn:aws:s3:::reports/*"',
        '}',
      ]),
      'Write Action with the 1 action',
      inPolicy(['{', '  "Effect": "Allow",', '  "Action": ["s3:InitiateReplication"],', '  "Resource": "arn:aws:s3:::reports/*"', '}']),
    ));
  test('on every resource only the statement can go', () =>
    expect(
      fixesOf(
        'not-action',
        stack,
        inRole(['- Effect: Allow', '  NotAction: iam:*', "  Resource: '*'", '- Effect: Allow', '  Action: iam:GetRole', "  Resource: '*'"]),
      ),
    ).toEqual(['narrows: Remove this statement']));
  test('a Deny, and both elements at once, are silent', () => {
    checkSilent('not-action', stack, inRole(['- Effect: Deny', '  NotAction: iam:*', "  Resource: '*'"]));
    checkSilent('not-action', stack, inRole(['- Effect: !Ref Given', '  NotAction: iam:*', "  Resource: '*'"]));
    checkSilent('not-action', stack, inRole(['- Effect: Allow', '  NotAction: iam:*', '  Action: s3:GetObject', "  Resource: '*'"]));
  });
});
