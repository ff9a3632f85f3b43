import { describe, test } from 'vitest';
import { statementsShape } from '../../server/src/rules/statements-shape.ts';
import { checkExamples, checkFix } from '../support/check-rule.ts';

const service = (statements: string) =>
  `service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n${statements}  runtime: nodejs20.x\n`;

describe('statements-shape', () => {
  checkExamples(statementsShape, ['template']);

  test('a document leaves its statements', () => {
    checkFix(
      'file:///w/serverless.yml',
      service(
        "        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: [s3:GetObject]\n            Resource: arn:aws:s3:::reports/*\n",
      ),
      'Keep the list',
      service('        - Effect: Allow\n          Action: [s3:GetObject]\n          Resource: arn:aws:s3:::reports/*\n'),
    );
  });

  test('a statement becomes an item', () => {
    checkFix(
      'file:///w/serverless.yml',
      service('        Effect: Allow\n        Action: [s3:GetObject]\n        Resource: arn:aws:s3:::reports/*\n'),
      'Make it a list',
      service('        - Effect: Allow\n          Action: [s3:GetObject]\n          Resource: arn:aws:s3:::reports/*\n'),
    );
  });
});
