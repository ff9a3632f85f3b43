import { describe, test } from 'vitest';
import { rolesPerFunctionPlugin } from '../../server/src/rules/roles-per-function-plugin.ts';
import { checkExamples, checkFix, checkSilent } from '../support/check-rule.ts';

describe('roles-per-function-plugin', () => {
  checkExamples(rolesPerFunctionPlugin, ['template']);

  const service = (plugins: string) =>
    `service: app\nprovider:\n  name: aws\n${plugins}functions:\n  make:\n    handler: app.handler\n    iamRoleStatements:\n      - Effect: Allow\n        Action: [s3:GetObject]\n        Resource: arn:aws:s3:::reports/*\n`;

  test('the plugin is added to the others', () => {
    checkFix(
      'file:///w/serverless.yml',
      service('plugins:\n  - serverless-offline\n'),
      'Add the plugin',
      service('plugins:\n  - serverless-offline\n  - serverless-iam-roles-per-function\n'),
    );
  });

  test('plugins from a file are not known', () => {
    checkSilent('roles-per-function-plugin', 'file:///w/serverless.yml', service('plugins: ${file(plugins.yml)}\n'));
  });
});
