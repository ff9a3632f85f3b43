import { describe, test } from 'vitest';
import { redundantManagedPolicy } from '../../server/src/rules/redundant-managed-policy.ts';
import { checkExamples, checkFix, checkPicture, checkSilent } from '../support/check-rule.ts';

const SAM = 'file:///w/template.yaml';
const sam = (rest: string) =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Timeout: 3\n${rest}`;
const stack = (properties: string) =>
  `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: worker\n${properties}`;

describe('redundant-managed-policy', () => {
  checkExamples(redundantManagedPolicy, ['SAM', 'template']);

  test('what SAM attaches by itself goes with the property that held nothing else', () => {
    checkFix(SAM, sam('      Policies: AWSLambdaBasicExecutionRole\n'), 'Remove AWSLambdaBasicExecutionRole', sam(''));
    checkFix(
      SAM,
      sam(
        '      Policies:\n        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n        - Own\n',
      ),
      'Remove AWSLambdaBasicExecutionRole',
      sam('      Policies:\n        - Own\n'),
    );
  });

  test('what another managed policy grants', () => {
    checkFix(
      'file:///w/stack.yaml',
      stack(
        '      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n',
      ),
      'Remove AWSLambdaBasicExecutionRole',
      stack('      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n'),
    );
  });

  test('what the statements of the role grant', () => {
    const inline =
      "      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: ['logs:*', 'sqs:*']\n                Resource: '*'\n";
    checkFix(
      'file:///w/stack.yaml',
      stack(`${inline}      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']\n`),
      'Remove AWSLambdaBasicExecutionRole',
      stack(inline),
    );
  });

  test('the second of two that are the same', () => {
    checkFix(
      SAM,
      sam('      Policies:\n        - AmazonSQSReadOnlyAccess\n        - AmazonSQSReadOnlyAccess\n'),
      'Remove AmazonSQSReadOnlyAccess',
      sam('      Policies:\n        - AmazonSQSReadOnlyAccess\n'),
    );
  });

  test('one that a role has twice is reported once', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess';
    checkPicture(
      'redundant-managed-policy',
      'file:///w/stack.yaml',
      `${stack(`      ManagedPolicyArns:\n        - ${arn}\n        - ${arn}\n`)}          ${'^'.repeat(arn.length)} AmazonSQSReadOnlyAccess is attached twice\n`,
    );
  });

  test('what only one branch grants, what a condition limits', () => {
    checkSilent(
      'redundant-managed-policy',
      'file:///w/stack.yaml',
      stack(
        "      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: logs:*\n                Resource: '*'\n                Condition: { Bool: { aws:SecureTransport: 'true' } }\n              - Effect: Allow\n                Action: !If [All, 'logs:*', 'logs:PutLogEvents']\n                Resource: '*'\n      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole']\n",
      ),
    );
  });
});
