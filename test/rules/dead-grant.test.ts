import { describe, expect, test } from 'vitest';
import { deadGrant } from '../../server/src/rules/dead-grant.ts';
import { checkExamples, checkFix, checkPicture, checkSilent, findingsOf } from '../support/check-rule.ts';
import { stack, template } from '../support/policy-texts.ts';

checkExamples(deadGrant, ['template']);

/** A role with the boundary and the statements. */
const bounded = (statements: readonly string[], boundary = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'): string =>
  `${[
    'Conditions:',
    '  Prod: !Equals [a, b]',
    'Resources:',
    '  Limits:',
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    '      PolicyDocument:',
    '        Statement:',
    '          - { Effect: Allow, Action: !Ref AWS::StackName, Resource: "*" }',
    '  Role:',
    '    Type: AWS::IAM::Role',
    '    Properties:',
    `      PermissionsBoundary: ${boundary}`,
    '      Policies:',
    '        - PolicyName: own',
    '          PolicyDocument:',
    '            Statement:',
    ...statements.map((line) => `              ${line}`),
  ].join('\n')}\n`;

const allow = (...actions: readonly string[]): readonly string[] => [
  '- Effect: Allow',
  '  Action:',
  ...actions.map((action) => `    - ${action}`),
  "  Resource: '*'",
];

describe('dead-grant', () => {
  test('names the values and what remains', () =>
    checkPicture(
      'dead-grant',
      stack,
      bounded([
        '- Effect: Allow',
        '  Action:',
        '    - s3:GetObject',
        '    - s3:PutObject',
        "      ^^^^^^^^^^^^ The permissions boundary 'AmazonS3ReadOnlyAccess' cuts off 's3:PutObject', 'sqs:*'; 1 action of this statement remains",
        '    - sqs:*',
        "  Resource: '*'",
      ]),
    ));

  test('what the boundary lets through on other resources only', () => {
    const text = (resource: string): string =>
      `Resources:\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - { Effect: Allow, Action: 'dynamodb:*', Resource: 'arn:aws:dynamodb:*:*:table/app-*' }\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - { Effect: Allow, Action: 'dynamodb:GetItem', Resource: ${resource} }\n  Table: { Type: AWS::DynamoDB::Table }\n`;
    const messages = (resource: string): readonly string[] => findingsOf('dead-grant', stack, text(resource)).map(({ message }) => message);
    expect(messages("'arn:aws:dynamodb:eu-west-1:111122223333:table/other'")).toEqual([
      "The permissions boundary 'Limits' cuts off all that this statement allows",
    ]);
    for (const resource of ["'*'", '!GetAtt Table.Arn', "'arn:aws:dynamodb:eu-west-1:*:table/app-1'"])
      expect(messages(resource)).toEqual([]);
  });

  test('a wildcard of which something is left, a boundary of some deployments or not to be read', () => {
    checkSilent('dead-grant', stack, bounded(allow("'*'")));
    for (const boundary of [
      '!ImportValue Limits',
      '!Ref Limits',
      '!If [Prod, arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, !Ref AWS::NoValue]',
      '!If [Prod, arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess, arn:aws:iam::aws:policy/AmazonSQSFullAccess]',
    ])
      checkSilent('dead-grant', stack, bounded(allow('sqs:SendMessage'), boundary));
  });

  test('an unknown name is no action that a boundary lacks', () =>
    checkSilent(
      'dead-grant',
      stack,
      bounded(['- { Effect: Allow, Action: [s3:GetObject, s3:BrandNewThing, !Ref Given], Resource: "*" }']),
    ));

  test('what SAM and AWS write', () => {
    const text =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess\n      Policies:\n        - DynamoDBCrudPolicy: { TableName: orders }\n        - SQSPollerPolicy: { QueueName: jobs }\n        - AmazonDynamoDBFullAccess\n        - AmazonSQSFullAccess\n';
    const found = findingsOf('dead-grant', template, text).map(({ message, severity, place }) => [
      text.slice(place.start, place.end),
      severity,
      message,
    ]);
    const by = "The permissions boundary 'AmazonDynamoDBReadOnlyAccess' cuts off";
    expect(found).toContainEqual(['AmazonSQSFullAccess', 'warning', `${by} all that AmazonSQSFullAccess grants`]);
    expect(found.map(([, , message]) => message)).toContain(`${by} all that SQSPollerPolicy grants`);
    expect(found.map(([, severity, message]) => `${severity} ${message}`)).toContain(
      `information ${by} 5 of the 10 actions that DynamoDBCrudPolicy grants: dynamodb:BatchWriteItem, dynamodb:ConditionCheckItem and 3 more`,
    );
    expect(found.map(([place]) => place)).not.toContain('AmazonDynamoDBFullAccess');
  });

  test('one finding for a function and its role', () => {
    const text =
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  Hello:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: arn:aws:iam::aws:policy/AWSLambdaExecute\n      Policies:\n        - Statement:\n            - { Effect: Allow, Action: sns:Publish, Resource: "*" }\n';
    expect(findingsOf('dead-grant', template, text).length).toBe(1);
  });

  test('the dead values go', () =>
    checkFix(stack, bounded(allow('s3:GetObject', 'sqs:SendMessage')), "Remove 'sqs:SendMessage', which", bounded(allow('s3:GetObject'))));

  test('or the dead statement', () =>
    checkFix(
      stack,
      bounded([...allow('s3:GetObject'), ...allow('sqs:SendMessage')]),
      'Remove this statement, which',
      bounded(allow('s3:GetObject')),
    ));
});
