import { describe, expect, test } from 'vitest';
import { invalidConditionValue } from '../../server/src/rules/invalid-condition-value.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidConditionValue, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-condition-value', () => {
  test('what an operator compares', () =>
    checkPicture(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:SourceIp: 203.0.113.300',
        "                ^^^^^^^^^^^^^ '203.0.113.300' is no IP address or range in CIDR notation, which 'IpAddress' compares",
        'NumericLessThan:',
        '  s3:max-keys: ten',
        "               ^^^ 'ten' is no number, which 'NumericLessThan' compares",
        'Bool:',
        '  aws:SecureTransport: yes please',
        "                       ^^^^^^^^^^ 'yes please' is neither true nor false, which 'Bool' compares",
        "'Null':",
        "  aws:SourceVpc: ''",
        "                 ^^ '' is neither true nor false, which 'Null' compares",
        'BinaryEquals:',
        "  idp.example.com:key: '!!'",
        "                       ^^^^ '!!' is not in Base64, which 'BinaryEquals' compares",
      ]),
    ));
  test('what a key has', () =>
    checkPicture(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:SourceVpc: vpc-123',
        "                 ^^^^^^^ 'vpc-123' is no id of a VPC: 'vpc-' and 8 or 17 letters or digits",
        '  aws:SourceVpce: vpc-1a2b3c4d',
        "                  ^^^^^^^^^^^^ 'vpc-1a2b3c4d' is no id of a VPC endpoint: 'vpce-' and 8 or 17 letters or digits; use 'aws:SourceVpc'",
        '  aws:SourceAccount: 1111-2222-3333',
        "                     ^^^^^^^^^^^^^^ '1111-2222-3333' is no account: 12 digits",
        '  s3:x-amz-server-side-encryption-aws-kms-key-id: alias/reports',
        "                                                  ^^^^^^^^^^^^^ 'alias/reports' is no ARN of a KMS key, as 'arn:aws:kms:REGION:ACCOUNT:key/ID'",
        '  aws:RequestedRegion: mars-north-1',
        "                       ^^^^^^^^^^^^ 'mars-north-1' is no Region of the catalogue of 2026-09-26",
      ]),
    ));
  test('dates', () =>
    checkPicture(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'DateLessThan:',
        '  aws:CurrentTime: ["2026-02-30", 1767225600, "2026-12-31"]',
        "                    ^^^^^^^^^^^^ '2026-02-30' is no date such as '2027-12-31T23:59:59Z'",
        "                                  ^^^^^^^^^^ '1767225600' is 2026-01-01T00:00:00Z in seconds since 1970; write the date",
      ]),
    ));
  test('several booleans', () =>
    checkPicture(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'Bool:',
        '  aws:SecureTransport: [true, false]',
        "                       ^^^^^^^^^^^^^ 'Bool' takes one value, true or false, not 2",
      ]),
    ));
  test('mixed types', () =>
    checkPicture(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalTag/level: [low, 2]',
        "                                ^ '2' is a number among values of another type",
      ]),
    ));
  test('a policy variable', () =>
    checkPicture(
      'invalid-condition-value',
      policyFile,
      jsonCondition([
        '{',
        '  "NumericEquals": {',
        '    "s3:max-keys": "${aws:PrincipalTag/most}"',
        "                   ^^^^^^^^^^^^^^^^^^^^^^^^^^ 'NumericEquals' takes no policy variable such as '${aws:PrincipalTag/most}': only string and ARN operators do",
        '  }',
        '}',
      ]),
    ));
  test('fix: a Region', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:RequestedRegion: [eu-west-1, eu-wets-2]']),
      "Change to 'eu-west-2'",
      yamlCondition(['StringEquals:', '  aws:RequestedRegion: [eu-west-1, eu-west-2]']),
    ));
  test('fix: a date in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "DateLessThan": { "aws:CurrentTime": "1767225600" } }']),
      "Change to '2026-01-01T00:00:00Z'",
      jsonCondition(['{ "DateLessThan": { "aws:CurrentTime": "2026-01-01T00:00:00Z" } }']),
    ));
  test('fix: an account in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringEquals": { "aws:SourceAccount": "1111-2222-3333" } }']),
      "Change to '111122223333'",
      textCondition(['{ "StringEquals": { "aws:SourceAccount": "111122223333" } }']),
    ));
  test('fix: a number among strings', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:PrincipalTag/level: [low, 2]']),
      'Write it as text',
      yamlCondition(['StringEquals:', "  aws:PrincipalTag/level: [low, '2']"]),
    ));
  test('fix: a number among strings in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringEquals": { "aws:PrincipalTag/level": ["low", 2] } }']),
      'Write it as text',
      jsonCondition(['{ "StringEquals": { "aws:PrincipalTag/level": ["low", "2"] } }']),
    ));
  test('what is offered: what a fix does', () =>
    expect(
      fixesOf(
        'invalid-condition-value',
        stack,
        yamlCondition(['DateLessThan: { aws:CurrentTime: 1767225600 }', 'StringEquals: { aws:RequestedRegion: eu-wets-2 }']),
      ),
    ).toEqual(["equal: Change to '2026-01-01T00:00:00Z'", "widens: Change to 'eu-west-2' (widens permissions)"]));
  test('silent: what is not known, patterns, letter case, operators that do not fit', () =>
    checkSilent(
      'invalid-condition-value',
      stack,
      yamlCondition([
        'StringEquals: { aws:SourceVpc: !Ref Given, aws:SourceAccount: !Sub "${Given}-x", aws:RequestedRegion: EU-west-1 }',
        'StringLike: { aws:SourceVpc: vpc-*, aws:RequestedRegion: eu-* }',
        'Bool: { aws:SecureTransport: TRUE }',
        'IpAddress: { aws:SourceIp: ["2001:db8::/32", !Ref Given], aws:PrincipalTag/net: here }',
        'DateGreaterThan: { aws:CurrentTime: ["2026", "2026-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00.5+02:00"], aws:EpochTime: 1767225600 }',
      ]),
    ));
});
