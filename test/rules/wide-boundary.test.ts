import { describe, expect, test } from 'vitest';
import { wideBoundary } from '../../server/src/rules/wide-boundary.ts';
import { checkExamples, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(wideBoundary, ['template']);

const bounded = (limits: string, managed: string): string =>
  `Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - { Effect: Allow, Action: [${limits}], Resource: '*' }\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      ManagedPolicyArns: [${managed}]\n`;

describe('wide-boundary', () => {
  test('counts what is let through, and what of it is granted', () => {
    const [found, ...others] = findingsOf(
      'wide-boundary',
      stack,
      bounded("'sqs:SendMessage', 'sqs:*Message', s3:PutObject", 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'),
    );
    expect(others).toEqual([]);
    expect(found?.message).toBe(
      "'sqs:SendMessage', 'sqs:*Message' and 1 more let through 4 actions; of these the 1 role that it limits is granted none",
    );
  });

  test('a role that is not wholly known may have any of it', () => checkSilent('wide-boundary', stack, bounded("'sqs:*'", '!Ref Given')));
});
