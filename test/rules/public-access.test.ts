import { describe, expect, test } from 'vitest';
import { publicAccess } from '../../server/src/rules/public-access.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonBucketPolicy, inTrust } from '../support/policy-places.ts';
import { inResources, jsonStack, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(publicAccess, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'SAM Api',
  'Serverless API',
  'Serverless resources',
  'template',
]);

const ACCOUNT = 'Limit to principals of this account';
const OPEN = ['- Effect: Allow', "  Principal: '*'", '  Action: s3:GetObject', '  Resource: arn:aws:s3:::reports/*'];

function openTo(condition: string): string {
  return inBucketPolicy([...OPEN, `  Condition: ${condition}`]);
}

describe('public-access', () => {
  test('the policy of a bucket', () =>
    checkPicture(
      'public-access',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal: { AWS: "*", Service: lambda.amazonaws.com }',
        '                    ^^^ Everybody is allowed s3:Get*, s3:List*, in any account; there is no condition on who calls',
        "  Action: ['s3:Get*', 's3:List*']",
        '  Resource: arn:aws:s3:::reports/*',
      ]),
    ));
  test('a trust policy', () =>
    checkPicture(
      'public-access',
      stack,
      inTrust([
        '- Effect: Allow',
        "  Principal: { AWS: '*' }",
        '                    ^^^ Everybody can assume the role, in any account; there is no condition on who calls',
        '  Action: sts:AssumeRole',
      ]),
    ));
  test.each([
    "{ Bool: { aws:SecureTransport: 'true' } }",
    '{ IpAddress: { aws:SourceIp: [10.0.0.0/8, 0.0.0.0/0] } }',
    "{ StringLike: { aws:PrincipalOrgID: '*' } }",
    '{ StringLike: { aws:Referer: https://example.com/* } }',
    '{ StringEquals: { s3:x-amz-acl: bucket-owner-full-control } }',
  ])('%s says nothing of who calls', (condition) => expect(findingsOf('public-access', stack, openTo(condition)).length).toBe(1));
  test.each([
    '{ StringEquals: { aws:PrincipalOrgID: !Ref Organization } }',
    '{ IpAddress: { aws:SourceIp: 203.0.113.0/24 } }',
    '{ ArnLike: { aws:SourceArn: arn:aws:cloudfront::111122223333:distribution/* } }',
    '{ StringEquals: { aws:SourceVpce: vpce-1a2b3c4d } }',
    '!Ref Given',
  ])('%s may say who calls', (condition) => checkSilent('public-access', stack, openTo(condition)));
  test('a Deny for everybody under a condition may take it back', () =>
    checkSilent(
      'public-access',
      stack,
      inBucketPolicy([
        ...OPEN,
        '- Effect: Deny',
        "  Principal: '*'",
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::reports/*',
        '  Condition: { StringNotEquals: { aws:SourceVpce: vpce-1a2b3c4d } }',
      ]),
    ));
  test('a Deny of calls without TLS does not', () =>
    expect(
      findingsOf(
        'public-access',
        stack,
        inBucketPolicy([
          ...OPEN,
          "- { Effect: Deny, Principal: '*', Action: 's3:*', Resource: arn:aws:s3:::reports/*, Condition: { Bool: { aws:SecureTransport: 'false' } } }",
        ]),
      ).length,
    ).toBe(1));
  test('a search domain in a VPC is guarded by its network', () =>
    checkSilent(
      'public-access',
      stack,
      inResources([
        'Search:',
        '  Type: AWS::OpenSearchService::Domain',
        '  Properties:',
        '    VPCOptions: { SubnetIds: [subnet-1] }',
        '    AccessPolicies:',
        '      Statement:',
        "        - { Effect: Allow, Principal: { AWS: '*' }, Action: 'es:*', Resource: '*' }",
      ]),
    ));
  test('what is offered', () =>
    expect(fixesOf('public-access', stack, inBucketPolicy(OPEN))).toEqual([
      `narrows: ${ACCOUNT}`,
      'narrows: Limit to principals of an organization, ORGANIZATION_ID to be filled in',
    ]));
  test(ACCOUNT, () =>
    checkFix(
      stack,
      inBucketPolicy(OPEN),
      ACCOUNT,
      inBucketPolicy([...OPEN, '  Condition:', '    StringEquals:', '      aws:PrincipalAccount: !Ref AWS::AccountId']),
    ),
  );
  test(`${ACCOUNT} in JSON`, () =>
    checkFix(
      jsonStack,
      inJsonBucketPolicy(['{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }']),
      ACCOUNT,
      inJsonBucketPolicy([
        '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:PrincipalAccount": { "Ref": "AWS::AccountId" } } } }',
      ]),
    ));
  test(`${ACCOUNT} in JSON text`, () =>
    checkFix(
      stack,
      inBucketPolicyText(['{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }']),
      ACCOUNT,
      inBucketPolicyText([
        '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "${AWS::AccountId}" } } }',
      ]),
    ));
  test('without a template the account is to be filled in', () =>
    checkFix(
      policyFile,
      '{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }',
      `${ACCOUNT}, ACCOUNT to be filled in`,
      '{ "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "ACCOUNT" } } }] }',
    ));
});
