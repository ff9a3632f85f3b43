import { describe, test } from 'vitest';
import { unknownManagedPolicy } from '../../server/src/rules/unknown-managed-policy.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';

describe('unknown-managed-policy', () => {
  checkExamples(unknownManagedPolicy, ['SAM']);

  const role = (arn: string) =>
    `{\n  "Resources": {\n    "Role": {\n      "Type": "AWS::IAM::Role",\n      "Properties": {\n        "ManagedPolicyArns": [${arn}]\n      }\n    }\n  }\n}\n`;

  test('in CloudFormation the path of the ARN is put right', () => {
    checkFix(
      'file:///w/stack.json',
      role('"arn:aws:iam::aws:policy/AWSLambdaVPCAccessExecutionRole"'),
      'Change to',
      role('"arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"'),
    );
  });

  test('in Serverless', () => {
    checkPicture(
      'unknown-managed-policy',
      'file:///w/serverless.yml',
      [
        'service: app',
        'provider:',
        '  name: aws',
        '  iam:',
        '    role:',
        '      managedPolicies:',
        '        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAcess',
        "          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ AWS has no managed policy 'AmazonS3ReadOnlyAcess'; did you mean 'AmazonS3ReadOnlyAccess'?",
        '',
      ].join('\n'),
    );
  });

  test('what is not known is not reported', () => {
    checkSilent(
      'unknown-managed-policy',
      'file:///w/stack.json',
      role('{ "Ref": "Arn" }, { "Fn::ImportValue": "Shared" }, "arn:aws:iam::111122223333:policy/own"'),
    );
  });
});
