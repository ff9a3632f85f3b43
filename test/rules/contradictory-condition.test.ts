import { describe, test } from 'vitest';
import { contradictoryCondition } from '../../server/src/rules/contradictory-condition.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';
import { jsonCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(contradictoryCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('contradictory-condition', () => {
  test('values', () =>
    checkPicture(
      'contradictory-condition',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:PrincipalTag/a: [x, y]',
        'StringLike:',
        '  aws:principaltag/a: z*',
        "  ^^^^^^^^^^^^^^^^^^ 'StringLike' and 'StringEquals' of 'aws:principaltag/a' are never both met, so this statement allows nothing",
      ]),
    ));
  test('orders', () =>
    checkPicture(
      'contradictory-condition',
      stack,
      yamlCondition(
        [
          'NumericLessThan:',
          '  s3:max-keys: 5',
          'NumericGreaterThanEquals:',
          '  s3:max-keys: 5',
          "  ^^^^^^^^^^^ 'NumericGreaterThanEquals' and 'NumericLessThan' of 's3:max-keys' are never both met, so this statement denies nothing",
        ],
        { effect: 'Deny', action: 's3:ListBucket' },
      ),
    ));
  test('ranges', () =>
    checkPicture(
      'contradictory-condition',
      stack,
      yamlCondition([
        'IpAddress:',
        '  aws:SourceIp: 203.0.113.0/25',
        'NotIpAddress:',
        '  aws:SourceIp: 203.0.113.0/24',
        "  ^^^^^^^^^^^^ 'NotIpAddress' and 'IpAddress' of 'aws:SourceIp' are never both met, so this statement allows nothing",
      ]),
    ));
  test('presence', () =>
    checkPicture(
      'contradictory-condition',
      policyFile,
      jsonCondition([
        '{',
        '  "Bool": { "aws:SecureTransport": "true" },',
        '  "Null": { "aws:SecureTransport": "true" }',
        "            ^^^^^^^^^^^^^^^^^^^^^ 'Null' and 'Bool' of 'aws:SecureTransport' are never both met, so this statement allows nothing",
        '}',
      ]),
    ));
  test('silent: met without the key', () =>
    checkSilent(
      'contradictory-condition',
      stack,
      yamlCondition(['StringEqualsIfExists: { aws:PrincipalTag/a: x }', 'StringNotEquals: { aws:PrincipalTag/a: x }']),
    ));
  test('silent: keys of several values, branches, symbols, ranges that meet', () =>
    checkSilent(
      'contradictory-condition',
      stack,
      yamlCondition([
        'StringEquals: { aws:PrincipalTag/b: !If [Prod, x, y], aws:PrincipalTag/c: !Ref Given }',
        'StringNotEquals: { aws:PrincipalTag/b: x, aws:PrincipalTag/c: x }',
        'ForAnyValue:StringEquals: { aws:TagKeys: a }',
        'ForAllValues:StringNotEquals: { aws:TagKeys: a }',
        'IpAddress: { aws:SourceIp: 203.0.113.0/24 }',
        'NotIpAddress: { aws:SourceIp: 203.0.113.0/25 }',
      ]),
    ));
});
