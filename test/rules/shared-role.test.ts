import { describe, expect, test } from 'vitest';
import { sharedRole } from '../../server/src/rules/shared-role.ts';
import { checkExamples, findingsOf } from '../support/check-rule.ts';
import { template } from '../support/policy-texts.ts';

checkExamples(sharedRole, ['template']);

const shared = (users: readonly string[], role: string): string =>
  `Transform: AWS::Serverless-2016-10-31\nConditions:\n  Prod: !Equals [a, b]\nResources:\n${users
    .map((use, number) => `  F${number}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: ${use}\n`)
    .join('')}  Shared:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n${role}`;
const READ = '        - arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess\n';
const messagesOf = (text: string): readonly string[] => findingsOf('shared-role', template, text).map(({ message }) => message);

describe('shared-role', () => {
  test('says how many share what', () => {
    const [found] = findingsOf('shared-role', template, shared(['!GetAtt Shared.Arn', '!GetAtt Shared.Arn', '!GetAtt Shared.Arn'], READ));
    expect(found?.message).toMatch(/^3 functions share this role: each may do what any of them needs, \d+ actions of /);
    expect(found?.message).toContain('sqs');
    expect(found?.related.map(({ message }) => message)).toEqual(['F0 acts by it', 'F1 acts by it', 'F2 acts by it']);
  });

  test('at least, where more may be attached', () =>
    expect(messagesOf(shared(['!GetAtt Shared.Arn', '!GetAtt Shared.Arn'], `${READ}        - !Ref Given\n`))[0]).toContain(
      'needs, at least ',
    ));

  test('a branch is a use', () =>
    expect(messagesOf(shared(['!If [Prod, !GetAtt Shared.Arn, !Ref Given]', '!GetAtt Shared.Arn'], READ)).length).toBe(1));

  test('one user, or a role that is not here', () => {
    expect(messagesOf(shared(['!GetAtt Shared.Arn', '!Ref Given'], READ))).toEqual([]);
    expect(messagesOf(shared(['!Ref Given', '!Ref Given'], READ))).toEqual([]);
  });
});
