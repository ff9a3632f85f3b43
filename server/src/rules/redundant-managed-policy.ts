import { findRedundantManaged } from '../lint/redundant-managed.ts';
import { findRepeatedManaged, findRepeatedOfFunction } from '../lint/repeated-managed.ts';
import type { Rule } from '../lint/rule.ts';

export const redundantManagedPolicy: Rule = {
  id: 'redundant-managed-policy',
  severity: 'hint',
  summary: 'A managed policy of AWS is attached that grants nothing beyond the other policies of its role.',
  rationale:
    'It can go without any change. A role may have 10 managed policies, and who reads the template has one policy less to look up.',
  examples: {
    incorrect: [
      { form: 'entry', code: '«AWSLambdaBasicExecutionRole»' },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AmazonSQSFullAccess\n        - «AmazonSQSReadOnlyAccess»\n',
      },
      {
        form: 'template',
        code: 'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - «arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole»\n        - arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n',
      },
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      managedPolicies:\n        - arn:aws:iam::aws:policy/AWSLambdaExecute\n        - «arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess»\n      statements:\n        - Effect: Allow\n          Action: sqs:*\n          Resource: '*'\nfunctions:\n  hello:\n    handler: app.handler\n",
      },
    ],
    correct: [
      { form: 'entry', code: 'AWSLambdaVPCAccessExecutionRole' },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - AmazonS3ReadOnlyAccess\n        - AmazonSQSReadOnlyAccess\n',
      },
      {
        form: 'template',
        code: 'Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - !If [IsLarge, arn:aws:iam::aws:policy/AmazonS3FullAccess, !Ref AWS::NoValue]\n        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\n',
      },
    ],
  },
  *entry(resource, context) {
    for (const { range, message, fixes } of findRepeatedManaged(resource, context)) yield { range, message, unnecessary: true, fixes };
  },
  *principal(principal, context) {
    for (const { range, message, fixes } of findRepeatedOfFunction(principal, context)) yield { range, message, unnecessary: true, fixes };
    if (principal.kind !== 'role') return;
    for (const { name, range, by, fixes } of findRedundantManaged(principal, context)) {
      yield { range, message: `${name} grants only what ${by}`, unnecessary: true, fixes };
    }
  },
};
