import { describe, test } from 'vitest';
import { principalWildcard } from '../../server/src/rules/principal-wildcard.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonTrust, inTrust } from '../support/policy-places.ts';
import { jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(principalWildcard, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM', 'Serverless resources']);

const BY_ARN = 'Name everybody, with a condition on aws:PrincipalArn';

describe('principal-wildcard', () => {
  test('in the policy of a bucket', () =>
    checkPicture(
      'principal-wildcard',
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal:',
        '    AWS:',
        "      - 'arn:aws:iam::*:root'",
        "        ^^^^^^^^^^^^^^^^^^^^^ 'arn:aws:iam::*:root' is a pattern, and a principal is named whole; a condition on aws:PrincipalArn takes patterns",
        "      - '*'",
        '    Service: "*"',
        "             ^^^ '*' under Service is a pattern, and a principal is named whole",
        '  Action: s3:GetObject',
        "  Resource: 'arn:aws:s3:::reports/*'",
      ]),
    ));
  test("a trust policy takes '*' under AWS only", () =>
    checkPicture(
      'principal-wildcard',
      stack,
      inTrust([
        '- Effect: Allow',
        "  Principal: '*'",
        "             ^^^ A trust policy takes no Principal '*'; everybody is written as AWS: '*'",
        '  Action: sts:AssumeRole',
      ]),
    ));
  test('AWS is written', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', "  Principal: '*'", '  Action: sts:AssumeRole']),
      "Write AWS: '*'",
      inTrust(['- Effect: Allow', "  Principal: { AWS: '*' }", '  Action: sts:AssumeRole']),
    ));
  test('a pattern becomes a condition', () =>
    checkFix(
      stack,
      inBucketPolicy([
        '- Effect: Allow',
        "  Principal: { AWS: 'arn:aws:iam::111122223333:role/app-*' }",
        '  Action: s3:GetObject',
        "  Resource: 'arn:aws:s3:::reports/*'",
      ]),
      BY_ARN,
      inBucketPolicy([
        '- Effect: Allow',
        "  Principal: '*'",
        '  Action: s3:GetObject',
        "  Resource: 'arn:aws:s3:::reports/*'",
        '  Condition:',
        '    ArnLike:',
        '      aws:PrincipalArn: arn:aws:iam::111122223333:role/app-*',
      ]),
    ));
  test('a pattern becomes a condition in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "sts:AssumeRole" }']),
      BY_ARN,
      inJsonTrust([
        '{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }',
      ]),
    ));
  test('a pattern becomes a condition beside others in JSON text', () =>
    checkFix(
      stack,
      inBucketPolicyText([
        '{ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }',
      ]),
      BY_ARN,
      inBucketPolicyText([
        '{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*", "Condition": { "Bool": { "aws:SecureTransport": "false" }, "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } }',
      ]),
    ));
  test('what a symbol holds is not known', () =>
    checkSilent(
      'principal-wildcard',
      stack,
      inTrust(['- Effect: Allow', '  Principal: { AWS: !Ref Pattern }', '  Action: sts:AssumeRole']),
    ));
});
