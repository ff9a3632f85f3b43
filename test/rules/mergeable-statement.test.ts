import { describe, expect, test } from 'vitest';
import { mergeableStatement } from '../../server/src/rules/mergeable-statement.ts';
import { analyse } from '../support/analyse.ts';
import { checkExamples, checkFix, checkSilent, findingsOf } from '../support/check-rule.ts';
import { inPolicy, inRole, policyFile, stack } from '../support/policy-texts.ts';

checkExamples(mergeableStatement, ['policy JSON', 'CloudFormation YAML', 'CloudFormation JSON', 'SAM']);

const statement = (action: string, resource: string, ...more: readonly string[]) => [
  '- Effect: Allow',
  `  Action: ${action}`,
  `  Resource: ${resource}`,
  ...more,
];

describe('mergeable-statement', () => {
  test('is off unless it is configured', () =>
    expect(
      analyse({ [stack]: inRole([...statement('s3:GetObject', "'*'"), ...statement('s3:PutObject', "'*'")]) })
        .diagnose(stack)
        .diagnostics.filter(({ rule }) => rule === 'mergeable-statement'),
    ).toEqual([]));
  test('three of a kind are merged into the first, one by one', () =>
    expect(
      findingsOf(
        'mergeable-statement',
        stack,
        inRole(['s3:GetObject', 's3:PutObject', 's3:ListBucket'].flatMap((action) => statement(action, "'*'"))),
      ).map(({ message }) => message),
    ).toEqual([
      'This statement and statement 1 have the same resources: one could say both',
      'This statement and statement 1 have the same resources: one could say both',
    ]));
  test('intrinsics are carried over', () =>
    checkFix(
      stack,
      inRole([...statement('sqs:SendMessage', '!GetAtt Jobs.Arn'), ...statement('sqs:SendMessage', "!Sub '${Mails.Arn}'")], {
        Jobs: 'AWS::SQS::Queue',
        Mails: 'AWS::SQS::Queue',
      }),
      'Merge it into statement 1',
      inRole(['- Effect: Allow', '  Action: sqs:SendMessage', '  Resource:', '    - !GetAtt Jobs.Arn', "    - !Sub '${Mails.Arn}'"], {
        Jobs: 'AWS::SQS::Queue',
        Mails: 'AWS::SQS::Queue',
      }),
      'mergeable-statement',
    ));
  test('in JSON', () =>
    checkFix(
      policyFile,
      inPolicy([
        '{ "Effect": "Deny", "Action": ["s3:GetObject"], "Resource": "*" },',
        '{ "Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["*"] }',
      ]),
      'Merge it into statement 1',
      inPolicy(['{ "Effect": "Deny", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }']),
      'mergeable-statement',
    ));
  test('conditions and branches keep them apart', () => {
    const first = statement('s3:GetObject', "'*'");
    checkSilent(
      'mergeable-statement',
      stack,
      inRole([...first, ...statement('s3:PutObject', "'*'", '  Condition: { Bool: { aws:SecureTransport: true } }')]),
    );
    checkSilent('mergeable-statement', stack, inRole([...first, ...statement('!If [Prod, s3:PutObject, s3:ListBucket]', "'*'")]));
    checkSilent(
      'mergeable-statement',
      stack,
      inRole([...first, '- !If [Prod, { Effect: Allow, Action: s3:PutObject, Resource: "*" }, !Ref AWS::NoValue]']),
    );
  });
});
