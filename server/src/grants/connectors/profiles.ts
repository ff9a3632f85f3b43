/**
 * What SAM's connectors grant: source type → destination type → what is made, by permission. Source: aws/serverless-application-model 1.110.0,
 * `samtranslator/model/connector_profiles/profiles.json`, Apache-2.0, 2026-09; compared by `npm run test:reference`.
 */
export interface ConnectorProfile {
  /** A policy of the source's role or of the destination's, or one that stands on the destination. */
  readonly makes: 'source-role' | 'destination-role' | 'lambda-permission' | 'queue-policy' | 'topic-policy';
  /** What each permission grants, in the order in which both are written. */
  readonly grants: Readonly<Record<string, readonly ConnectorStatement[]>>;
  /** The sets of permissions that may be asked for, where not every one may. */
  readonly sets?: readonly (readonly string[])[];
}

export interface ConnectorStatement {
  readonly actions: readonly string[];
  /** In `Fn::Sub` notation with `SourceArn`, `DestinationArn`, `DestinationName`, `SourceResourceId` and `SourceQualifier`. */
  readonly resources: readonly string[];
  /** Of what stands on the destination: the service that may, and the ARN it must act for. */
  readonly service?: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

const DESTINATION = ['${DestinationArn}'];
const BUCKET = [...DESTINATION, '${DestinationArn}/*'];
const TABLE = [...DESTINATION, '${DestinationArn}/index/*'];
const EXECUTIONS = ['arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${DestinationName}:*'];
const MANAGED_RULE = [
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
];
const API_CALLS = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${SourceResourceId}/${SourceQualifier}';
const GRAPH_API = 'arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/${SourceResourceId}';

const readBucket = allow(
  's3',
  'GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts',
  BUCKET,
);
const writeBucket = allow(
  's3',
  'AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject',
  BUCKET,
);
const readTable = allow('dynamodb', 'GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect', TABLE);
const writeTable = allow('dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate', TABLE);

const accessBucket = ofSource({ Read: [readBucket], Write: [writeBucket] });
const accessTable = ofSource({ Read: [readTable], Write: [writeTable] });
const invoke = ofSource({ Write: [allow('lambda', 'InvokeAsync InvokeFunction', DESTINATION)] });
const publish = ofSource({ Write: [allow('sns', 'Publish', DESTINATION)] });
const putEvents = ofSource({ Write: [allow('events', 'PutEvents', DESTINATION)] });

/** Every pair of types that a connector joins. */
export const connectorProfiles: Readonly<Record<string, Readonly<Record<string, ConnectorProfile>>>> = {
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': ofDestination({
      Read: [allow('dynamodb', 'DescribeStream GetRecords GetShardIterator ListStreams', ['${SourceArn}/stream/*'])],
    }),
  },
  'AWS::Events::Rule': {
    'AWS::SNS::Topic': onDestination('topic-policy', 'sns:Publish', 'events.amazonaws.com', '${SourceArn}'),
    'AWS::Events::EventBus': putEvents,
    'AWS::StepFunctions::StateMachine': ofSource({ Write: [allow('states', 'StartExecution', DESTINATION)] }),
    'AWS::Lambda::Function': onDestination('lambda-permission', 'lambda:InvokeFunction', 'events.amazonaws.com', '${SourceArn}'),
    'AWS::SQS::Queue': onDestination('queue-policy', 'sqs:SendMessage', 'events.amazonaws.com', '${SourceArn}'),
  },
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': invoke,
    'AWS::S3::Bucket': accessBucket,
    'AWS::DynamoDB::Table': accessTable,
    'AWS::SQS::Queue': ofSource({
      Read: [allow('sqs', 'ReceiveMessage GetQueueAttributes', DESTINATION)],
      Write: [allow('sqs', 'DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue', DESTINATION)],
    }),
    'AWS::SNS::Topic': publish,
    'AWS::StepFunctions::StateMachine': ofSource({
      Write: [allow('states', 'StartExecution StartSyncExecution', DESTINATION), allow('states', 'StopExecution', EXECUTIONS)],
      Read: [
        allow('states', 'DescribeStateMachine ListExecutions', DESTINATION),
        allow('states', 'DescribeExecution DescribeStateMachineForExecution GetExecutionHistory', EXECUTIONS),
      ],
    }),
    'AWS::Events::EventBus': putEvents,
    'AWS::Location::PlaceIndex': ofSource({
      Read: [
        allow(
          'geo',
          'DescribePlaceIndex GetPlace SearchPlaceIndexForPosition SearchPlaceIndexForSuggestions SearchPlaceIndexForText',
          DESTINATION,
        ),
      ],
    }),
  },
  'AWS::ApiGatewayV2::Api': {
    'AWS::Lambda::Function': onDestination('lambda-permission', 'lambda:InvokeFunction', 'apigateway.amazonaws.com', API_CALLS),
  },
  'AWS::ApiGateway::RestApi': {
    'AWS::Lambda::Function': onDestination('lambda-permission', 'lambda:InvokeFunction', 'apigateway.amazonaws.com', API_CALLS),
  },
  'AWS::SNS::Topic': {
    'AWS::SQS::Queue': onDestination('queue-policy', 'sqs:SendMessage', 'sns.amazonaws.com', '${SourceArn}'),
    'AWS::Lambda::Function': onDestination('lambda-permission', 'lambda:InvokeFunction', 'sns.amazonaws.com', '${SourceArn}'),
  },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': {
      ...ofDestination({
        Write: [allow('sqs', 'DeleteMessage', ['${SourceArn}'])],
        Read: [allow('sqs', 'ReceiveMessage GetQueueAttributes', ['${SourceArn}'])],
      }),
      sets: [['Read', 'Write']],
    },
  },
  'AWS::S3::Bucket': {
    'AWS::Lambda::Function': onDestination(
      'lambda-permission',
      'lambda:InvokeFunction',
      's3.amazonaws.com',
      '${SourceArn}',
      '${AWS::AccountId}',
    ),
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': invoke,
    'AWS::SNS::Topic': publish,
    'AWS::SQS::Queue': ofSource({ Write: [allow('sqs', 'SendMessage', DESTINATION)] }),
    'AWS::S3::Bucket': accessBucket,
    'AWS::DynamoDB::Table': accessTable,
    'AWS::StepFunctions::StateMachine': {
      ...ofSource({
        Read: [allow('states', 'DescribeExecution', EXECUTIONS), allow('events', 'DescribeRule', MANAGED_RULE)],
        Write: [
          allow('states', 'StartExecution', DESTINATION),
          allow('states', 'StopExecution', EXECUTIONS),
          allow('events', 'PutTargets PutRule', MANAGED_RULE),
        ],
      }),
      sets: [['Read'], ['Read', 'Write']],
    },
    'AWS::Events::EventBus': putEvents,
  },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': accessTable,
    'AWS::Lambda::Function': ofSource({
      Write: [allow('lambda', 'InvokeAsync InvokeFunction', [...DESTINATION, '${DestinationArn}:*'])],
    }),
    'AWS::Events::EventBus': putEvents,
  },
  'AWS::AppSync::GraphQLApi': {
    'AWS::Lambda::Function': onDestination('lambda-permission', 'lambda:InvokeFunction', 'appsync.amazonaws.com', GRAPH_API),
  },
};

/** The connector between two CloudFormation types; `undefined` where there is none. */
export function findConnectorProfile(source: string, destination: string): ConnectorProfile | undefined {
  return PROFILES.get(source)?.get(destination);
}

/** The CloudFormation type that a connector takes a SAM type for. */
export function connectedType(type: string): string {
  return GENERATED.get(type) ?? type;
}

const PROFILES: ReadonlyMap<string, ReadonlyMap<string, ConnectorProfile>> = new Map(
  Object.entries(connectorProfiles).map(([source, destinations]) => [source, new Map(Object.entries(destinations))]),
);

const GENERATED: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'AWS::Lambda::Function'],
  ['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'],
  ['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'],
  ['AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table'],
  ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'],
  ['AWS::Serverless::GraphQLApi', 'AWS::AppSync::GraphQLApi'],
]);

function allow(service: string, names: string, resources: readonly string[]): ConnectorStatement {
  return { actions: names.split(' ').map((name) => `${service}:${name}`), resources };
}

function ofSource(grants: ConnectorProfile['grants']): ConnectorProfile {
  return { makes: 'source-role', grants };
}

function ofDestination(grants: ConnectorProfile['grants']): ConnectorProfile {
  return { makes: 'destination-role', grants };
}

function onDestination(
  makes: 'lambda-permission' | 'queue-policy' | 'topic-policy',
  action: string,
  service: string,
  sourceArn: string,
  sourceAccount?: string,
): ConnectorProfile {
  const statement = { actions: [action], resources: DESTINATION, service, sourceArn };
  return { makes, grants: { Write: [sourceAccount === undefined ? statement : { ...statement, sourceAccount }] } };
}
