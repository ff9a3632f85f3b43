import { describe, expect, test } from 'vitest';
import { resourcePolicyAction } from '../../server/src/rules/resource-policy-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonBucketPolicy } from '../support/policy-places.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(resourcePolicyAction, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

function allowing(actions: string, effect = 'Allow'): readonly string[] {
  return [`- Effect: ${effect}`, "  Principal: { AWS: '111122223333' }", `  Action: ${actions}`, '  Resource: !Ref Given'];
}

describe('resource-policy-action', () => {
  test('in the policy of a bucket', () =>
    checkPicture(
      'resource-policy-action',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        "  Principal: { AWS: '111122223333' }",
        "  Action: ['s3:*', 'sqs:*', s3:ListAllMyBuckets, s3:GetJobTagging]",
        "                   ^^^^^^^ 'sqs:*' is no action of s3, whose resource has this policy",
        "                            ^^^^^^^^^^^^^^^^^^^ 's3:ListAllMyBuckets' is on no resource, so it is not for the policy of one",
        "                                                 ^^^^^^^^^^^^^^^^ 's3:GetJobTagging' is on none of bucket, object, so it is not for this policy",
        '  Resource: !Ref Given',
      ]),
    ));
  test('elsewhere than in S3, SQS and SNS it is a warning', () =>
    expect(
      findingsOf(
        'resource-policy-action',
        stack,
        inResources([
          'Key:',
          '  Type: AWS::KMS::Key',
          '  Properties:',
          '    KeyPolicy:',
          '      Statement:',
          "        - { Effect: Allow, Principal: { AWS: '111122223333' }, Action: [kms:ListKeys, ec2:RunInstances], Resource: '*' }",
        ]),
      ).map(({ severity, message }) => `${severity}: ${message}`),
    ).toEqual(["warning: 'ec2:RunInstances' is no action of kms, whose resource has this policy"]));
  test('where its resource is what is wrong, that is the finding', () =>
    checkSilent(
      'resource-policy-action',
      stack,
      inBucketPolicy([
        "- { Effect: Allow, Principal: { AWS: '111122223333' }, Action: [s3:GetObject, sqs:SendMessage], Resource: 'arn:aws:s3:::reports/*' }",
      ]),
    ));
  test('Remove it', () =>
    checkFix(stack, inBucketPolicy(allowing('[s3:GetObject, sqs:SendMessage]')), 'Remove it', inBucketPolicy(allowing('[s3:GetObject]'))));
  test('out of a Deny it widens', () =>
    expect(fixesOf('resource-policy-action', stack, inBucketPolicy(allowing('[s3:GetObject, sqs:SendMessage]', 'Deny')))).toEqual([
      'widens: Remove it (widens permissions)',
    ]));
  test('Remove it in JSON', () => {
    const inJson = (actions: string): string =>
      inJsonBucketPolicy([
        `{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": [${actions}], "Resource": { "Ref": "Given" } }`,
      ]);
    checkFix(jsonStack, inJson('"s3:GetObject", "sqs:SendMessage"'), 'Remove it', inJson('"s3:GetObject"'));
  });
  test('Remove it in JSON text', () => {
    const inText = (actions: string): string =>
      inBucketPolicyText([
        `{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": [${actions}], "Resource": "\${Given}" }`,
      ]);
    checkFix(stack, inText('"s3:GetObject", "sqs:SendMessage"'), 'Remove it', inText('"s3:GetObject"'));
  });
  test('what is not known, or reported elsewhere', () =>
    checkSilent('resource-policy-action', stack, inBucketPolicy(allowing("[!Ref Action, '*', nosuch:Do, s3:NoSuchAction]"))));
});
