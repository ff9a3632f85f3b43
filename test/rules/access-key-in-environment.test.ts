import { describe, expect, test } from 'vitest';
import { accessKeyInEnvironment } from '../../server/src/rules/access-key-in-environment.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack, template } from '../support/policy-texts.ts';

checkExamples(accessKeyInEnvironment, ['template']);

/** As IAM writes the id of a key; put together, so that nobody takes this file for a leak. */
const KEY = ['AKIA', 'Q3EGRIBU5CLKXYZA'].join('');
const withVariables = (...lines: readonly string[]): string =>
  `${['Resources:', '  Hello:', '    Type: AWS::Lambda::Function', '    Properties:', '      Environment:', '        Variables:', ...lines.map((line) => `          ${line}`), '      Role: !GetAtt Own.Arn', '  Own:', '    Type: AWS::IAM::Role'].join('\n')}\n`;

describe('access-key-in-environment', () => {
  test('what Lambda rejects, what holds a key, what is named as one', () =>
    checkPicture(
      'access-key-in-environment',
      stack,
      withVariables(
        'STAGE: dev',
        'AWS_ACCESS_KEY_ID: !Ref Key',
        "^^^^^^^^^^^^^^^^^ Lambda rejects 'AWS_ACCESS_KEY_ID' as a variable: it sets it itself, to the credentials of the function's role",
        `URL: "s3://${KEY}:x@data"`,
        "^^^ The value of 'URL' is an access key, readable by whoever sees this file",
        'awsSecretAccessKey: !Ref Key',
        "^^^^^^^^^^^^^^^^^^ 'awsSecretAccessKey' holds credentials that do not expire; let the role give the permissions instead",
      ),
    ));

  test('severities', () =>
    expect(
      findingsOf('access-key-in-environment', stack, withVariables('AWS_SESSION_TOKEN: a', 'X_AWS_SECRET_KEY: b')).map(
        ({ severity }) => severity,
      ),
    ).toEqual(['error', 'warning']));

  test('what only looks like it', () => {
    for (const line of [
      'AWS_REGION_NAME: eu-west-1',
      'STRIPE_SECRET_KEY: !Ref Key',
      'AWS_SECRET_NAME: mail',
      "MAIL_AWS_ACCESS_KEY_ID: ''",
      `KEY: ${KEY}X`,
      'KEY: AKIAIOSFODNN7EXAMPLE',
      'AWS_ACCESS_KEY_ID_ARN: !Ref Key',
    ])
      checkSilent('access-key-in-environment', stack, withVariables(line));
  });

  test('containers and builds', () => {
    const text = `Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Environment:\n            - Name: AWS_ACCESS_KEY_ID\n              Value: !Ref Key\n            - Name: STAGE\n              Value: dev\n  Build:\n    Type: AWS::CodeBuild::Project\n    Properties:\n      Environment:\n        EnvironmentVariables:\n          - { Name: AWS_SECRET_ACCESS_KEY, Value: !Ref Key }\n          - { Name: AWS_ACCESS_KEY_ID, Type: PARAMETER_STORE, Value: /key }\n`;
    const found = findingsOf('access-key-in-environment', stack, text);
    expect(found.map(({ place, severity }) => `${severity} ${text.slice(place.start, place.end)}`)).toEqual([
      'warning AWS_ACCESS_KEY_ID',
      'warning AWS_SECRET_ACCESS_KEY',
    ]);
  });

  test('the variable goes', () => {
    const sam = (variables: string): string =>
      `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Environment:\n      Variables:\n        STAGE: dev\n${variables}Resources:\n  Hello:\n    Type: AWS::Serverless::Function\n`;
    checkFix(template, sam('        AWS_SESSION_TOKEN: !Ref Token\n'), "Remove 'AWS_SESSION_TOKEN'", sam(''));
  });
});
