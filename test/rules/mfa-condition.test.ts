import { describe, expect, test } from 'vitest';
import { mfaCondition } from '../../server/src/rules/mfa-condition.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonCondition, textCondition, yamlCondition } from '../support/condition-texts.ts';
import { policyFile, stack } from '../support/policy-texts.ts';

checkExamples(mfaCondition, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('mfa-condition', () => {
  test('a Deny', () =>
    checkPicture(
      'mfa-condition',
      stack,
      yamlCondition(
        [
          'Bool:',
          '^^^^ Requests with long-term credentials lack this key, so this Deny does not reach them: use BoolIfExists',
          '  aws:MultiFactorAuthPresent: "False"',
        ],
        { effect: 'Deny' },
      ),
    ));
  test('an Allow', () =>
    checkPicture(
      'mfa-condition',
      stack,
      yamlCondition([
        'BoolIfExists:',
        '^^^^^^^^^^^^ Requests with long-term credentials lack this key, so they are allowed without a second factor: use Bool',
        '  aws:multifactorauthpresent: true',
      ]),
    ));
  test('presence alone', () =>
    checkPicture(
      'mfa-condition',
      stack,
      yamlCondition([
        "'Null':",
        '^^^^^^ Every session has this key, with false where no second factor was used: use Bool',
        '  aws:MultiFactorAuthPresent: false',
      ]),
    ));
  test('fix: a Deny', () =>
    checkFix(
      stack,
      yamlCondition(['Bool:', '  aws:MultiFactorAuthPresent: "false"', '  aws:SecureTransport: "false"'], { effect: 'Deny' }),
      "Change to 'BoolIfExists'",
      yamlCondition(['Bool:', '  aws:SecureTransport: "false"', 'BoolIfExists:', '  aws:MultiFactorAuthPresent: "false"'], {
        effect: 'Deny',
      }),
    ));
  test('fix: an Allow in JSON', () =>
    checkFix(
      policyFile,
      jsonCondition(['{ "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }']),
      "Change to 'Bool'",
      jsonCondition(['{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }']),
    ));
  test('fix: presence in JSON text', () =>
    checkFix(
      stack,
      textCondition(['{ "Null": { "aws:MultiFactorAuthPresent": "false" } }']),
      "Change to 'Bool'",
      textCondition(['{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }']),
    ));
  test('what is offered: a Deny gets wider', () =>
    expect(fixesOf('mfa-condition', stack, yamlCondition(['Bool: { aws:MultiFactorAuthPresent: "false" }'], { effect: 'Deny' }))).toEqual([
      "narrows: Change to 'BoolIfExists'",
    ]));
  test('what is offered: an Allow gets narrower', () =>
    expect(fixesOf('mfa-condition', stack, yamlCondition(["'Null': { aws:MultiFactorAuthPresent: 'false' }"]))).toEqual([
      "narrows: Change to 'Bool'",
    ]));
  test('silent: right ones, other keys, values that are not known', () =>
    checkSilent(
      'mfa-condition',
      stack,
      yamlCondition(['Bool: { aws:MultiFactorAuthPresent: !Ref Given, aws:SecureTransport: "false" }'], { effect: 'Deny' }),
    ));
  test('silent: an Allow without a second factor says what it wants', () =>
    checkSilent('mfa-condition', stack, yamlCondition(['BoolIfExists: { aws:MultiFactorAuthPresent: "false" }'])));
});
