import { describe, test } from 'vitest';
import { legacyStatements } from '../../server/src/rules/legacy-statements.ts';
import { checkExamples, checkFix } from '../support/check-rule.ts';

describe('legacy-statements', () => {
  checkExamples(legacyStatements, ['template']);

  test('the statements move as they are', () => {
    checkFix(
      'file:///w/serverless.yml',
      'service: app\nprovider:\n  name: aws\n  iamRoleStatements: # own\n  - Effect: Allow\n    Action:\n      - s3:GetObject\n    Resource: arn:aws:s3:::reports/*\n  runtime: nodejs20.x\n',
      'Move it to iam.role.statements',
      'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements: # own\n      - Effect: Allow\n        Action:\n          - s3:GetObject\n        Resource: arn:aws:s3:::reports/*\n  runtime: nodejs20.x\n',
    );
  });
});
