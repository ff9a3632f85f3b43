import { describe, expect, test } from 'vitest';
import { deniedAction } from '../../server/src/rules/denied-action.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf, fixesOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(deniedAction, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

const allow = ['- Effect: Allow', '  Action: s3:DeleteObject', "  Resource: 'arn:aws:s3:::reports/*'"];
const messagesOf = (statements: readonly string[]): readonly string[] =>
  findingsOf('denied-action', stack, inRole(statements)).map(({ message }) => message);

describe('denied-action', () => {
  test('a whole statement', () =>
    checkPicture(
      'denied-action',
      stack,
      inRole([
        '- Effect: Allow',
        '  Action: s3:DeleteObject',
        "  ^^^^^^ All that this statement allows is denied by statement 'Keep'",
        "  Resource: 'arn:aws:s3:::reports/*'",
        '- Sid: Keep',
        '  Effect: Deny',
        '  Action: s3:Delete*',
        '  NotResource: arn:aws:s3:::scratch/*',
      ]),
    ));
  test('under a condition of the Allow too, and under the same of both', () => {
    const condition = '  Condition: { StringEquals: { aws:RequestedRegion: eu-west-1 } }';
    const deny = ['- Effect: Deny', '  Action: s3:*', "  Resource: '*'"];
    expect(messagesOf([...allow, condition, ...deny])).toHaveLength(1);
    expect(messagesOf([...allow, condition, ...deny, condition])).toHaveLength(1);
    expect(messagesOf([...allow, ...deny, condition])).toEqual([]);
  });
  test('a part of the resources, another action, or what is not known is silent', () => {
    for (const deny of [
      ['- Effect: Deny', '  Action: s3:DeleteObject', "  Resource: 'arn:aws:s3:::reports/2026/*'"],
      ['- Effect: Deny', '  Action: s3:DeleteObjectVersion', "  Resource: '*'"],
      ['- Effect: Deny', '  Action: s3:DeleteObject', '  Resource: !Ref Kept'],
      ['- Effect: Deny', '  Action: !Ref Kept', "  Resource: '*'"],
      ['- Effect: !Ref Given', '  Action: s3:DeleteObject', "  Resource: '*'"],
      ['- !If [Prod, { Effect: Deny, Action: "s3:*", Resource: "*" }, !Ref AWS::NoValue]'],
    ])
      checkSilent('denied-action', stack, inRole([...allow, ...deny]));
  });
  test('an Allow that is wider than the Deny is silent', () =>
    checkSilent(
      'denied-action',
      stack,
      inRole(['- Effect: Allow', "  Action: 's3:*'", "  Resource: '*'", '- Effect: Deny', '  Action: s3:Delete*', "  Resource: '*'"]),
    ));
  test('what is offered', () =>
    expect(fixesOf('denied-action', stack, inRole([...allow, '- Effect: Deny', "  Action: 's3:*'", "  Resource: '*'"]))).toEqual([
      'equal: Remove this statement',
      'widens: Remove the statement that denies it (widens permissions)',
    ]));
  test('in YAML', () =>
    checkFix(
      stack,
      inRole([...allow, '- Effect: Deny', "  Action: 's3:*'", "  Resource: '*'"]),
      'Remove this statement',
      inRole(['- Effect: Deny', "  Action: 's3:*'", "  Resource: '*'"]),
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{ "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:PurgeQueue"], "Resource": "*" },',
        '{ "Effect": "Deny", "Action": "sqs:PurgeQueue", "Resource": "*" }',
      ]),
      "Remove 'sqs:PurgeQueue'",
      inPolicy([
        '{ "Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "*" },',
        '{ "Effect": "Deny", "Action": "sqs:PurgeQueue", "Resource": "*" }',
      ]),
    ));
});
