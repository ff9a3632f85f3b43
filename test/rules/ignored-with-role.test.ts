import { describe, test } from 'vitest';
import { ignoredWithRole } from '../../server/src/rules/ignored-with-role.ts';
import { checkExamples, checkFix } from '../support/check-rule.ts';

describe('ignored-with-role', () => {
  checkExamples(ignoredWithRole, ['template']);

  const sam = (policies: string) =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Role: arn:aws:iam::111122223333:role/own\n${policies}      Handler: app.handler\n`;

  test('what does nothing can go', () => {
    checkFix('file:///w/template.yaml', sam('      Policies:\n        - AWSLambdaBasicExecutionRole\n'), "Remove 'Policies'", sam(''));
  });
});
