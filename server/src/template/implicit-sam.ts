import type { Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { findIntrinsic } from './intrinsic.ts';
import { entries } from './sections.ts';
import type { Resource } from './template.ts';

/**
 * What SAM makes of one of its own resources: roles, aliases and versions, stages, and what events bring. Names are those of the AWS SAM
 * Developer Guide, "Generated CloudFormation resources", and of aws/serverless-application-model 1.110.0. `globals`: what `Globals` says of functions.
 */
export function impliedBySam({ logicalId, type, properties }: Resource, globals: readonly (Node | undefined)[]): readonly Resource[] {
  const found: Resource[] = [];
  const add: Add = (id, made) => found.push({ logicalId: id, type: made });
  if (type === 'AWS::Serverless::Function') addFunction(add, logicalId, properties, globals);
  else if (type === 'AWS::Serverless::StateMachine') addStateMachine(add, logicalId, properties);
  else if (type === 'AWS::Serverless::Api') addApi(add, logicalId, properties);
  else if (type === 'AWS::Serverless::HttpApi') addHttpApi(add, logicalId, properties);
  else if (type === 'AWS::Serverless::GraphQLApi') addGraphQLApi(add, logicalId, properties);
  else if (type === 'AWS::Serverless::CapacityProvider') add(`${logicalId}OperatorRole`, 'AWS::IAM::Role');
  else if (type === 'AWS::Serverless::Connector') add(`${logicalId}Policy`, 'AWS::IAM::ManagedPolicy');
  return found;
}

/** Whether SAM certainly makes no role of it: a `Role` under `Fn::If` may be absent, and then it makes one. */
export function hasOwnRole(type: string, properties: Node | undefined): boolean {
  if (type !== 'AWS::Serverless::Function' && type !== 'AWS::Serverless::StateMachine') return false;
  const role = findPair(properties, 'Role')?.value;
  const intrinsic = role === undefined ? undefined : findIntrinsic(role);
  const isAbsent = intrinsic?.name === 'Ref' && intrinsic.argument.kind === 'scalar' && intrinsic.argument.value === 'AWS::NoValue';
  return role !== undefined && intrinsic?.name !== 'If' && !isAbsent;
}

type Add = (logicalId: string, type: string) => void;

function addFunction(add: Add, id: string, properties: Node | undefined, globals: readonly (Node | undefined)[]): void {
  const find = (key: string) => [properties, ...globals].map((node) => findPair(node, key)?.value).find((value) => value !== undefined);
  if (!hasOwnRole('AWS::Serverless::Function', properties)) add(`${id}Role`, 'AWS::IAM::Role');
  const alias = find('AutoPublishAlias');
  if (alias !== undefined) {
    add(`${id}.Alias`, 'AWS::Lambda::Alias');
    add(`${id}.Version`, 'AWS::Lambda::Version');
    if (alias.kind === 'scalar' && alias.tag === undefined) {
      add(`${id}Alias${alias.value.replaceAll('-', 'D').replaceAll('_', 'U')}`, 'AWS::Lambda::Alias');
    }
  }
  if (find('FunctionUrlConfig') !== undefined) add(`${id}Url`, 'AWS::Lambda::Url');
  const invoke = find('EventInvokeConfig');
  if (invoke !== undefined) {
    add(`${id}EventInvokeConfig`, 'AWS::Lambda::EventInvokeConfig');
    for (const outcome of ['OnSuccess', 'OnFailure']) addDestination(add, `${id}EventInvokeConfig${outcome}`, invoke, outcome);
  }
  if (find('DeploymentPreference') !== undefined) {
    add('ServerlessDeploymentApplication', 'AWS::CodeDeploy::Application');
    add('CodeDeployServiceRole', 'AWS::IAM::Role');
    add(`${id}DeploymentGroup`, 'AWS::CodeDeploy::DeploymentGroup');
  }
  addEvents(add, id, properties, false);
}

function addStateMachine(add: Add, id: string, properties: Node | undefined): void {
  if (!hasOwnRole('AWS::Serverless::StateMachine', properties)) add(`${id}Role`, 'AWS::IAM::Role');
  const alias = findPair(properties, 'AutoPublishAlias')?.value;
  if (alias !== undefined) {
    add(`${id}Version`, 'AWS::StepFunctions::StateMachineVersion');
    if (alias.kind === 'scalar' && alias.tag === undefined) add(`${id}Alias${alias.value}`, 'AWS::StepFunctions::StateMachineAlias');
  }
  addEvents(add, id, properties, true);
}

/** A queue or topic that SAM makes where none is given, in one branch of `Fn::If` at least. */
function addDestination(add: Add, id: string, config: Node, outcome: string): void {
  const destination = findValue(config, 'DestinationConfig', outcome);
  const given = findPair(destination, 'Destination')?.value;
  const type = findPair(destination, 'Type')?.value;
  if (type?.kind !== 'scalar' || (given !== undefined && findIntrinsic(given)?.name !== 'If')) return;
  if (type.value === 'SQS') add(`${id}Queue`, 'AWS::SQS::Queue');
  if (type.value === 'SNS') add(`${id}Topic`, 'AWS::SNS::Topic');
}

function addGraphQLApi(add: Add, id: string, properties: Node | undefined): void {
  add(`${id}CloudWatchRole`, 'AWS::IAM::Role');
  for (const [section, kind] of Object.entries({ DynamoDb: 'DynamoDB', Lambda: 'Lambda' })) {
    for (const { key } of entries(findValue(properties, 'DataSources', section)).pairs) {
      add(`${id}${key.value}${kind}DataSource`, 'AWS::AppSync::DataSource');
      add(`${id}${key.value}${kind}DataSourceRole`, 'AWS::IAM::Role');
    }
  }
}

/** What an event of a function or a state machine becomes. */
const eventTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Schedule: 'AWS::Events::Rule',
    CloudWatchEvent: 'AWS::Events::Rule',
    EventBridgeRule: 'AWS::Events::Rule',
    ScheduleV2: 'AWS::Scheduler::Schedule',
    SNS: 'AWS::SNS::Subscription',
    SQS: 'AWS::Lambda::EventSourceMapping',
    Kinesis: 'AWS::Lambda::EventSourceMapping',
    DynamoDB: 'AWS::Lambda::EventSourceMapping',
    MSK: 'AWS::Lambda::EventSourceMapping',
    MQ: 'AWS::Lambda::EventSourceMapping',
    SelfManagedKafka: 'AWS::Lambda::EventSourceMapping',
    DocumentDB: 'AWS::Lambda::EventSourceMapping',
    CloudWatchLogs: 'AWS::Logs::SubscriptionFilter',
    IoTRule: 'AWS::IoT::TopicRule',
  }),
);

function addEvents(add: Add, id: string, properties: Node | undefined, ofStateMachine: boolean): void {
  for (const pair of entries(findPair(properties, 'Events')?.value).pairs) {
    const type = findValue(pair.value, 'Type');
    if (type?.kind !== 'scalar') continue;
    const event = `${id}${pair.key.value}`;
    const made = eventTypes.get(type.value);
    if (made !== undefined) add(event, made);
    const target = findValue(pair.value, 'Properties');
    if (type.value === 'Api' && findPair(target, 'RestApiId') === undefined) addServerlessRestApi(add);
    if (type.value === 'HttpApi' && findPair(target, 'ApiId') === undefined) addServerlessHttpApi(add);
    const needsRole = type.value === 'ScheduleV2' || (ofStateMachine && (made !== undefined || type.value === 'Api'));
    if (needsRole && findPair(target, 'RoleArn') === undefined && findPair(target, 'Role') === undefined)
      add(`${event}Role`, 'AWS::IAM::Role');
  }
}

function addServerlessRestApi(add: Add): void {
  add('ServerlessRestApi', 'AWS::ApiGateway::RestApi');
  add('ServerlessRestApiProdStage', 'AWS::ApiGateway::Stage');
  add('ServerlessRestApi.Stage', 'AWS::ApiGateway::Stage');
  add('ServerlessRestApi.Deployment', 'AWS::ApiGateway::Deployment');
}

function addServerlessHttpApi(add: Add): void {
  add('ServerlessHttpApi', 'AWS::ApiGatewayV2::Api');
  add('ServerlessHttpApiApiGatewayDefaultStage', 'AWS::ApiGatewayV2::Stage');
  add('ServerlessHttpApi.Stage', 'AWS::ApiGatewayV2::Stage');
}

function addApi(add: Add, id: string, properties: Node | undefined): void {
  add(`${id}.Stage`, 'AWS::ApiGateway::Stage');
  add(`${id}.Deployment`, 'AWS::ApiGateway::Deployment');
  const stage = findPair(properties, 'StageName')?.value;
  // The name of the stage enters the logical id only where it is written out; else SAM uses `Stage` alone.
  add(stage?.kind === 'scalar' && findIntrinsic(stage) === undefined ? `${id}${stage.value}Stage` : `${id}Stage`, 'AWS::ApiGateway::Stage');
}

function addHttpApi(add: Add, id: string, properties: Node | undefined): void {
  add(`${id}.Stage`, 'AWS::ApiGatewayV2::Stage');
  const stage = findPair(properties, 'StageName')?.value;
  const literal = stage?.kind === 'scalar' && findIntrinsic(stage) === undefined && stage.value !== '$default' ? stage.value : undefined;
  const name = stage === undefined || literal === undefined ? 'ApiGatewayDefaultStage' : `${literal}Stage`;
  add(`${id}${name}`, 'AWS::ApiGatewayV2::Stage');
}
