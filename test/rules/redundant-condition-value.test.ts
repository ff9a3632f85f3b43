import { describe, expect, test } from 'vitest';
import { redundantConditionValue } from '../../server/src/rules/redundant-condition-value.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(redundantConditionValue, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('redundant-condition-value', () => {
  test('the same, and patterns', () =>
    checkPicture(
      'redundant-condition-value',
      stack,
      yamlCondition(
        [
          'StringLike:',
          '  s3:prefix: [a/*, a/b, a/b, c]',
          "                   ^^^ 'a/b' is covered by 'a/*'",
          "                        ^^^ 'a/b' is there already",
        ],
        { action: 's3:ListBucket' },
      ),
    ));
  test('orders, ranges and dates', () =>
    checkPicture(
      'redundant-condition-value',
      stack,
      yamlCondition(
        [
          'NumericGreaterThan:',
          '  s3:max-keys: ["5", "10"]',
          "                     ^^^^ '10' is covered by '5'",
          'NotIpAddress:',
          '  aws:SourceIp: [203.0.113.0/25, 203.0.113.0/24]',
          "                 ^^^^^^^^^^^^^^ '203.0.113.0/25' is covered by '203.0.113.0/24'",
          'DateLessThan:',
          '  aws:CurrentTime: ["2026-01-01", "2027-01-01"]',
          "                    ^^^^^^^^^^^^ '2026-01-01' is covered by '2027-01-01'",
        ],
        { action: 's3:ListBucket' },
      ),
    ));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['StringLike:', '  s3:prefix:', '    - a/b', '    - a/*'], { action: 's3:ListBucket' }),
      "Remove 'a/b'",
      yamlCondition(['StringLike:', '  s3:prefix:', '    - a/*'], { action: 's3:ListBucket' }),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "NumericLessThan": { "s3:max-keys": ["10", "100"] } }'], { action: '"s3:ListBucket"' }),
      "Remove '10'",
      jsonCondition(['{ "NumericLessThan": { "s3:max-keys": ["100"] } }'], { action: '"s3:ListBucket"' }),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringEquals": { "s3:prefix": ["${A}/x", "y", "${A}/x"] } }'], { action: '"s3:ListBucket"' }),
      "Remove '${A}/x'",
      textCondition(['{ "StringEquals": { "s3:prefix": ["${A}/x", "y"] } }'], { action: '"s3:ListBucket"' }),
    ));
  test('what is offered: nothing changes by it', () =>
    expect(
      fixesOf('redundant-condition-value', stack, yamlCondition(['StringNotLike: { s3:prefix: [a/*, a/b] }'], { action: 's3:ListBucket' })),
    ).toEqual(["equal: Remove 'a/b'"]));
  test('silent: branches, symbols, letters', () =>
    checkSilent(
      'redundant-condition-value',
      stack,
      yamlCondition(
        [
          'StringLike: { s3:prefix: !If [Prod, [a/*], [a/b]], aws:PrincipalTag/a: [!If [Prod, x, y], x], aws:PrincipalTag/b: [!Ref A, !Ref B] }',
          'StringEquals: { aws:PrincipalTag/c: ["*", a] }',
        ],
        { action: 's3:ListBucket' },
      ),
    ));
});
