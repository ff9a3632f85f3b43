import { describe, expect, test } from 'vitest';
import { duplicateSid } from '../../server/src/rules/duplicate-sid.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(duplicateSid, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

describe('duplicate-sid', () => {
  test('in block style', () =>
    checkPicture(
      'duplicate-sid',
      stack,
      inRole([
        '- Sid: Read',
        '  Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read',
        "       ^^^^ Sid 'Read' is used by an earlier statement of this policy",
        '  Effect: Allow',
        '  Action: s3:PutObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read2',
        '  Effect: Allow',
        '  Action: s3:DeleteObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('in block style: what is offered', () =>
    expect(
      fixesOf(
        'duplicate-sid',
        stack,
        inRole([
          '- Sid: Read',
          '  Effect: Allow',
          '  Action: s3:GetObject',
          '  Resource: arn:aws:s3:::b/*',
          '- Sid: Read',
          '  Effect: Allow',
          '  Action: s3:PutObject',
          '  Resource: arn:aws:s3:::b/*',
          '- Sid: Read2',
          '  Effect: Allow',
          '  Action: s3:DeleteObject',
          '  Resource: arn:aws:s3:::b/*',
        ]),
      ),
    ).toEqual(['equal: Give it a Sid of its own']));
  test('in block style: Give it a Sid of its own', () =>
    checkFix(
      stack,
      inRole([
        '- Sid: Read',
        '  Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read',
        '  Effect: Allow',
        '  Action: s3:PutObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read2',
        '  Effect: Allow',
        '  Action: s3:DeleteObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
      'Give it a Sid of its own',
      inRole([
        '- Sid: Read',
        '  Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read3',
        '  Effect: Allow',
        '  Action: s3:PutObject',
        '  Resource: arn:aws:s3:::b/*',
        '- Sid: Read2',
        '  Effect: Allow',
        '  Action: s3:DeleteObject',
        '  Resource: arn:aws:s3:::b/*',
      ]),
    ));
  test('in JSON', () =>
    checkPicture(
      'duplicate-sid',
      policyFile,
      inPolicy([
        '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" },',
        '{ "Sid": "A", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }',
        "         ^^^ Sid 'A' is used by an earlier statement of this policy",
      ]),
    ));
  test('in JSON: Give it a Sid of its own', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" },',
        '{ "Sid": "A", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }',
      ]),
      'Give it a Sid of its own',
      inPolicy([
        '{ "Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" },',
        '{ "Sid": "A2", "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" }',
      ]),
    ));
  test('branches that exclude each other are silent', () =>
    checkSilent(
      'duplicate-sid',
      stack,
      inRole([
        '- !If',
        '  - Prod',
        '  - { Sid: Read, Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
        '  - { Sid: Read, Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::c/* }',
      ]),
    ));
  test('another letter case and no text are silent', () =>
    checkSilent(
      'duplicate-sid',
      stack,
      inRole([
        '- { Sid: Read, Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
        '- { Sid: read, Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }',
        "- { Sid: '', Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }",
        "- { Sid: '', Effect: Deny, Action: s3:GetObject, Resource: arn:aws:s3:::b/* }",
      ]),
    ));
});
