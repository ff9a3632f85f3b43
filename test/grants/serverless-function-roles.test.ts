import { test } from 'vitest';
import type { ExpectedStatement } from '../support/check-principals.ts';
import { checkService, network, owning, ownLogs, sharedLogs, sharing } from '../support/check-service.ts';

const common = sharedLogs('/aws/lambda/orders-dev*');
const providerRead: ExpectedStatement = { actions: 's3:GetObject', resources: 'arn:aws:s3:::shared/*', from: 'provider' };

const plugin = `
service: orders
plugins: [serverless-iam-roles-per-function]
provider:
  name: aws
  runtime: nodejs18.x
  iam:
    role:
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']
      statements: [{ Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::shared/*' }]
`;

const shared = { statements: [...common, providerRead], managed: 'AmazonSQSReadOnlyAccess' };

test('serverless-iam-roles-per-function: a role of its own has neither statements nor managed policies of the provider', () => {
  checkService(
    `${plugin}
functions:
  hello:
    handler: h.hello
    iamRoleStatements:
      - { Effect: Allow, Action: ['dynamodb:GetItem'], Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/t' }
  bye: { handler: h.bye }
`,
    {
      ...owning('Hello'),
      HelloIamRoleLambdaExecution: {
        statements: [
          ownLogs('/aws/lambda/orders-dev-hello'),
          { actions: 'dynamodb:GetItem', resources: 'arn:aws:dynamodb:us-east-1:123456789012:table/t' },
        ],
      },
      ...sharing('Bye'),
      IamRoleLambdaExecution: shared,
    },
  );
});

test('iamRoleStatementsInherit', () => {
  checkService(
    `${plugin}
functions:
  hello-you:
    handler: h.hello
    name: greeter
    iamRoleStatementsInherit: true
    iamRoleStatements:
      - { Effect: Allow, Action: ['sqs:SendMessage'], Resource: '*' }
  bye: { handler: h.bye }
`,
    {
      ...owning('HelloDashyou'),
      HelloDashyouIamRoleLambdaExecution: {
        statements: [ownLogs('/aws/lambda/greeter'), providerRead, { actions: 'sqs:SendMessage', resources: '*' }],
      },
      ...sharing('Bye'),
      IamRoleLambdaExecution: { ...shared, statements: [...sharedLogs('/aws/lambda/greeter', '/aws/lambda/orders-dev*'), providerRead] },
    },
  );
});

test('defaultInherit, which a function may decline, and an empty list', () => {
  checkService(
    `${plugin}
custom: { serverless-iam-roles-per-function: { defaultInherit: true } }
functions:
  hello: { handler: h.hello, iamRoleStatements: [] }
  bye: { handler: h.bye, iamRoleStatements: [], iamRoleStatementsInherit: false }
`,
    {
      ...owning('Hello', 'Bye'),
      HelloIamRoleLambdaExecution: { statements: [ownLogs('/aws/lambda/orders-dev-hello'), providerRead] },
      ByeIamRoleLambdaExecution: { statements: [ownLogs('/aws/lambda/orders-dev-bye')] },
      IamRoleLambdaExecution: shared,
    },
  );
});

test('boundaries of serverless-iam-roles-per-function', () => {
  checkService(
    `${plugin}
custom: { serverless-iam-roles-per-function: { iamGlobalPermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } }
functions:
  hello: { handler: h.hello, iamRoleStatements: [] }
  bye: { handler: h.bye, iamRoleStatements: [], iamPermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess', iamRoleStatementsName: bye-role }
`,
    {
      ...owning('Hello', 'Bye'),
      HelloIamRoleLambdaExecution: { statements: [ownLogs('/aws/lambda/orders-dev-hello')], boundaries: 'PowerUserAccess' },
      ByeIamRoleLambdaExecution: { statements: [ownLogs('/aws/lambda/orders-dev-bye')], boundaries: 'ReadOnlyAccess' },
      IamRoleLambdaExecution: { ...shared, boundaries: 'PowerUserAccess' },
    },
  );
});

test('what serverless-iam-roles-per-function adds for a network, streams, queues and what failed', () => {
  checkService(
    `
service: orders
plugins: { modules: [serverless-iam-roles-per-function] }
provider:
  name: aws
  runtime: nodejs18.x
  iam: { role: { permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' } }
functions:
  hello:
    handler: h.hello
    iamRoleStatements: []
    onError: arn:aws:sns:us-east-1:123456789012:failed
    vpc: { securityGroupIds: [sg-1], subnetIds: [subnet-1] }
    tracing: Active
    events:
      - stream: arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2024
      - stream: { arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', consumer: true }
      - sqs: arn:aws:sqs:us-east-1:123456789012:q
`,
    {
      ...owning('Hello'),
      HelloIamRoleLambdaExecution: {
        statements: [
          ownLogs('/aws/lambda/orders-dev-hello'),
          {
            actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
            resources: 'arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2024',
            from: 'framework stream',
          },
          {
            actions: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListStreams'],
            resources: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
            from: 'framework stream',
          },
          {
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            resources: 'arn:aws:sqs:us-east-1:123456789012:q',
            from: 'framework sqs',
          },
          { actions: 'sns:Publish', resources: 'arn:aws:sns:us-east-1:123456789012:failed', from: 'framework onError' },
        ],
        managed: 'AWSLambdaVPCAccessExecutionRole',
        boundaries: 'PowerUserAccess',
      },
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          { actions: 'sns:Publish', resources: 'arn:aws:sns:us-east-1:123456789012:failed', from: 'framework onError' },
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
          {
            actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
            resources: 'arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2024',
            from: 'framework stream',
          },
          {
            actions: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
            resources: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
            from: 'framework stream',
          },
          { actions: 'kinesis:SubscribeToShard', resources: '${HellosConsumerStreamConsumer}', from: 'framework stream' },
          {
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            resources: 'arn:aws:sqs:us-east-1:123456789012:q',
            from: 'framework sqs',
          },
        ],
        managed: 'AWSLambdaVPCAccessExecutionRole',
        boundaries: 'PowerUserAccess',
      },
    },
  );
});

test('iamRoleStatements without the plugin', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello: { handler: h.hello, iamRoleStatements: [{ Effect: Allow, Action: ['s3:*'], Resource: '*' }] }
`,
    {
      HelloLambdaFunction: {
        roles: '${IamRoleLambdaExecution.Arn}',
        statements: common,
        unknown: 'iamRoleStatements count only with serverless-iam-roles-per-function or Serverless 4',
      },
      IamRoleLambdaExecution: { statements: common },
    },
  );
});

test('version 4: iam of functions, with what is inherited and what is not', () => {
  checkService(
    `
service: orders
frameworkVersion: '4'
provider:
  name: aws
  runtime: nodejs20.x
  iam: { role: { statements: [{ Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::shared/*' }] } }
functions:
  hello:
    handler: h.hello
    iam:
      inheritStatements: true
      role:
        name: hello-role
        permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
        managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']
        statements: [{ Effect: Allow, Action: ['sns:Publish'], Resource: '*' }]
    events:
      - sqs: arn:aws:sqs:us-east-1:123456789012:q
  bye: { handler: h.bye }
  old: { handler: h.old, iamRoleStatements: [{ Effect: Allow, Action: ['sqs:SendMessage'], Resource: '*' }] }
`,
    {
      ...owning('Hello', 'Old'),
      HelloIamRoleLambdaExecution: {
        statements: [
          ownLogs('/aws/lambda/orders-dev-hello'),
          {
            actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
            resources: 'arn:aws:sqs:us-east-1:123456789012:q',
            from: 'framework sqs',
          },
          providerRead,
          { actions: 'sns:Publish', resources: '*' },
        ],
        managed: 'AmazonSQSReadOnlyAccess',
        boundaries: 'PowerUserAccess',
      },
      OldIamRoleLambdaExecution: {
        statements: [ownLogs('/aws/lambda/orders-dev-old'), { actions: 'sqs:SendMessage', resources: '*' }],
      },
      ...sharing('Bye'),
      IamRoleLambdaExecution: { statements: [...common, providerRead] },
    },
  );
});

test('version 4: every function has a role of its own', () => {
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs20.x
  tracing: { lambda: true }
  vpc: { securityGroupIds: [sg-1], subnetIds: [subnet-1] }
  iam:
    role:
      mode: perFunction
      permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
      managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']
      statements: [{ Effect: Allow, Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::shared/*' }]
functions:
  hello: { handler: h.hello, logs: { logGroup: /orders/hello } }
  bye:
    handler: h.bye
    disableLogs: true
    iam: { inheritStatements: false, role: { managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] } }
    events:
      - activemq: { arn: 'arn:aws:mq:us-east-1:123456789012:broker:b:b-1', basicAuthArn: !Ref Secret, queue: q }
  other: { handler: h.other, role: 'arn:aws:iam::123456789012:role/other' }
`,
    {
      ...owning('Hello', 'Bye'),
      HelloIamRoleLambdaExecution: {
        statements: [
          ownLogs('/orders/hello'),
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
          providerRead,
        ],
        managed: ['AmazonSQSReadOnlyAccess', 'AWSLambdaVPCAccessExecutionRole'],
        boundaries: 'PowerUserAccess',
      },
      ByeIamRoleLambdaExecution: {
        statements: [
          ownLogs('/aws/lambda/orders-dev-bye'),
          { ...ownLogs('/aws/lambda/orders-dev-bye'), effect: 'Deny', actions: 'logs:PutLogEvents' },
          { actions: 'secretsmanager:GetSecretValue', resources: '${Secret}', from: 'framework activemq' },
          { actions: 'mq:DescribeBroker', resources: 'arn:aws:mq:us-east-1:123456789012:broker:b:b-1', from: 'framework activemq' },
          { ...network, from: 'framework activemq' },
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
        ],
        managed: ['AmazonSQSReadOnlyAccess', 'AWSLambdaVPCAccessExecutionRole', 'AmazonS3ReadOnlyAccess'],
        boundaries: 'PowerUserAccess',
      },
      OtherLambdaFunction: {
        roles: 'arn:aws:iam::123456789012:role/other',
        unknown: 'the role arn:aws:iam::123456789012:role/other is not in this template',
      },
    },
  );
});

test('a condition of a function', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello: { handler: h.hello, condition: IsProd }
resources: { Conditions: { IsProd: !Equals [a, b] } }
`,
    { HelloLambdaFunction: { roles: '${IamRoleLambdaExecution.Arn}', when: 'IsProd' }, IamRoleLambdaExecution: { statements: common } },
  );
});
