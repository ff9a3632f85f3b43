import { describe, expect, test } from 'vitest';
import { invalidEffect } from '../../server/src/rules/invalid-effect.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(invalidEffect, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('invalid-effect', () => {
  test('another letter case', () =>
    checkPicture(
      'invalid-effect',
      stack,
      inRole([
        '- Effect: allow',
        "          ^^^^^ Effect must be 'Allow' or 'Deny', not 'allow'",
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('another letter case: what is offered', () =>
    expect(fixesOf('invalid-effect', stack, inRole(['- Effect: allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']))).toEqual(
      ["widens: Change to 'Allow' (widens permissions)"],
    ));
  test("another letter case: Change to 'Allow'", () =>
    checkFix(
      stack,
      inRole(['- Effect: allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
      "Change to 'Allow'",
      inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
    ));
  test('in JSON', () =>
    checkPicture(
      'invalid-effect',
      policyFile,
      inPolicy([
        '{ "Effect": "DENY", "Action": "s3:GetObject", "Resource": "*" }',
        "            ^^^^^^ Effect must be 'Allow' or 'Deny', not 'DENY'",
      ]),
    ));
  test('in JSON: what is offered', () =>
    expect(fixesOf('invalid-effect', policyFile, inPolicy(['{ "Effect": "DENY", "Action": "s3:GetObject", "Resource": "*" }']))).toEqual([
      "narrows: Change to 'Deny'",
    ]));
  test("in JSON: Change to 'Deny'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "DENY", "Action": "s3:GetObject", "Resource": "*" }']),
      "Change to 'Deny'",
      inPolicy(['{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('another word', () =>
    checkPicture(
      'invalid-effect',
      stack,
      inRole([
        '- { Effect: Permit, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
        "            ^^^^^^ Effect must be 'Allow' or 'Deny', not 'Permit'",
      ]),
    ));
  test('another word: what is offered', () =>
    expect(fixesOf('invalid-effect', stack, inRole(['- { Effect: Permit, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }']))).toEqual([
      "widens: Change to 'Allow' (widens permissions)",
      "narrows: Change to 'Deny'",
    ]));
  test("another word: Change to 'Deny'", () =>
    checkFix(
      stack,
      inRole(['- { Effect: Permit, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }']),
      "Change to 'Deny'",
      inRole(['- { Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }']),
    ));
  test('an intrinsic is silent', () =>
    checkSilent(
      'invalid-effect',
      stack,
      inRole([
        '- Effect: !If [Prod, Deny, Allow]',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Effect: !Ref Effect',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
});
