import { createAnalysis } from '../analysis/create-analysis.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';

/** Actions of the services that templates use most: the details of each are decoded with the first diagnosis that meets them. */
const USUAL_ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'dynamodb:PutItem',
  'logs:PutLogEvents',
  'lambda:InvokeFunction',
  'sqs:SendMessage',
  'sns:Publish',
  'kms:Decrypt',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameter',
  'states:StartExecution',
  'events:PutEvents',
  'kinesis:PutRecord',
  'iam:PassRole',
  'sts:AssumeRole',
  'xray:PutTraceSegments',
  'cloudwatch:PutMetricData',
  'ecr:BatchGetImage',
  'ec2:DescribeNetworkInterfaces',
  'cognito-idp:AdminGetUser',
  'ses:SendEmail',
  'execute-api:Invoke',
];

/** How often the whole sample is diagnosed: by then the engine has compiled what runs at each diagnosis. */
const ROUNDS = 4;

const SAMPLE = 'leastwise:/warm-up/template.yaml';

/**
 * Diagnoses a small template, at first of one service, then of one more each time, so that no step is long: afterwards the first of the user's
 * finds everything decoded and compiled.
 */
export function* warmUpSteps(catalog: Catalog): Generator<void, void> {
  for (let round = 1; round < USUAL_ACTIONS.length + ROUNDS; round++) {
    const text = renderSample(USUAL_ACTIONS.slice(0, round));
    const analysis = createAnalysis({
      catalog,
      files: { read: (uri) => (uri === SAMPLE ? { kind: 'text', text, version: '1' } : { kind: 'missing' }) },
      configurationOf: () => NO_CONFIGURATION,
    });
    yield* analysis.diagnoseSteps(SAMPLE);
    yield;
  }
}

/** A template that allows some actions, half of them on `'*'`, half of them on a table, some of which is wrong. */
function renderSample(actions: readonly string[]): string {
  const statements = actions.map(
    (action, index) => `        - Effect: Allow
          Action: [${action}, '${action.split(':')[0]}:Get*']
          Resource: ${index % 2 === 0 ? "'*'" : '!GetAtt Table.Arn'}
`,
  );
  return `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
      - DynamoDBReadPolicy:
          TableName: !Ref Table
      - AWSLambdaBasicExecutionRole
      - Version: '2012-10-17'
        Statement:
${statements.join('')}  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          Effect: Allow
          Principal: { Service: lambda.amazonaws.com }
          Action: sts:AssumeRole
`;
}
