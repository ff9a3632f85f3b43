import { describe, test } from 'vitest';
import { iamUser } from '../../server/src/rules/iam-user.ts';
import { checkExamples, checkPicture } from '../support/check-rule.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(iamUser, ['template']);

describe('iam-user', () => {
  test('names what is its own', () =>
    checkPicture(
      'iam-user',
      stack,
      'Resources:\n  Ops:\n  ^^^ This user has permissions of its own (ManagedPolicyArns, LoginProfile); a role gives the same with credentials that expire\n    Type: AWS::IAM::User\n    Properties:\n      LoginProfile: { Password: !Ref Secret }\n      ManagedPolicyArns: [!Ref Given]\n',
    ));
});
