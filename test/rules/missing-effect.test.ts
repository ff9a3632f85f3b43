import { describe, expect, test } from 'vitest';
import { missingEffect } from '../../server/src/rules/missing-effect.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(missingEffect, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('missing-effect', () => {
  test('in block style', () =>
    checkPicture(
      'missing-effect',
      stack,
      inRole(['- Action: s3:GetObject', '  ^^^^^^ The statement has no Effect', '  Resource: arn:aws:s3:::b/*']),
    ));
  test('in block style: what is offered', () =>
    expect(fixesOf('missing-effect', stack, inRole(['- Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']))).toEqual([
      "widens: Insert 'Effect: Allow' (widens permissions)",
      "narrows: Insert 'Effect: Deny'",
    ]));
  test("in block style: Insert 'Effect: Allow'", () =>
    checkFix(
      stack,
      inRole(['- Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
      "Insert 'Effect: Allow'",
      inRole(['- Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*', '  Effect: Allow']),
    ));
  test("in block style: Insert 'Effect: Deny'", () =>
    checkFix(
      stack,
      inRole(['- Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*']),
      "Insert 'Effect: Deny'",
      inRole(['- Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*', '  Effect: Deny']),
    ));
  test('after a Sid, in JSON', () =>
    checkPicture(
      'missing-effect',
      policyFile,
      inPolicy(['{ "Sid": "Read", "Action": "s3:GetObject", "Resource": "*" }', '  ^^^^^ The statement has no Effect']),
    ));
  test("after a Sid, in JSON: Insert 'Effect: Deny'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Sid": "Read", "Action": "s3:GetObject", "Resource": "*" }']),
      "Insert 'Effect: Deny'",
      inPolicy(['{ "Sid": "Read", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }']),
    ));
  test('in flow style', () =>
    checkPicture(
      'missing-effect',
      stack,
      inRole(['- { Action: s3:GetObject, Resource: arn:aws:s3:::b/* }', '    ^^^^^^ The statement has no Effect']),
    ));
  test("in flow style: Insert 'Effect: Allow'", () =>
    checkFix(
      stack,
      inRole(['- { Action: s3:GetObject, Resource: arn:aws:s3:::b/* }']),
      "Insert 'Effect: Allow'",
      inRole(['- { Action: s3:GetObject, Resource: arn:aws:s3:::b/*, Effect: Allow }']),
    ));
  test('a misspelt Effect is another finding', () =>
    checkSilent('missing-effect', stack, inRole(['- effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*'])));
  test('what Fn::Transform may bring is silent', () =>
    checkSilent(
      'missing-effect',
      stack,
      inRole([
        '- Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k } }',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
});
