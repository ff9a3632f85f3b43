import { describe, expect, test } from 'vitest';
import { unusedRole } from '../../server/src/rules/unused-role.ts';
import { checkExamples, checkFix, findingsOf } from '../support/check-rule.ts';
import { stack } from '../support/policy-texts.ts';

checkExamples(unusedRole, ['template']);

const role = (service: string, more = ''): string =>
  `Resources:\n  Worker:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal: { Service: ${service} }\n            Action: sts:AssumeRole\n${more}`;
const reported = (text: string): boolean => findingsOf('unused-role', stack, text).length === 1;

describe('unused-role', () => {
  test('any mention is a use', () => {
    expect(reported(role('lambda.amazonaws.com'))).toBe(true);
    for (const use of [
      '  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Worker.Arn } }\n',
      '  Fn: { Type: AWS::Lambda::Function, DependsOn: Worker }\n',
      '  Fn: { Type: AWS::Lambda::Function, Properties: { Role: !Sub "${Worker.Arn}" } }\n',
      '  Call: { Type: Custom::Thing, Properties: { Text: \'{"role": "Worker"}\' } }\n',
      'Outputs:\n  Arn: { Value: !GetAtt Worker.Arn }\n',
    ])
      expect(reported(role('lambda.amazonaws.com', use)), use).toBe(false);
    expect(reported(role('lambda.amazonaws.com', '  WorkerTwo: { Type: AWS::SNS::Topic, Properties: { DisplayName: Workers } }\n'))).toBe(
      true,
    );
  });

  test('a role that names nobody but itself is used by nobody', () => {
    expect(reported(role('lambda.amazonaws.com', '      Description: !Sub "Worker of ${AWS::StackName}"\n'))).toBe(true);
    expect(reported(role('lambda.amazonaws.com', '      Tags: [{ Key: role, Value: !GetAtt Worker.Arn }]\n'))).toBe(true);
  });

  test('who may use it by other ways', () => {
    for (const service of ['transfer.amazonaws.com', '!Ref Given', '[lambda.amazonaws.com, ds.amazonaws.com]'])
      expect(reported(role(service)), service).toBe(false);
    expect(reported(role('lambda.amazonaws.com', '      RoleName: worker\n'))).toBe(false);
    expect(reported(role('lambda.amazonaws.com', '  Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://a/b } }\n'))).toBe(
      false,
    );
  });

  test('the role goes', () => {
    const topic = '  Topic: { Type: AWS::SNS::Topic }\n';
    checkFix(stack, role('lambda.amazonaws.com', topic), 'Remove this role', `Resources:\n${topic}`);
  });
});
