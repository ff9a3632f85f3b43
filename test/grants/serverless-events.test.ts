import { test } from 'vitest';
import type { ExpectedStatement } from '../support/check-principals.ts';
import { checkService, network, sharedLogs, sharing } from '../support/check-service.ts';

const common = sharedLogs('/aws/lambda/orders-dev*');

/** A function `hello` with these settings, and what the shared role has beside logs. */
function checkFunction(settings: string, ...statements: readonly ExpectedStatement[]): void {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello:
    handler: h.hello
${settings.replace(/^/gm, '    ')}
`,
    { ...sharing('Hello'), IamRoleLambdaExecution: { statements: [...common, ...statements] } },
  );
}

test('events that are pushed need nothing of the role', () => {
  checkFunction(
    `
events:
  - httpApi: 'GET /orders'
  - http: { path: orders, method: get }
  - schedule: rate(1 hour)
  - sns: orders-topic
  - s3: orders-bucket
  - alexaSkill: amzn1.ask.skill.xx-xx-xx
  - eventBridge: { pattern: { source: [orders] } }
  - iot: { sql: "SELECT * FROM 'orders'" }
`,
  );
});

test('streams of tables and of Kinesis, with destinations', () => {
  checkFunction(
    `
events:
  - stream: { type: dynamodb, arn: !GetAtt Table.StreamArn, destinations: { onFailure: 'arn:aws:sns:us-east-1:123456789012:failed' } }
  - stream: { type: kinesis, arn: !GetAtt Stream.Arn, destinations: { onFailure: { type: sqs, arn: !GetAtt Queue.Arn } } }
  - stream: arn:aws:kinesis:us-east-1:123456789012:stream/plain
`,
    {
      actions: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'],
      resources: '${Table.StreamArn}',
      from: 'framework stream',
    },
    {
      actions: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListStreams'],
      resources: ['${Stream.Arn}', 'arn:aws:kinesis:us-east-1:123456789012:stream/plain'],
      from: 'framework stream',
    },
    { actions: 'sns:Publish', resources: 'arn:aws:sns:us-east-1:123456789012:failed', from: 'framework stream' },
    { actions: ['sqs:ListQueues', 'sqs:SendMessage'], resources: '${Queue.Arn}', from: 'framework stream' },
  );
});

test('consumers of streams', () => {
  checkFunction(
    `
events:
  - stream: { type: kinesis, arn: !GetAtt OrderStream.Arn, consumer: true }
  - stream: { arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s', consumer: 'arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1' }
`,
    {
      actions: ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
      resources: ['${OrderStream.Arn}', 'arn:aws:kinesis:us-east-1:123456789012:stream/s'],
      from: 'framework stream',
    },
    {
      actions: 'kinesis:SubscribeToShard',
      resources: ['${HelloOrderStreamConsumerStreamConsumer}', 'arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1'],
      from: 'framework stream',
    },
  );
});

test('queues', () => {
  checkFunction(
    `
events:
  - sqs: arn:aws:sqs:us-east-1:123456789012:a
  - sqs: { arn: !GetAtt Queue.Arn, batchSize: 1 }
  - sqs: { arn: { 'Fn::ImportValue': QueueArn } }
`,
    {
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: ['arn:aws:sqs:us-east-1:123456789012:a', '${Queue.Arn}', '${?}'],
      from: 'framework sqs',
    },
  );
});

test('brokers', () => {
  checkFunction(
    `
events:
  - activemq: { arn: 'arn:aws:mq:us-east-1:123456789012:broker:a:b-1', basicAuthArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a', queue: a }
  - rabbitmq: { arn: 'arn:aws:mq:us-east-1:123456789012:broker:r:b-2', basicAuthArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:r', queue: r }
`,
    {
      actions: 'secretsmanager:GetSecretValue',
      resources: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a',
      from: 'framework activemq',
    },
    { actions: 'mq:DescribeBroker', resources: 'arn:aws:mq:us-east-1:123456789012:broker:a:b-1', from: 'framework activemq' },
    { ...network, from: 'framework activemq' },
    {
      actions: 'secretsmanager:GetSecretValue',
      resources: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:r',
      from: 'framework rabbitmq',
    },
    { actions: 'mq:DescribeBroker', resources: 'arn:aws:mq:us-east-1:123456789012:broker:r:b-2', from: 'framework rabbitmq' },
    { ...network, from: 'framework rabbitmq' },
  );
});

test('clusters of Kafka, managed and self-managed', () => {
  checkFunction(
    `
events:
  - msk: { arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/c/1', topic: t }
  - kafka:
      topic: k
      bootstrapServers: ['a:9092']
      accessConfigurations:
        vpcSubnet: [subnet-1]
        vpcSecurityGroup: [sg-1]
        saslScram512Auth: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:k']
`,
    {
      actions: 'secretsmanager:GetSecretValue',
      resources: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:k',
      from: 'framework kafka',
    },
    { ...network, from: 'framework kafka' },
    {
      actions: ['kafka:DescribeCluster', 'kafka:GetBootstrapBrokers'],
      resources: 'arn:aws:kafka:us-east-1:123456789012:cluster/c/1',
      from: 'framework msk',
    },
    { ...network, from: 'framework msk' },
  );
});

test('Kafka outside a network', () => {
  checkFunction(
    `
events:
  - kafka:
      topic: k
      bootstrapServers: ['a:9092']
      accessConfigurations: { saslPlainAuth: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:k'] }
`,
    {
      actions: 'secretsmanager:GetSecretValue',
      resources: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:k',
      from: 'framework kafka',
    },
  );
});

test('websockets, once for all functions', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  open: { handler: h.open, events: [{ websocket: $connect }] }
  close: { handler: h.close, events: [{ websocket: { route: $disconnect } }] }
`,
    {
      ...sharing('Open', 'Close'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          {
            actions: 'execute-api:ManageConnections',
            resources: 'arn:${AWS::Partition}:execute-api:*:*:*/@connections/*',
            from: 'framework websocket',
          },
        ],
      },
    },
  );
});

test('schedules of EventBridge Scheduler, and a function at the edge: others may assume the role too', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hourly: { handler: h.hourly, events: [{ schedule: { method: scheduler, rate: ['rate(1 hour)'] } }] }
  edge: { handler: h.edge, events: [{ cloudFront: { eventType: viewer-response, origin: 's3://bucket.s3.amazonaws.com/files' } }] }
`,
    {
      ...sharing('Hourly', 'Edge'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          {
            actions: 'lambda:InvokeFunction',
            resources: [
              'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:orders-dev-hourly',
              'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:orders-dev-hourly:*',
            ],
            from: 'framework schedule',
          },
          {
            actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:TagResource'],
            resources: 'arn:${AWS::Partition}:logs:*:*:*',
            from: 'framework cloudFront',
          },
        ],
        trust: [
          {
            actions: 'sts:AssumeRole',
            principal: { Service: ['lambda.amazonaws.com', 'scheduler.amazonaws.com', 'edgelambda.amazonaws.com'] },
          },
        ],
      },
    },
  );
});

test('tracing, a key, a file system and a topic for what failed', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello:
    handler: h.hello
    tracing: PassThrough
    kmsKeyArn: arn:aws:kms:us-east-1:123456789012:key/k
    onError: arn:aws:sns:us-east-1:123456789012:failed
    vpc: { securityGroupIds: [sg-1], subnetIds: [subnet-1] }
    fileSystemConfig: { arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0a1b2c3d4e5f67890', localMountPath: /mnt/files }
  again: { handler: h.again, tracing: true, kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/k', onError: !Ref Failed }
`,
    {
      ...sharing('Hello', 'Again'),
      IamRoleLambdaExecution: {
        statements: [
          ...common,
          { actions: 'sns:Publish', resources: 'arn:aws:sns:us-east-1:123456789012:failed', from: 'framework onError' },
          { actions: 'kms:Decrypt', resources: 'arn:aws:kms:us-east-1:123456789012:key/k', from: 'framework kmsKeyArn' },
          { actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: '*', from: 'framework tracing' },
          {
            actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
            resources: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0a1b2c3d4e5f67890',
            from: 'framework fileSystemConfig',
          },
        ],
        managed: 'AWSLambdaVPCAccessExecutionRole',
      },
    },
  );
});

test('destinations: a function of the service, an ARN, a type with a reference', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello: { handler: h.hello, destinations: { onSuccess: bye, onFailure: 'arn:aws:sqs:us-east-1:123456789012:failed' } }
  bye: { handler: h.bye, name: farewell, destinations: { onSuccess: { type: eventBus, arn: !GetAtt Bus.Arn }, onFailure: 'arn:aws:sqs:us-east-1:123456789012:failed' } }
resources: { Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: bus } } } }
`,
    {
      ...sharing('Hello', 'Bye'),
      IamRoleLambdaExecution: {
        statements: [
          ...sharedLogs('/aws/lambda/farewell', '/aws/lambda/orders-dev*'),
          {
            actions: 'lambda:InvokeFunction',
            resources: 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:farewell',
            from: 'framework destinations',
          },
          { actions: 'sqs:SendMessage', resources: 'arn:aws:sqs:us-east-1:123456789012:failed', from: 'framework destinations' },
          { actions: 'events:PutEvents', resources: '${Bus.Arn}', from: 'framework destinations' },
        ],
      },
    },
  );
});

test('buckets and user pools that exist, and logs of an API: a role for custom resources', () => {
  const permission = { actions: ['lambda:AddPermission', 'lambda:RemovePermission'], from: 'framework custom resources' };
  const functions = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:*';
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  logs: { restApi: true }
functions:
  hello:
    handler: h.hello
    events:
      - s3: { bucket: uploads, existing: true }
      - s3: { bucket: uploads, existing: true, event: 's3:ObjectRemoved:*' }
      - cognitoUserPool: { pool: users, trigger: PreSignUp, existing: true }
      - http: { path: orders, method: get }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: { statements: common },
      IamRoleCustomResourcesLambdaExecution: {
        statements: [
          {
            actions: ['s3:PutBucketNotification', 's3:GetBucketNotification'],
            resources: 'arn:${AWS::Partition}:s3:::uploads',
            from: permission.from,
          },
          { ...permission, resources: functions },
          {
            actions: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:ListAttachedRolePolicies', 'iam:PassRole'],
            resources: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*',
            from: permission.from,
          },
          {
            actions: ['apigateway:GET', 'apigateway:PATCH'],
            resources: 'arn:${AWS::Partition}:apigateway:*::/account',
            from: permission.from,
          },
          {
            actions: ['cognito-idp:ListUserPools', 'cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'],
            resources: '*',
            from: permission.from,
          },
          { ...permission, resources: 'arn:${AWS::Partition}:lambda:*:*:function:orders-dev-hello' },
          { actions: 'iam:PassRole', resources: 'arn:${AWS::Partition}:iam::*:role/*', from: permission.from },
        ],
        trust: [{ actions: 'sts:AssumeRole', principal: { Service: 'lambda.amazonaws.com' } }],
      },
    },
  );
});

test('rules of EventBridge that CloudFormation does not make', () => {
  const from = 'framework custom resources';
  checkService(
    `
service: orders
provider:
  name: aws
  runtime: nodejs18.x
  eventBridge: { useCloudFormation: false }
functions:
  hello: { handler: h.hello, events: [{ eventBridge: { eventBus: orders, pattern: { source: [orders] } } }] }
`,
    {
      ...sharing('Hello'),
      IamRoleLambdaExecution: { statements: common },
      IamRoleCustomResourcesLambdaExecution: {
        statements: [
          {
            actions: ['events:CreateEventBus', 'events:DeleteEventBus'],
            resources: 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/*',
            from,
          },
          {
            actions: ['events:PutRule', 'events:RemoveTargets', 'events:PutTargets', 'events:DeleteRule'],
            resources: 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*',
            from,
          },
          {
            actions: ['lambda:AddPermission', 'lambda:RemovePermission'],
            resources: 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:*',
            from,
          },
        ],
      },
    },
  );
});

test('a role for deployments takes the place of the one for custom resources', () => {
  checkService(
    `
service: orders
provider: { name: aws, runtime: nodejs18.x, iam: { deploymentRole: 'arn:aws:iam::123456789012:role/deploy' } }
functions:
  hello: { handler: h.hello, events: [{ s3: { bucket: uploads, existing: true } }] }
`,
    { ...sharing('Hello'), IamRoleLambdaExecution: { statements: common } },
  );
});
