import { describe, expect, test } from 'vitest';
import { functionUrlAuth } from '../../server/src/rules/function-url-auth.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, fixesOf } from '../support/check-rule.ts';
import { jsonStack, serverless, stack, template } from '../support/policy-texts.ts';

checkExamples(functionUrlAuth, ['template']);

function service(...url: readonly string[]): string {
  return ['service: app', 'provider:', '  name: aws', 'functions:', '  hello:', '    handler: app.handler', ...url, ''].join('\n');
}

function inSam(type: string): string {
  return [
    'Transform: AWS::Serverless-2016-10-31',
    'Globals:',
    '  Function:',
    '    FunctionUrlConfig:',
    `      AuthType: ${type}`,
    'Resources: {}',
    '',
  ].join('\n');
}

describe('function-url-auth', () => {
  test('in Globals', () =>
    checkPicture(
      'function-url-auth',
      template,
      [
        'Transform: AWS::Serverless-2016-10-31',
        'Globals:',
        '  Function:',
        '    FunctionUrlConfig:',
        '      AuthType: NONE',
        '                ^^^^ Everybody who knows the URL can call the function',
        'Resources: {}',
        '',
      ].join('\n'),
    ));
  test('a URL of Serverless without an authorizer', () =>
    checkPicture(
      'function-url-auth',
      serverless,
      service('    url:', '    ^^^ Everybody who knows the URL can call the function', '      cors: true'),
    ));
  test('Change to AWS_IAM', () => checkFix(template, inSam('NONE'), 'Change to AWS_IAM', inSam('AWS_IAM')));
  test('it narrows', () => expect(fixesOf('function-url-auth', template, inSam('NONE'))).toEqual(['narrows: Change to AWS_IAM']));
  test('Change to AWS_IAM in JSON', () =>
    checkFix(
      jsonStack,
      '{ "Resources": { "Url": { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "NONE" } } } }',
      'Change to AWS_IAM',
      '{ "Resources": { "Url": { "Type": "AWS::Lambda::Url", "Properties": { "AuthType": "AWS_IAM" } } } }',
    ));
  test('aws_iam authorizes a URL of Serverless', () =>
    checkFix(serverless, service('    url: true'), 'Let aws_iam authorize it', service('    url: { authorizer: aws_iam }')));
  test('aws_iam authorizes a URL of Serverless with other settings', () =>
    checkFix(
      serverless,
      service('    url:', '      cors: true'),
      'Let aws_iam authorize it',
      service('    url:', '      cors: true', '      authorizer: aws_iam'),
    ));
  test.each([service('    url: false'), service('    url: ${self:custom.url}'), service()])('none, or not known: %#', (text) =>
    checkSilent('function-url-auth', serverless, text),
  );
  test('a function of CloudFormation has no url', () =>
    checkSilent('function-url-auth', stack, 'Resources:\n  Url:\n    Type: AWS::Lambda::Url\n    Properties:\n      AuthType: AWS_IAM\n'));
});
