import { describe, expect, test } from 'vitest';
import { notResource } from '../../server/src/rules/not-resource.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(notResource, [
  'policy JSON',
  'CloudFormation YAML',
  'CloudFormation JSON',
  'SAM',
  'Serverless provider',
  'Serverless function',
]);

const pass = ['- Effect: Allow', '  Action: iam:PassRole', '  NotResource: !GetAtt Admin.Arn'];
const roles = { Admin: 'AWS::IAM::Role' };

describe('not-resource', () => {
  test('how many are named', () =>
    checkPicture(
      'not-resource',
      stack,
      inRole([
        '- Effect: Allow',
        "  Action: 's3:*'",
        "  NotResource: ['arn:aws:s3:::secrets', 'arn:aws:s3:::secrets/*']",
        '  ^^^^^^^^^^^ NotResource allows every resource but the 2 named',
      ]),
    ));
  test('a star in Action is not reported again', () =>
    expect(
      findingsOf('wildcard-action', stack, inRole(['- Effect: Allow', "  Action: '*'", "  NotResource: 'arn:aws:s3:::secrets'"])),
    ).toEqual([]));
  test('iam:PassRole under it: pass-role is silent, the message says so', () => {
    const text = inRole(pass, roles);
    checkSilent('pass-role', stack, text);
    expect(findingsOf('not-resource', stack, text).map(({ message }) => message)).toEqual([
      'NotResource allows every resource but the one named, iam:PassRole on any role among them',
    ]);
  });
  test('a condition that names the service', () =>
    checkFix(
      stack,
      inRole(pass, roles),
      'iam:PassedToService is ecs-tasks',
      inRole([...pass, '  Condition:', '    StringEquals:', '      iam:PassedToService: ecs-tasks.amazonaws.com'], roles),
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy(['{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::*:role/admin" }']),
      'iam:PassedToService is lambda',
      inPolicy([
        '{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::*:role/admin", "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } } }',
      ]),
    ));
  test('with such a condition nothing more is offered', () =>
    expect(
      fixesOf('not-resource', stack, inRole([...pass, '  Condition: { StringEquals: { iam:PassedToService: ec2.amazonaws.com } }'], roles)),
    ).toEqual([]));
  test('a Deny is silent', () =>
    checkSilent('not-resource', stack, inRole(['- Effect: Deny', "  Action: 's3:*'", "  NotResource: 'arn:aws:s3:::secrets'"])));
});
