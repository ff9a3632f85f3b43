/**
 * What SAM's connectors join: source type → destination type → permissions. Source: aws/serverless-application-model 1.110.0,
 * `samtranslator/model/connector_profiles/profiles.json`, Apache-2.0, 2026-09; compared by `npm run test:reference`.
 */
export const connectorPairs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': ['Read'],
  },
  'AWS::Events::Rule': {
    'AWS::SNS::Topic': ['Write'],
    'AWS::Events::EventBus': ['Write'],
    'AWS::StepFunctions::StateMachine': ['Write'],
    'AWS::Lambda::Function': ['Write'],
    'AWS::SQS::Queue': ['Write'],
  },
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': ['Write'],
    'AWS::S3::Bucket': ['Read', 'Write'],
    'AWS::DynamoDB::Table': ['Read', 'Write'],
    'AWS::SQS::Queue': ['Read', 'Write'],
    'AWS::SNS::Topic': ['Write'],
    'AWS::StepFunctions::StateMachine': ['Read', 'Write'],
    'AWS::Events::EventBus': ['Write'],
    'AWS::Location::PlaceIndex': ['Read'],
  },
  'AWS::ApiGatewayV2::Api': {
    'AWS::Lambda::Function': ['Write'],
  },
  'AWS::ApiGateway::RestApi': {
    'AWS::Lambda::Function': ['Write'],
  },
  'AWS::SNS::Topic': {
    'AWS::SQS::Queue': ['Write'],
    'AWS::Lambda::Function': ['Write'],
  },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': ['Read', 'Write'],
  },
  'AWS::S3::Bucket': {
    'AWS::Lambda::Function': ['Write'],
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': ['Write'],
    'AWS::SNS::Topic': ['Write'],
    'AWS::SQS::Queue': ['Write'],
    'AWS::S3::Bucket': ['Read', 'Write'],
    'AWS::DynamoDB::Table': ['Read', 'Write'],
    'AWS::StepFunctions::StateMachine': ['Read', 'Write'],
    'AWS::Events::EventBus': ['Write'],
  },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': ['Read', 'Write'],
    'AWS::Lambda::Function': ['Write'],
    'AWS::Events::EventBus': ['Write'],
  },
  'AWS::AppSync::GraphQLApi': {
    'AWS::Lambda::Function': ['Write'],
  },
};

/** The permissions that a connector between two CloudFormation types has; `undefined` where there is no connector. */
export function connectorPermissions(source: string, destination: string): readonly string[] | undefined {
  return PAIRS.get(source)?.get(destination);
}

/** The CloudFormation type that a connector takes a SAM type for. */
export function connectedType(type: string): string {
  return GENERATED.get(type) ?? type;
}

const PAIRS: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(connectorPairs).map(([source, destinations]) => [source, new Map(Object.entries(destinations))]),
);

const GENERATED: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'AWS::Lambda::Function'],
  ['AWS::Serverless::Api', 'AWS::ApiGateway::RestApi'],
  ['AWS::Serverless::HttpApi', 'AWS::ApiGatewayV2::Api'],
  ['AWS::Serverless::SimpleTable', 'AWS::DynamoDB::Table'],
  ['AWS::Serverless::StateMachine', 'AWS::StepFunctions::StateMachine'],
  ['AWS::Serverless::GraphQLApi', 'AWS::AppSync::GraphQLApi'],
]);
