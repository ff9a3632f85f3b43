import { describe, expect, test } from 'vitest';
import { resourcePolicyResource } from '../../server/src/rules/resource-policy-resource.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonBucketPolicy } from '../support/policy-places.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(resourcePolicyResource, ['CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources', 'template']);

function allowing(resource: string): readonly string[] {
  return ['- Effect: Allow', "  Principal: { AWS: '111122223333' }", '  Action: s3:GetObject', `  Resource: ${resource}`];
}

function withBuckets(resource: string, bucket = '!Ref Reports'): string {
  return inResources([
    'Reports: { Type: AWS::S3::Bucket }',
    'Records: { Type: AWS::S3::Bucket, Properties: { BucketName: our-records } }',
    'Policy:',
    '  Type: AWS::S3::BucketPolicy',
    '  Properties:',
    `    Bucket: ${bucket}`,
    '    PolicyDocument:',
    '      Statement:',
    `        - { Effect: Allow, Principal: { AWS: '111122223333' }, Action: s3:GetObject, Resource: ${resource} }`,
  ]);
}

function withTopic(resource: string): string {
  return inResources([
    'Alarms: { Type: AWS::SNS::Topic }',
    'Others: { Type: AWS::SNS::Topic }',
    'Policy:',
    '  Type: AWS::SNS::TopicPolicy',
    '  Properties:',
    '    Topics: [!Ref Alarms]',
    '    PolicyDocument:',
    '      Statement:',
    `        - { Effect: Allow, Principal: { AWS: '111122223333' }, Action: sns:Publish, Resource: ${resource} }`,
  ]);
}

const NAME_BUCKET = 'Name the bucket that has this policy';

describe('resource-policy-resource', () => {
  test('another bucket, and all of them', () =>
    checkPicture(
      'resource-policy-resource',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        "  Principal: { AWS: '111122223333' }",
        '  Action: s3:GetObject',
        '  Resource:',
        '    - arn:aws:s3:::reports/*',
        '    - arn:aws:s3:::reports-archive/*',
        "      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:s3:::reports-archive/*' is another bucket than the one that has this policy",
        "    - '*'",
        "      ^^^ S3 takes no '*' in a bucket's policy; name the bucket or its objects",
      ]),
    ));
  test(NAME_BUCKET, () =>
    checkFix(
      stack,
      inBucketPolicy(allowing('arn:aws:s3:::records/a/*')),
      NAME_BUCKET,
      inBucketPolicy(allowing('arn:aws:s3:::reports/a/*')),
    ),
  );
  test(`${NAME_BUCKET}, one of the template`, () =>
    checkFix(stack, withBuckets("!Sub '${Records.Arn}/*'"), NAME_BUCKET, withBuckets("!Sub '${Reports.Arn}/*'")));
  test('Name the topic that has this policy', () =>
    checkFix(stack, withTopic('!Ref Others'), 'Name the topic that has this policy', withTopic('!Ref Alarms')));
  test(`${NAME_BUCKET} in JSON`, () => {
    const inJson = (resource: string): string =>
      inJsonBucketPolicy([
        `{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:ListBucket", "Resource": "${resource}" }`,
      ]);
    checkFix(jsonStack, inJson('arn:aws:s3:::records'), NAME_BUCKET, inJson('arn:aws:s3:::reports'));
  });
  test(`${NAME_BUCKET} in JSON text`, () => {
    const inText = (resource: string): string =>
      inBucketPolicyText([
        `{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:ListBucket", "Resource": "${resource}" }`,
      ]);
    checkFix(stack, inText('arn:aws:s3:::records'), NAME_BUCKET, inText('arn:aws:s3:::reports'));
  });
  test("what '*' stands for is the author's to say", () =>
    expect(fixesOf('resource-policy-resource', stack, withBuckets("'*'"))).toEqual([]));
  test.each([
    withBuckets("!Sub '${Reports.Arn}/*'"),
    withBuckets("!Sub 'arn:aws:s3:::${Reports}/*'"),
    withBuckets("!Sub 'arn:aws:s3:::${Reports}-archive/*'"),
    withBuckets("!Sub '${Records.Arn}/*'", '!Ref Given'),
    withBuckets("!Sub '${Records.Arn}/*'", 'our-records'),
    withBuckets('arn:aws:s3:::our-records', '!Ref Records'),
    withBuckets('arn:aws:s3:::whatever'),
    withBuckets("'arn:aws:s3:::*'"),
    withTopic("'*'"),
    withTopic('!ImportValue topic'),
  ])('the same, or not known: %#', (text) => checkSilent('resource-policy-resource', stack, text));
});
