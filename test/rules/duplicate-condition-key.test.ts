import { describe, expect, test } from 'vitest';
import { duplicateConditionKey } from '../../server/src/rules/duplicate-condition-key.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(duplicateConditionKey, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('duplicate-condition-key', () => {
  test('two letter cases', () =>
    checkPicture(
      'duplicate-condition-key',
      stack,
      yamlCondition([
        'StringEquals:',
        '  aws:SourceVpc: vpc-1a2b3c4d',
        '  aws:sourceVPC: vpc-5e6f7a8b',
        "  ^^^^^^^^^^^^^ 'aws:sourceVPC' is the same condition key as 'aws:SourceVpc'",
      ]),
    ));
  test('what is offered: other values', () =>
    expect(
      fixesOf(
        'duplicate-condition-key',
        stack,
        yamlCondition(['StringEquals: { aws:SourceVpc: vpc-1a2b3c4d, aws:sourceVPC: vpc-5e6f7a8b }']),
      ),
    ).toEqual(["widens: Merge into 'aws:SourceVpc' (widens permissions)"]));
  test('what is offered: the same values', () =>
    expect(
      fixesOf(
        'duplicate-condition-key',
        stack,
        yamlCondition(['StringEquals: { aws:SourceVpc: [!Ref A, b], aws:sourceVPC: [b, !Ref A] }']),
      ),
    ).toEqual(["equal: Remove 'aws:sourceVPC'"]));
  test('fix: in YAML', () =>
    checkFix(
      stack,
      yamlCondition(['StringEquals:', '  aws:SourceVpc: vpc-1a2b3c4d', '  aws:sourceVPC: [!Ref Network, vpc-1a2b3c4d]']),
      "Merge into 'aws:SourceVpc'",
      yamlCondition(['StringEquals:', '  aws:SourceVpc:', '    - vpc-1a2b3c4d', '    - !Ref Network']),
    ));
  test('fix: in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "StringEquals": { "aws:SourceVpc": ["vpc-1a2b3c4d"], "aws:sourceVPC": "vpc-5e6f7a8b" } }']),
      "Merge into 'aws:SourceVpc'",
      jsonCondition(['{ "StringEquals": { "aws:SourceVpc": ["vpc-1a2b3c4d", "vpc-5e6f7a8b"] } }']),
    ));
  test('fix: in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d", "aws:sourceVPC": "vpc-1a2b3c4d" } }']),
      "Remove 'aws:sourceVPC'",
      textCondition(['{ "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d" } }']),
    ));
  test('silent: under other operators and in branches', () =>
    checkSilent(
      'duplicate-condition-key',
      stack,
      yamlCondition([
        'StringEquals: { aws:SourceVpc: a }',
        'StringNotEquals: { aws:sourcevpc: b }',
        'StringLike: !If [Prod, { aws:SourceVpc: a* }, { aws:sourcevpc: b* }]',
      ]),
    ));
});
