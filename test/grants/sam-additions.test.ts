import { describe, expect, test } from 'vitest';
import type { ExpectedPrincipal, ExpectedStatement } from '../support/check-principals.ts';
import { checkPrincipals, findPrincipals } from '../support/check-principals.ts';
import { samFunction } from '../support/sam-template.ts';

const logs = 'AWSLambdaBasicExecutionRole';
const sections = `
Conditions:
  Prod: !Equals [!Ref AWS::Region, eu-west-1]
Parameters:
  Mode: { Type: String, Default: Active }
  On: { Type: String, AllowedValues: [Active, PassThrough] }`;
const resources = 'Queue: { Type: AWS::SQS::Queue }\nTopic: { Type: AWS::SNS::Topic }\nBucket: { Type: AWS::S3::Bucket }';

interface Case {
  readonly title: string;
  readonly properties: string;
  /** Beside the policy for logs. */
  readonly managed?: readonly string[];
  readonly role?: Omit<ExpectedPrincipal, 'managed'>;
}

function check({ properties, managed = [], role = {} }: Case): void {
  checkPrincipals(samFunction(properties, resources, sections), { FnRole: { ...role, managed: [logs, ...managed] } });
}

function added(
  what: string,
  actions: string | readonly string[],
  target: string | readonly string[],
  when: readonly string[] = [],
): ExpectedStatement {
  return { actions, resources: target, from: `framework ${what}`, when };
}

describe('properties', () => {
  const xray = 'AWSXrayWriteOnlyAccess';
  const network = 'AWSLambdaVPCAccessExecutionRole';
  const cases: readonly Case[] = [
    { title: 'Tracing Active', properties: 'Tracing: Active', managed: [xray] },
    { title: 'Tracing PassThrough', properties: 'Tracing: PassThrough', managed: [xray] },
    { title: 'Tracing Disabled', properties: 'Tracing: Disabled' },
    { title: 'Tracing under Fn::If is on, whatever it yields', properties: 'Tracing: !If [Prod, Active, Disabled]', managed: [xray] },
    {
      title: 'Tracing by a parameter',
      properties: 'Tracing: !Ref Mode',
      role: { unknown: 'AWSXrayWriteOnlyAccess, unless the parameter Mode is Disabled' },
    },
    { title: 'Tracing by a parameter that is never Disabled', properties: 'Tracing: !Ref On', managed: [xray] },
    { title: 'VpcConfig', properties: 'VpcConfig: { SubnetIds: [a], SecurityGroupIds: [b] }', managed: [network] },
    { title: 'VpcConfig under Fn::If', properties: 'VpcConfig: !If [Prod, { SubnetIds: [a] }, !Ref AWS::NoValue]', managed: [network] },
    { title: 'an empty VpcConfig', properties: 'VpcConfig: {}' },
    { title: 'both in the order of SAM', properties: 'VpcConfig: { SubnetIds: [a] }\nTracing: Active', managed: [xray, network] },
    {
      title: 'a dead-letter queue and a dead-letter topic',
      properties: 'DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Queue.Arn }',
      role: { statements: [added('DeadLetterQueue', 'sqs:SendMessage', '${Queue.Arn}')] },
    },
    {
      title: 'a dead-letter topic',
      properties: 'DeadLetterQueue: { Type: SNS, TargetArn: !Ref Topic }',
      role: { statements: [added('DeadLetterQueue', 'sns:Publish', '${Topic}')] },
    },
    {
      title: 'a dead-letter queue without its type',
      properties: 'DeadLetterQueue: { TargetArn: !GetAtt Queue.Arn }',
      role: { unknown: 'SAM rejects DeadLetterQueue without its Type (SQS or SNS) and TargetArn' },
    },
    {
      title: 'a function URL, a layer, an alias and concurrency need nothing',
      properties: 'FunctionUrlConfig: { AuthType: NONE }\nLayers: [arn]\nAutoPublishAlias: live',
    },
  ];
  test.each(cases)('$title', check);
});

test('a managed policy says what SAM attaches it for, and stands where that is written', () => {
  const text = samFunction('Tracing: Active\nVpcConfig: { SubnetIds: [a] }\nEvents:\n  Q: { Type: SQS, Properties: { Queue: q } }');
  const role = findPrincipals(text).find(({ logicalId }) => logicalId === 'FnRole');
  const lineOf = (start: number): string =>
    text
      .slice(text.lastIndexOf('\n', start) + 1)
      .split(/[\n:]/)[0]
      ?.trim() ?? '';
  const unit = text.indexOf('  Fn:') + 2;
  const shown = role?.policies.map(({ origin }) => [origin.addedFor, lineOf(unit + origin.range.start)]);
  expect(shown).toEqual([
    ['logs', 'Fn'],
    ['Tracing', 'Tracing'],
    ['VpcConfig', 'VpcConfig'],
    ['Events.Q', 'Q'],
  ]);
});

describe('destinations of asynchronous calls', () => {
  const config = (success: string, failure = ''): string =>
    `EventInvokeConfig:\n  MaximumRetryAttempts: 1\n  DestinationConfig:\n    OnSuccess: ${success}\n${failure === '' ? '' : `    OnFailure: ${failure}`}`;
  const cases: readonly Case[] = [
    {
      title: 'a queue and a topic',
      properties: config('{ Type: SQS, Destination: !GetAtt Queue.Arn }', '{ Type: SNS, Destination: !Ref Topic }'),
      role: {
        statements: [
          added('EventInvokeConfig.OnSuccess', 'sqs:SendMessage', '${Queue.Arn}'),
          added('EventInvokeConfig.OnFailure', 'sns:publish', '${Topic}'),
        ],
      },
    },
    {
      title: 'a bus and a function',
      properties: config('{ Type: EventBridge, Destination: bus }', '{ Type: Lambda, Destination: other }'),
      role: {
        statements: [
          added('EventInvokeConfig.OnSuccess', 'events:PutEvents', 'bus'),
          added('EventInvokeConfig.OnFailure', 'lambda:InvokeFunction', 'other'),
        ],
      },
    },
    {
      title: 'a bucket',
      properties: config('{ Type: S3Bucket, Destination: !GetAtt Bucket.Arn }'),
      role: {
        statements: [
          added('EventInvokeConfig.OnSuccess', 's3:PutObject', '${Bucket.Arn}/*'),
          added('EventInvokeConfig.OnSuccess', 's3:ListBucket', '${Bucket.Arn}'),
        ],
      },
    },
    {
      title: 'a queue and a topic that SAM makes',
      properties: config('{ Type: SQS }', '{ Type: SNS }'),
      role: {
        statements: [
          added('EventInvokeConfig.OnSuccess', 'sqs:SendMessage', '${FnEventInvokeConfigOnSuccessQueue.Arn}'),
          added('EventInvokeConfig.OnFailure', 'sns:publish', '${FnEventInvokeConfigOnFailureTopic}'),
        ],
      },
    },
    {
      title: 'a queue that SAM makes in one branch',
      properties: config('{ Type: SQS, Destination: !If [Prod, !GetAtt Queue.Arn, !Ref AWS::NoValue] }'),
      role: {
        statements: [
          added('EventInvokeConfig.OnSuccess', 'sqs:SendMessage', [
            '${Queue.Arn} [Prod]',
            '${FnEventInvokeConfigOnSuccessQueue.Arn} [!Prod]',
          ]),
        ],
      },
    },
    {
      title: 'a bucket in each branch',
      properties: config('{ Type: S3Bucket, Destination: !If [Prod, a, b] }'),
      role: {
        statements: ['a', 'b'].flatMap((name) => {
          const when = [name === 'a' ? 'Prod' : '!Prod'];
          return [
            added('EventInvokeConfig.OnSuccess', 's3:PutObject', `${name}/*`, when),
            added('EventInvokeConfig.OnSuccess', 's3:ListBucket', name, when),
          ];
        }),
      },
    },
    {
      title: 'without a type, and one that is none',
      properties: config('{ Destination: a }', '{ Type: Kinesis, Destination: b }'),
      role: {
        unknown: [
          'SAM rejects EventInvokeConfig.OnSuccess without its Type and Destination',
          'SAM rejects EventInvokeConfig.OnFailure of Type Kinesis',
        ],
      },
    },
    { title: 'retries alone', properties: 'EventInvokeConfig: { MaximumRetryAttempts: 1 }' },
  ];
  test.each(cases)('$title', check);
});

describe('polled events', () => {
  const network = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeVpcs',
    'ec2:DescribeSubnets',
    'ec2:DescribeSecurityGroups',
  ];
  const event = (type: string, properties: string): string =>
    `Events:\n  Poll:\n    Type: ${type}\n    Properties:\n${properties.replaceAll(/^/gm, '      ')}`;
  const secret = (uri = 'secret', what = 'Events.Poll'): ExpectedStatement => added(what, 'secretsmanager:GetSecretValue', uri);
  const decrypt = added('Events.Poll', 'kms:Decrypt', 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1234');
  const cases: readonly Case[] = [
    { title: 'a queue', properties: event('SQS', 'Queue: !GetAtt Queue.Arn'), managed: ['AWSLambdaSQSQueueExecutionRole'] },
    {
      title: 'a stream of Kinesis',
      properties: event('Kinesis', 'Stream: s\nStartingPosition: LATEST'),
      managed: ['AWSLambdaKinesisExecutionRole'],
    },
    {
      title: 'a stream of DynamoDB',
      properties: event('DynamoDB', 'Stream: s\nStartingPosition: LATEST'),
      managed: ['AWSLambdaDynamoDBExecutionRole'],
    },
    {
      title: 'a topic through a queue of SAM',
      properties: event('SNS', 'Topic: t\nSqsSubscription: true'),
      managed: ['AWSLambdaSQSQueueExecutionRole'],
    },
    {
      title: 'a topic through a queue of its own',
      properties: event('SNS', 'Topic: t\nSqsSubscription: { QueueArn: q, QueueUrl: u }'),
      managed: ['AWSLambdaSQSQueueExecutionRole'],
    },
    {
      title: 'what is pushed needs nothing',
      properties: `Events:
  A: { Type: Api, Properties: { Path: /, Method: get } }
  B: { Type: S3, Properties: { Bucket: !Ref Bucket, Events: 's3:ObjectCreated:*' } }
  C: { Type: SNS, Properties: { Topic: t } }
  D: { Type: Schedule, Properties: { Schedule: rate(1 day), DeadLetterConfig: { Arn: q } } }
  E: { Type: EventBridgeRule, Properties: { Pattern: { source: [a] } } }
  F: { Type: HttpApi }`,
    },
    {
      title: 'two queues and a failure that goes to a queue, one to a topic, one to a bucket, one nowhere',
      properties: `Events:
  A: { Type: SQS, Properties: { Queue: a } }
  B: { Type: SQS, Properties: { Queue: b } }
  C: { Type: Kinesis, Properties: { Stream: s, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Type: SQS, Destination: q } } } }
  D: { Type: Kinesis, Properties: { Stream: s, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Type: SNS, Destination: t } } } }
  E: { Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Type: S3, Destination: !GetAtt Bucket.Arn } } } }
  F: { Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Destination: q } } } }
  G: { Type: DynamoDB, Properties: { Stream: s, StartingPosition: LATEST, DestinationConfig: { OnFailure: { Type: SQS, Destination: q } } } }`,
      managed: ['AWSLambdaSQSQueueExecutionRole', 'AWSLambdaKinesisExecutionRole', 'AWSLambdaDynamoDBExecutionRole'],
      role: {
        statements: [
          added('Events.C.OnFailure', 'sqs:SendMessage', 'q'),
          added('Events.D.OnFailure', 'sns:publish', 't'),
          added('Events.E.OnFailure', 's3:PutObject', '${Bucket.Arn}/*'),
          added('Events.E.OnFailure', 's3:ListBucket', '${Bucket.Arn}'),
        ],
      },
    },
    {
      title: 'Kafka of AWS with a certificate',
      properties: event(
        'MSK',
        'Stream: s\nStartingPosition: LATEST\nTopics: [t]\nSourceAccessConfigurations:\n  - { Type: CLIENT_CERTIFICATE_TLS_AUTH, URI: secret }',
      ),
      managed: ['AWSLambdaMSKExecutionRole'],
      role: { statements: [secret()] },
    },
    {
      title: 'Kafka of AWS with a schema registry',
      properties: event(
        'MSK',
        'Stream: s\nStartingPosition: LATEST\nSchemaRegistryConfig:\n  SchemaRegistryURI: arn:aws:glue:us-east-1:123456789012:registry/events\n  EventRecordFormat: JSON\n  SchemaValidationConfigs: []\n  AccessConfigs: [{ Type: BASIC_AUTH, URI: registry-secret }]',
      ),
      managed: ['AWSLambdaMSKExecutionRole'],
      role: {
        statements: [
          secret('registry-secret'),
          added('Events.Poll', 'glue:GetRegistry', 'arn:aws:glue:us-east-1:123456789012:registry/events'),
          added('Events.Poll', 'glue:GetSchemaVersion', 'arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/events/*'),
        ],
      },
    },
    {
      title: 'Kafka of ones own, in a network, with a key',
      properties: event(
        'SelfManagedKafka',
        'Topics: [t]\nKafkaBootstrapServers: [a]\nSecretsManagerKmsKeyId: 1234\nSourceAccessConfigurations:\n  - { Type: SASL_SCRAM_512_AUTH, URI: secret }\n  - { Type: VPC_SUBNET, URI: subnet }\n  - { Type: VPC_SECURITY_GROUP, URI: group }',
      ),
      role: { statements: [secret(), added('Events.Poll', network, '*'), decrypt] },
    },
    {
      title: 'Kafka of ones own with a certificate of the server: SAM names the first secret twice',
      properties: event(
        'SelfManagedKafka',
        'Topics: [t]\nKafkaBootstrapServers: [a]\nSourceAccessConfigurations:\n  - { Type: BASIC_AUTH, URI: secret }\n  - { Type: SERVER_ROOT_CA_CERTIFICATE, URI: certificate }',
      ),
      role: { statements: [secret(), secret()] },
    },
    {
      title: 'a broker of MQ',
      properties: event(
        'MQ',
        'Broker: broker\nQueues: [q]\nSecretsManagerKmsKeyId: 1234\nSourceAccessConfigurations:\n  - { Type: BASIC_AUTH, URI: secret }',
      ),
      role: { statements: [secret(), added('Events.Poll', 'mq:DescribeBroker', 'broker'), decrypt] },
    },
    {
      title: 'two equal brokers are one policy',
      properties: `Events:
  A: { Type: MQ, Properties: { Broker: b, Queues: [q], SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: secret }] } }
  B: { Type: MQ, Properties: { Broker: b, Queues: [r], SourceAccessConfigurations: [{ Type: BASIC_AUTH, URI: secret }] } }`,
      role: { statements: [secret('secret', 'Events.A'), added('Events.A', 'mq:DescribeBroker', 'b')] },
    },
    {
      title: 'a broker without a secret',
      properties: event('MQ', 'Broker: broker\nQueues: [q]'),
      role: { unknown: 'SAM rejects the event Poll: it names no secret for BASIC_AUTH' },
    },
    {
      title: 'a cluster of DocumentDB',
      properties: event(
        'DocumentDB',
        'Cluster: cluster\nDatabaseName: d\nSecretsManagerKmsKeyId: !Ref Mode\nSourceAccessConfigurations:\n  - { Type: BASIC_AUTH, URI: secret }',
      ),
      role: {
        statements: [
          secret(),
          added(
            'Events.Poll',
            'rds:DescribeDBClusterParameters',
            'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*',
          ),
          added('Events.Poll', 'rds:DescribeDBSubnetGroups', 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*'),
          added('Events.Poll', 'rds:DescribeDBClusters', 'cluster'),
          added('Events.Poll', network, '*'),
          added('Events.Poll', 'kms:Decrypt', 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Mode}'),
        ],
      },
    },
  ];
  test.each(cases)('$title', check);
});
