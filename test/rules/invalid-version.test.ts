import { describe, expect, test } from 'vitest';
import { invalidVersion } from '../../server/src/rules/invalid-version.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { inResources, stack } from '../support/policy-texts.ts';

checkExamples(invalidVersion, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

describe('invalid-version', () => {
  test('a date of its own', () =>
    checkPicture(
      'invalid-version',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Version: 2021-10-17',
        "               ^^^^^^^^^^ Version must be '2012-10-17' or '2008-10-17', not '2021-10-17'",
        '      Statement: []',
      ]),
    ));
  test('a date of its own: what is offered', () =>
    expect(
      fixesOf(
        'invalid-version',
        stack,
        inResources([
          'Policy:',
          '  Type: AWS::IAM::ManagedPolicy',
          '  Properties:',
          '    PolicyDocument:',
          '      Version: 2021-10-17',
          '      Statement: []',
        ]),
      ),
    ).toEqual(["equal: Change to '2012-10-17'"]));
  test("a date of its own: Change to '2012-10-17'", () =>
    checkFix(
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Version: 2021-10-17',
        '      Statement: []',
      ]),
      "Change to '2012-10-17'",
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2012-10-17'",
        '      Statement: []',
      ]),
    ));
  test('with a variable it widens', () =>
    checkPicture(
      'invalid-version',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        "      Version: '2012-10-18'",
        "               ^^^^^^^^^^^^ Version must be '2012-10-17' or '2008-10-17', not '2012-10-18'",
        '      Statement:',
        '        - Effect: Allow',
        '          Action: s3:GetObject',
        '          Resource: arn:aws:s3:::b/${aws:username}/*',
      ]),
    ));
  test('with a variable it widens: what is offered', () =>
    expect(
      fixesOf(
        'invalid-version',
        stack,
        inResources([
          'Policy:',
          '  Type: AWS::IAM::ManagedPolicy',
          '  Properties:',
          '    PolicyDocument:',
          "      Version: '2012-10-18'",
          '      Statement:',
          '        - Effect: Allow',
          '          Action: s3:GetObject',
          '          Resource: arn:aws:s3:::b/${aws:username}/*',
        ]),
      ),
    ).toEqual(["widens: Change to '2012-10-17' (widens permissions)"]));
  test('so it does where the variable is joined of pieces', () =>
    expect(
      fixesOf(
        'invalid-version',
        stack,
        inResources([
          'Policy:',
          '  Type: AWS::IAM::ManagedPolicy',
          '  Properties:',
          '    PolicyDocument:',
          "      Version: '2012-10-18'",
          '      Statement:',
          '        - Effect: Allow',
          '          Action: s3:GetObject',
          "          Resource: !Join ['', ['arn:aws:s3:::b/$', '{aws:username}/*']]",
        ]),
      ),
    ).toEqual(["widens: Change to '2012-10-17' (widens permissions)"]));
  test('the old one is valid', () =>
    checkSilent(
      'invalid-version',
      stack,
      inResources([
        'Policy:',
        '  Type: AWS::IAM::ManagedPolicy',
        '  Properties:',
        '    PolicyDocument:',
        '      Version: 2008-10-17',
        '      Statement: []',
      ]),
    ));
});
