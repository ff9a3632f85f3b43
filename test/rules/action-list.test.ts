import { describe, test } from 'vitest';
import { actionList } from '../../server/src/rules/action-list.ts';
import { checkExamples, checkFix } from '../support/check-rule.ts';

describe('action-list', () => {
  checkExamples(actionList, ['template']);

  const service = (action: string) =>
    `service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n${action}`;

  test('a list below its key', () => {
    checkFix(
      'file:///w/serverless.yml',
      service("          Action: 's3:GetObject'\n          Resource: arn:aws:s3:::reports/*\n"),
      'Make it a list',
      service("          Action:\n            - 's3:GetObject'\n          Resource: arn:aws:s3:::reports/*\n"),
    );
  });

  test('a list in braces', () => {
    checkFix(
      'file:///w/serverless.yml',
      "service: app\nprovider:\n  name: aws\n  iamRoleStatements:\n    - { Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }\n",
      'Make it a list',
      "service: app\nprovider:\n  name: aws\n  iamRoleStatements:\n    - { Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::reports/*' }\n",
    );
  });
});
