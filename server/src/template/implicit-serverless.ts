import type { Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Resource } from './template.ts';

/**
 * What the Serverless Framework makes itself, in every service. Names here are those of serverless 3.40.0 (MIT), `lib/plugins/aws/lib/naming.js`,
 * and of serverless-iam-roles-per-function 3.2.0 (MIT) for roles of a function. A declared resource stays.
 */
export const ALWAYS_OF_SERVERLESS: readonly Resource[] = [
  { logicalId: 'IamRoleLambdaExecution', type: 'AWS::IAM::Role' },
  { logicalId: 'ServerlessDeploymentBucket', type: 'AWS::S3::Bucket' },
  { logicalId: 'ServerlessDeploymentBucketPolicy', type: 'AWS::S3::BucketPolicy' },
];

/** A function, and what is made for it. It stands in `functions` by its own name; CloudFormation knows it by its logical id. */
export function namesOfFunction(pair: Pair): readonly Resource[] {
  const { key, value } = pair;
  const found: Resource[] = [];
  if (value.kind === 'mapping') {
    const logicalId = `${normalizeName(key.value)}LambdaFunction`;
    found.push({ logicalId, type: 'AWS::Lambda::Function', node: value, key, properties: value });
  }
  addFunction((logicalId, type) => found.push({ logicalId, type }), pair);
  return found;
}

/** A state machine of serverless-step-functions. */
export function namesOfStateMachine(pair: Pair): readonly Resource[] {
  const name = findPair(pair.value, 'name')?.value;
  // Older versions of the plugin leave out what no logical id may have.
  const older = name?.kind === 'scalar' && !name.value.includes('${') ? [alphanumeric(name.value)] : [];
  const ids = new Set([stateMachineId(pair), ...older]);
  return [...ids].map((logicalId) => ({ logicalId, type: 'AWS::StepFunctions::StateMachine' }));
}

/** `hello-world_x` → `HelloDashworldUnderscorex`, the prefix of everything that belongs to a function. */
export function normalizeName(name: string): string {
  const plain = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** serverless-step-functions 3.28.1 (MIT, `lib/naming.js`) names a state machine by its `id`, else by its `name`, else by its key. */
export function stateMachineId({ key, value }: Pair): string {
  const given = ['id', 'name']
    .map((property) => findPair(value, property)?.value)
    .find((node) => node?.kind === 'scalar' && node.value !== '');
  if (given?.kind === 'scalar' && !given.value.includes('${')) return normalizeName(given.value);
  return `${normalizeName(key.value)}StepFunctionsStateMachine`;
}

type Add = (logicalId: string, type: string) => void;

function addFunction(add: Add, pair: Pair): void {
  const name = normalizeName(pair.key.value);
  add(`${name}LambdaFunction`, 'AWS::Lambda::Function');
  add(`${name}LogGroup`, 'AWS::Logs::LogGroup');
  if (findPair(pair.value, 'iamRoleStatements') !== undefined || findValue(pair.value, 'iam', 'role') !== undefined) {
    add(`${name}IamRoleLambdaExecution`, 'AWS::IAM::Role');
  }
  if (findPair(pair.value, 'url') !== undefined) add(`${name}LambdaFunctionUrl`, 'AWS::Lambda::Url');
  const events = findPair(pair.value, 'events')?.value;
  if (events?.kind !== 'sequence') return;
  for (const event of events.items) addEvent(add, event);
}

function addEvent(add: Add, event: Node): void {
  const type = event.kind === 'mapping' ? event.pairs[0]?.key.value : event.kind === 'scalar' ? event.value : undefined;
  if (type === 'http') add('ApiGatewayRestApi', 'AWS::ApiGateway::RestApi');
  if (type === 'httpApi') {
    add('HttpApi', 'AWS::ApiGatewayV2::Api');
    add('HttpApiStage', 'AWS::ApiGatewayV2::Stage');
  }
  if (type === 'websocket') add('WebsocketsApi', 'AWS::ApiGatewayV2::Api');
  const bucket = type === 's3' ? nameOf(event, 's3', 'bucket') : undefined;
  if (bucket !== undefined && !hasFlag(event, 's3', 'existing')) add(`S3Bucket${alphanumeric(bucket)}`, 'AWS::S3::Bucket');
  const topic = type === 'sns' ? nameOf(event, 'sns', 'topicName') : undefined;
  if (topic !== undefined && !topic.startsWith('arn:')) add(`SNSTopic${alphanumeric(topic)}`, 'AWS::SNS::Topic');
}

function nameOf(event: Node, type: string, key: string): string | undefined {
  const value = findValue(event, type);
  const name = value?.kind === 'mapping' ? findPair(value, key)?.value : value;
  return name?.kind === 'scalar' && name.tag === undefined && !name.value.includes('${') ? name.value : undefined;
}

function hasFlag(event: Node, type: string, key: string): boolean {
  const flag = findValue(event, type, key);
  return flag?.kind === 'scalar' && /^true$/i.test(flag.value);
}

function alphanumeric(name: string): string {
  const plain = name.replace(/[^0-9A-Za-z]/g, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
