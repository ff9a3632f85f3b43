import { describe, expect, test } from 'vitest';
import { operatorTypeMismatch } from '../../server/src/rules/operator-type-mismatch.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(operatorTypeMismatch, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('operator-type-mismatch', () => {
  test('a range as text', () =>
    checkPicture(
      'operator-type-mismatch',
      stack,
      yamlCondition([
        'StringLike:',
        "^^^^^^^^^^ 'StringLike' does not fit 'aws:SourceIp', which is an IP address",
        '  aws:SourceIp: 203.0.113.0/24',
      ]),
    ));
  test('a date as a number', () =>
    checkPicture(
      'operator-type-mismatch',
      stack,
      yamlCondition([
        'NumericLessThan:',
        "^^^^^^^^^^^^^^^ 'NumericLessThan' does not fit 'aws:CurrentTime', which is a date",
        '  aws:CurrentTime: 1767225600',
      ]),
    ));
  test('a string as an ARN', () =>
    checkPicture(
      'operator-type-mismatch',
      stack,
      yamlCondition([
        'ArnLike:',
        "^^^^^^^ 'ArnLike' does not fit 'aws:SourceAccount', which is a string",
        '  aws:SourceAccount: "111122223333"',
      ]),
    ));
  test('fix: a range', () =>
    checkFix(
      stack,
      yamlCondition(['StringLike:', '  aws:SourceIp: 203.0.113.0/24']),
      "Change to 'IpAddress'",
      yamlCondition(['IpAddress:', '  aws:SourceIp: 203.0.113.0/24']),
    ));
  test('fix: an ARN in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }']),
      "Change to 'ArnLike'",
      jsonCondition(['{ "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:reports" } }']),
    ));
  test('fix: truth in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringEqualsIfExists": { "aws:SecureTransport": "true" } }']),
      "Change to 'BoolIfExists'",
      textCondition(['{ "BoolIfExists": { "aws:SecureTransport": "true" } }']),
    ));
  test('what is offered: an ARN in an Allow', () =>
    expect(fixesOf('operator-type-mismatch', stack, yamlCondition(["StringLike: { aws:SourceArn: 'arn:aws:s3:*:*:x' }"]))).toEqual([
      "narrows: Change to 'ArnLike'",
    ]));
  test('what is offered: an ARN in a Deny', () =>
    expect(
      fixesOf('operator-type-mismatch', stack, yamlCondition(["StringLike: { aws:SourceArn: 'arn:aws:s3:*:*:x' }"], { effect: 'Deny' })),
    ).toEqual(["widens: Change to 'ArnLike' (widens permissions)"]));
  test('what is offered: no value of the type, no fix', () =>
    expect(fixesOf('operator-type-mismatch', stack, yamlCondition(['StringEquals: { aws:ViaAWSService: amplify.amazonaws.com }']))).toEqual(
      [],
    ));
  test('silent: what fits, what is not known', () =>
    checkSilent(
      'operator-type-mismatch',
      stack,
      yamlCondition([
        'StringEquals: { aws:SourceArn: !Ref Topic, idp.example.com:exp: 1 }',
        "StringLike: { aws:PrincipalArn: 'arn:aws:iam::111122223333:role/reader-*' }",
        'NumericGreaterThan: { aws:EpochTime: 1767225600 }',
        "'Null': { aws:SourceIp: 'true' }",
        'ArnEquals: { aws:PrincipalTag/owner: !GetAtt Role.Arn }',
      ]),
    ));
});
