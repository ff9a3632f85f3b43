import { describe, test } from 'vitest';
import { policyTemplateValue } from '../../server/src/rules/policy-template-value.ts';
import { checkExamples, checkFix, checkSilent } from '../support/check-rule.ts';

describe('policy-template-value', () => {
  checkExamples(policyTemplateValue, ['SAM']);

  const sam = (entry: string) =>
    `Transform: AWS::Serverless-2016-10-31\nResources:\n  News: { Type: AWS::SNS::Topic }\n  Jobs: { Type: AWS::SQS::Queue }\n  Key: { Type: AWS::SecretsManager::Secret }\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - ${entry}\n`;

  test.each([
    ['SNSPublishMessagePolicy: { TopicName: !Ref News }', 'SNSPublishMessagePolicy: { TopicName: !GetAtt News.TopicName }'],
    ['SQSPollerPolicy: { QueueName: !Ref Jobs }', 'SQSPollerPolicy: { QueueName: !GetAtt Jobs.QueueName }'],
    ["SQSPollerPolicy: { QueueName: 'arn:aws:sqs:eu-west-1:111122223333:jobs' }", "SQSPollerPolicy: { QueueName: 'jobs' }"],
  ])('%s', (before, after) => checkFix('file:///w/template.yaml', sam(before), 'Change to', sam(after)));

  test('a parameter of the template may be anything', () => {
    checkSilent('policy-template-value', 'file:///w/template.yaml', sam('SNSPublishMessagePolicy: { TopicName: !Ref Unknown }'));
  });
});
