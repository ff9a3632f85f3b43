import { describe, expect, test } from 'vitest';
import { missingBoundary } from '../../server/src/rules/missing-boundary.ts';
import { analyse } from '../support/analyse.ts';
import { checkExamples, checkFix } from '../support/check-rule.ts';
import { serverless, stack, template } from '../support/policy-texts.ts';

checkExamples(missingBoundary, ['template']);

const role = (boundary: string): string =>
  `Conditions:\n  Prod: !Equals [a, b]\nParameters:\n  Given: { Type: String }\nResources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n${boundary}      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\n`;
const messagesUnder = (requireBoundary: true | string, text: string, uri = stack): readonly string[] =>
  analyse({ [uri]: text }, {}, { requireBoundary })
    .diagnose(uri)
    .diagnostics.filter(({ rule }) => rule === 'missing-boundary')
    .map(({ message }) => message);
const sam = (more: string): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: app.handler\n${more}`;

describe('missing-boundary', () => {
  test('any, or the one that is named', () => {
    const none = "The role 'Worker' has no permissions boundary";
    expect(messagesUnder(true, role(''))).toEqual([`${none}, which the configuration demands`]);
    expect(messagesUnder('limits', role(''))).toEqual([`${none}; the configuration demands 'limits'`]);
    const other = role('      PermissionsBoundary: arn:aws:iam::111122223333:policy/other\n');
    expect(messagesUnder(true, other)).toEqual([]);
    expect(messagesUnder('other', other)).toEqual([]);
    expect(messagesUnder('arn:aws:iam::*:policy/lim*', other)).toEqual([
      "The role 'Worker' has another permissions boundary; the configuration demands 'arn:aws:iam::*:policy/lim*'",
    ]);
    expect(messagesUnder('limits', role('      PermissionsBoundary: !Ref Given\n'))).toEqual([]);
  });

  test('in some deployments', () =>
    expect(messagesUnder(true, role('      PermissionsBoundary: !If [Prod, !Ref Given, !Ref AWS::NoValue]\n'))).toEqual([
      "The role 'Worker' has no permissions boundary in some deployments, which the configuration demands",
    ]));

  test('without the setting nothing is said', () =>
    expect(
      analyse({ [stack]: role('') })
        .diagnose(stack)
        .diagnostics.map(({ rule }) => rule),
    ).not.toContain('missing-boundary'));

  test('is added to the role', () =>
    checkFix(
      stack,
      role(''),
      'Add the permissions boundary limits',
      `${role('')}      PermissionsBoundary: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/limits'\n`,
      'missing-boundary',
    ));

  test('to the function of SAM', () =>
    checkFix(
      template,
      sam(''),
      'Add the permissions boundary limits',
      sam("      PermissionsBoundary: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limits'\n"),
      'missing-boundary',
    ));

  test('to the provider of Serverless', () => {
    const service = (more: string): string =>
      `service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action: s3:GetObject\n          Resource: 'arn:aws:s3:::reports/*'\n${more}functions:\n  hello:\n    handler: app.handler\n`;
    checkFix(
      serverless,
      service(''),
      'Add the permissions boundary limits',
      service("      permissionsBoundary: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limits'\n"),
      'missing-boundary',
    );
  });
});
