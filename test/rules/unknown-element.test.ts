import { describe, expect, test } from 'vitest';
import { unknownElement } from '../../server/src/rules/unknown-element.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inResources, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(unknownElement, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

describe('unknown-element', () => {
  test('another letter case', () =>
    checkPicture(
      'unknown-element',
      stack,
      inRole([
        '- effect: Allow',
        "  ^^^^^^ 'effect' is no element of a statement; did you mean 'Effect'?",
        '  action: s3:GetObject',
        "  ^^^^^^ 'action' is no element of a statement; did you mean 'Action'?",
        '  resource: arn:aws:s3:::b/*',
        "  ^^^^^^^^ 'resource' is no element of a statement; did you mean 'Resource'?",
      ]),
    ));
  test('another letter case: what is offered', () =>
    expect(
      fixesOf('unknown-element', stack, inRole(['- effect: Allow', '  action: s3:GetObject', '  resource: arn:aws:s3:::b/*'])),
    ).toEqual([
      "widens: Rename to 'Effect' (widens permissions)",
      "widens: Rename to 'Action' (widens permissions)",
      "widens: Rename to 'Resource' (widens permissions)",
    ]));
  test("another letter case: Rename to 'Action'", () =>
    checkFix(
      stack,
      inRole(['- effect: Allow', '  action: s3:GetObject', '  resource: arn:aws:s3:::b/*']),
      "Rename to 'Action'",
      inRole(['- effect: Allow', '  Action: s3:GetObject', '  resource: arn:aws:s3:::b/*']),
    ));
  test('a plural, in JSON', () =>
    checkPicture(
      'unknown-element',
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Actions": ["s3:GetObject"], "Resource": "*" }',
        "                     ^^^^^^^^^ 'Actions' is no element of a statement; did you mean 'Action'?",
      ]),
    ));
  test('a plural, in JSON: what is offered', () =>
    expect(
      fixesOf('unknown-element', policyFile, inPolicy(['{ "Effect": "Allow", "Actions": ["s3:GetObject"], "Resource": "*" }'])),
    ).toEqual(["widens: Rename to 'Action' (widens permissions)"]));
  test("a plural, in JSON: Rename to 'Action'", () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Actions": ["s3:GetObject"], "Resource": "*" }']),
      "Rename to 'Action'",
      inPolicy(['{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }']),
    ));
  test('a word of its own', () =>
    checkPicture(
      'unknown-element',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:GetObject',
        '  Resource: arn:aws:s3:::b/*',
        '  Comment: why',
        "  ^^^^^^^ 'Comment' is no element of a statement; there are Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition",
      ]),
    ));
  test('a word of its own: what is offered', () =>
    expect(
      fixesOf(
        'unknown-element',
        stack,
        inRole(['- Effect: Allow', '  Action: s3:GetObject', '  Resource: arn:aws:s3:::b/*', '  Comment: why']),
      ),
    ).toEqual([]));
  test('what is there already is not meant', () =>
    checkPicture(
      'unknown-element',
      stack,
      inRole([
        '- { Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/*, Resources: x }',
        "                                                                     ^^^^^^^^^ 'Resources' is no element of a statement; there are Sid, Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition",
      ]),
    ));
  test('what is there already is not meant: what is offered', () =>
    expect(
      fixesOf('unknown-element', stack, inRole(['- { Effect: Allow, Action: s3:GetObject, Resource: arn:aws:s3:::b/*, Resources: x }'])),
    ).toEqual([]));
  test('an element of the policy', () =>
    checkPicture(
      'unknown-element',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      version: '2012-10-17'",
        "      ^^^^^^^ 'version' is no element of a policy; did you mean 'Version'?",
        '      Statement: []',
      ]),
    ));
  test('an element of the policy: what is offered', () =>
    expect(
      fixesOf(
        'unknown-element',
        stack,
        inResources([
          'Policy:',
          '  Type: AWS::IAM::ManagedPolicy',
          '  Properties:',
          '    PolicyDocument:',
          "      version: '2012-10-17'",
          '      Statement: []',
        ]),
      ),
    ).toEqual(["widens: Rename to 'Version' (widens permissions)"]));
  test("an element of the policy: Rename to 'Version'", () =>
    checkFix(
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      version: '2012-10-17'",
        '      Statement: []',
      ]),
      "Rename to 'Version'",
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2012-10-17'",
        '      Statement: []',
      ]),
    ));
  test('all that there are', () =>
    checkSilent(
      'unknown-element',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::S3::BucketPolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Id: x',
        "      Version: '2012-10-17'",
        '      Statement:',
        '        - Sid: a',
        '          Effect: Deny',
        "          NotPrincipal: { AWS: '111122223333' }",
        '          NotAction: s3:GetObject',
        '          NotResource: arn:aws:s3:::b/*',
        '          Condition: {}',
      ]),
    ));
});
