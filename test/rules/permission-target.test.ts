import { describe, test } from 'vitest';
import { permissionTarget } from '../../server/src/rules/permission-target.ts';
import { checkExamples, checkPicture, checkSilent } from '../support/check-rule.ts';

const stack = 'file:///w/stack.yaml';
const permission = (name: string, rest = '') =>
  `${rest}Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n  Inner:\n    Type: AWS::CloudFormation::Stack\n  Call:\n    Type: AWS::Lambda::Permission\n    Properties:\n      FunctionName: ${name}\n`;
const whole = "AWSTemplateFormatVersion: '2010-09-09'\n";

describe('permission-target', () => {
  checkExamples(permissionTarget, ['template']);

  test('a name that nothing declares', () => {
    checkPicture(
      'permission-target',
      stack,
      `${permission('!Ref Hello', whole)}                    ^^^^^^^^^^ The template has no resource Hello\n`,
    );
    checkPicture(
      'permission-target',
      stack,
      `${permission("!Sub '${Hello.Arn}'", whole)}                    ^^^^^^^^^^^^^^^^^^^ The template has no resource Hello\n`,
    );
  });

  test('another resource', () => {
    checkPicture(
      'permission-target',
      stack,
      `${permission('!GetAtt Jobs.Arn')}                    ^^^^^^^^^^^^^^^^ !GetAtt Jobs.Arn is of AWS::SQS::Queue, and no function\n`,
    );
  });

  test('in Serverless, where no plugin makes functions', () => {
    const service = (name: string, rest = '') =>
      `service: app\nprovider:\n  name: aws\n${rest}functions:\n  hello:\n    handler: a.b\nresources:\n  Resources:\n    Call:\n      Type: AWS::Lambda::Permission\n      Properties:\n        FunctionName: ${name}\n`;
    const uri = 'file:///w/serverless.yml';
    checkPicture('permission-target', uri, `${service('!Ref Hello')}                      ^^^^^^^^^^ The template has no resource Hello\n`);
    checkSilent('permission-target', uri, service('!GetAtt HelloLambdaFunction.Arn'));
    checkSilent('permission-target', uri, service('!Ref Hello', 'plugins: [serverless-plugin-warmup]\n'));
  });

  test('a part of a template, macros, outputs of another stack, what is not known', () => {
    checkSilent('permission-target', stack, permission('!Ref Hello'));
    checkSilent('permission-target', stack, permission('!Ref Hello', `${whole}Transform: Own::Macro\n`));
    checkSilent('permission-target', stack, permission('!GetAtt Inner.Outputs.Name', whole));
    checkSilent('permission-target', stack, permission('!ImportValue Hello', whole));
    checkSilent('permission-target', stack, permission("!Sub '${AWS::StackName}-hello'", whole));
  });
});
