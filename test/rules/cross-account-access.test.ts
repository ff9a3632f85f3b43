import { describe, test } from 'vitest';
import { crossAccountAccess } from '../../server/src/rules/cross-account-access.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';

const stack = 'file:///w/stack.yaml';
const key = (rest: string) =>
  `Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties:\n      KeyPolicy:\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: arn:aws:iam::111122223333:root\n            Action: kms:*\n            Resource: '*'\n${rest}`;
const queue = (rest: string) =>
  `Resources:\n  Policy:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [jobs]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: '444455556666'\n            Action: sqs:SendMessage\n            Resource: '*'\n${rest}`;

describe('cross-account-access', () => {
  checkExamples(crossAccountAccess, ['CloudFormation JSON', 'CloudFormation YAML', 'SAM', 'Serverless resources', 'policy JSON']);

  test('the account that administers a key is its own', () => {
    checkSilent('cross-account-access', stack, key(''));
    checkPicture(
      'cross-account-access',
      stack,
      key(
        "          - Effect: Allow\n            Principal:\n              AWS: arn:aws:iam::444455556666:root\n                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Account 444455556666 is allowed kms:Decrypt, kms:Encrypt\n            Action: [kms:Decrypt, kms:Encrypt]\n            Resource: '*'\n",
      ),
    );
  });

  test('a permission to call a function', () => {
    checkPicture(
      'cross-account-access',
      stack,
      "Resources:\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      FunctionName: hello\n      Principal: '444455556666'\n                 ^^^^^^^^^^^^^^ Account 444455556666 is allowed lambda:InvokeFunction\n",
    );
  });

  test('a condition on the organization', () => {
    checkFix(
      stack,
      queue(''),
      'ORGANIZATION_ID',
      queue('            Condition:\n              StringEquals:\n                aws:PrincipalOrgID: ORGANIZATION_ID\n'),
    );
  });
});
