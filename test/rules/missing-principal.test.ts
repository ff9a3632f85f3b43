import { describe, expect, test } from 'vitest';
import { missingPrincipal } from '../../server/src/rules/missing-principal.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inBucketPolicy, inBucketPolicyText, inJsonTrust, inTrust } from '../support/policy-places.ts';
import { inResources, jsonStack, stack } from '../support/policy-texts.ts';

checkExamples(missingPrincipal, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
  'Serverless resources',
]);

const ADD_LAMBDA = 'Add lambda.amazonaws.com as the Principal';
const ADD_ACCOUNT = 'Add this account as the Principal';

describe('missing-principal', () => {
  test('in a trust policy', () =>
    checkPicture(
      'missing-principal',
      stack,
      inTrust(['- Effect: Allow', '  ^^^^^^ The statement has neither Principal nor NotPrincipal', '  Action: sts:AssumeRole']),
    ));
  test('what is offered', () =>
    expect(fixesOf('missing-principal', stack, inTrust(['- Effect: Allow', '  Action: sts:AssumeRole']))).toEqual([
      `widens: ${ADD_LAMBDA} (widens permissions)`,
      `widens: ${ADD_ACCOUNT} (widens permissions)`,
    ]));
  test('which provider a web identity comes from cannot be guessed', () =>
    expect(fixesOf('missing-principal', stack, inTrust(['- Effect: Allow', '  Action: sts:AssumeRoleWithWebIdentity']))).toEqual([]));
  test('Lambda is added', () =>
    checkFix(
      stack,
      inTrust(['- Effect: Allow', '  Action: sts:AssumeRole']),
      ADD_LAMBDA,
      inTrust(['- Effect: Allow', '  Principal:', '    Service: lambda.amazonaws.com', '  Action: sts:AssumeRole']),
    ));
  test('in JSON', () =>
    checkFix(
      jsonStack,
      inJsonTrust(['{ "Effect": "Allow", "Action": "sts:AssumeRole" }']),
      ADD_LAMBDA,
      inJsonTrust(['{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }']),
    ));
  test('in JSON text', () =>
    checkFix(
      stack,
      inBucketPolicyText(['{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }']),
      ADD_ACCOUNT,
      inBucketPolicyText([
        '{ "Effect": "Allow", "Principal": { "AWS": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }',
      ]),
    ));
  test('the account is added to the policy of a bucket', () =>
    checkFix(
      stack,
      inBucketPolicy(['- Effect: Allow', '  Action: s3:GetObject', "  Resource: 'arn:aws:s3:::reports/*'"]),
      ADD_ACCOUNT,
      inBucketPolicy([
        '- Effect: Allow',
        '  Principal:',
        "    AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'",
        '  Action: s3:GetObject',
        "  Resource: 'arn:aws:s3:::reports/*'",
      ]),
    ));
  test('a misspelt one is another finding', () =>
    checkSilent('missing-principal', stack, inTrust(['- Effect: Allow', '  Principals: {}', '  Action: sts:AssumeRole'])));
  test('an include may bring it', () =>
    checkSilent(
      'missing-principal',
      stack,
      inTrust([
        '- Effect: Allow',
        '  Action: sts:AssumeRole',
        "  Fn::Transform: { Name: 'AWS::Include', Parameters: { Location: s3://x } }",
      ]),
    ));
  test('a permission of a function is no statement', () =>
    checkSilent(
      'missing-principal',
      stack,
      inResources(['Call:', '  Type: AWS::Lambda::Permission', '  Properties:', '    Action: lambda:InvokeFunction']),
    ));
});
