import type { Node, Pair, Range } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { findIntrinsic, plainString, scalarArgument } from '../../template/intrinsic.ts';
import { entries } from '../../template/sections.ts';
import type { DeclaredResource, Owner } from '../../template/template.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import type { PermissionProperties } from '../lambda-permission.ts';
import { permissionDocument } from '../lambda-permission.ts';
import type { ResourcePolicy } from '../model.ts';
import { nameTarget } from '../resource-policies.ts';
import { readResourceUses } from '../resource-uses.ts';
import type { Written } from '../written.ts';
import { findApiPermissions } from './api-permissions.ts';
import { mergeGlobals, readGlobals } from './properties.ts';

/**
 * Who SAM lets invoke the functions of a template: what pushes events to them, and everybody for an open URL; and who may send to the queues that it puts
 * between (aws/serverless-application-model 1.110.0, `model/eventsources/push.py`).
 */
export function findSamPermissions(context: GrantsContext): readonly ResourcePolicy[] {
  const type = 'AWS::Serverless::Function';
  const globals = readGlobals(context, type);
  const ofFunctions = context.gather(context.resourcesOf(type), 'permissions', [globals], (resource, reader) =>
    permissionsOf(reader, resource, mergeGlobals(resource, globals)).map((policy) => nameTarget(reader, policy)),
  );
  return [...ofFunctions, ...findApiPermissions(context)];
}

interface Making {
  readonly reader: GrantsReader;
  readonly resource: DeclaredResource;
  /** What is let be invoked: the alias that is published, else the function. */
  readonly target: Written;
}

function permissionsOf(reader: GrantsReader, resource: DeclaredResource, properties: Node | undefined): readonly ResourcePolicy[] {
  const { logicalId } = resource;
  const alias = findPair(properties, 'AutoPublishAlias')?.value;
  const target: Written = alias === undefined ? { 'Fn::GetAtt': [logicalId, 'Arn'] } : { Ref: `${logicalId}.Alias` };
  const making: Making = { reader, resource, target };
  const events = entries(findPair(properties, 'Events')?.value).pairs.flatMap((event) => permissionsOfEvent(making, event));
  return [...events, ...urlPermissions(making, findPair(properties, 'FunctionUrlConfig'))];
}

function permissionsOfEvent(making: Making, { key, value }: Pair): readonly ResourcePolicy[] {
  const type = plainString(findPair(value, 'Type')?.value) ?? '';
  const properties = findPair(value, 'Properties')?.value;
  const id = `${making.resource.logicalId}${key.value}`;
  const name = `Events.${key.value}`;
  const subscribed = type === 'SNS' ? findPair(properties, 'SqsSubscription')?.value : undefined;
  if (subscribed !== undefined && plainString(subscribed) !== 'false')
    return topicQueue(making, name, id, properties, subscribed, key.range);
  const pushed = PUSHED.get(type)?.(properties, id);
  if (pushed === undefined) return [];
  return [...deadLetterQueue(making, name, id, properties, key.range), permit(making, name, pushed, key.range)];
}

type Pushed = (properties: Node | undefined, id: string) => PermissionProperties;

const fromRule: Pushed = (_, id) => ({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } });

/** What each event makes of an `AWS::Lambda::Permission`; `id` is the logical id of what is made for it. */
const PUSHED: ReadonlyMap<string, Pushed> = new Map<string, Pushed>(
  Object.entries({
    Schedule: fromRule,
    CloudWatchEvent: fromRule,
    EventBridgeRule: fromRule,
    S3: () => ({ Principal: 's3.amazonaws.com', SourceAccount: { Ref: 'AWS::AccountId' } }),
    SNS: (properties) => ({ Principal: 'sns.amazonaws.com', SourceArn: findPair(properties, 'Topic')?.value }),
    Api: (properties) => ofRoute(findPair(properties, 'RestApiId')?.value ?? { Ref: 'ServerlessRestApi' }, properties),
    HttpApi: (properties) => ofRoute(findPair(properties, 'ApiId')?.value ?? { Ref: 'ServerlessHttpApi' }, properties),
    CloudWatchLogs: (properties) => ({
      Principal: 'logs.amazonaws.com',
      SourceArn: substitute('logs', 'log-group:${Name}:*', { Name: findPair(properties, 'LogGroupName')?.value }),
    }),
    AlexaSkill: (properties) => ({ Principal: 'alexa-appkit.amazon.com', EventSourceToken: findPair(properties, 'SkillId')?.value }),
    IoTRule: (_, id) => ({
      Principal: 'iot.amazonaws.com',
      SourceArn: substitute('iot', 'rule/${Name}', { Name: { Ref: id } }),
      SourceAccount: { Ref: 'AWS::AccountId' },
    }),
    Cognito: (properties) => ({ Principal: 'cognito-idp.amazonaws.com', ...arnOfPool(findPair(properties, 'UserPool')?.value) }),
  }),
);

function arnOfPool(node: Node | undefined): PermissionProperties {
  const intrinsic = node === undefined ? undefined : findIntrinsic(node);
  const pool = intrinsic?.name === 'Ref' ? scalarArgument(intrinsic)?.value : undefined;
  return pool === undefined ? {} : { SourceArn: { 'Fn::GetAtt': [pool, 'Arn'] } };
}

/** A route of an API, at every stage of it. A part of the path that is a parameter is any. */
function ofRoute(api: Written, properties: Node | undefined): PermissionProperties {
  const path = plainString(findPair(properties, 'Path')?.value) ?? '';
  const method = plainString(findPair(properties, 'Method')?.value) ?? 'any';
  const verb = /^(?:any|x-amazon-apigateway-any-method)$/i.test(method) ? '*' : method.toUpperCase();
  const below = path === '$default' ? '' : path.replace(/\{[\w.-]+\+?\}/g, '*').replace(/^(.+)\/$/, '$1');
  // The route of everything else is written without its method.
  const route = verb === '*' && below === '/$default' ? below : `/${verb}${below}`;
  return {
    Principal: 'apigateway.amazonaws.com',
    SourceArn: substitute('execute-api', `\${Api}/*${route.replaceAll('${', '${!')}`, { Api: api }),
  };
}

function substitute(service: string, resource: string, values: Readonly<Record<string, Written | undefined>>): Written {
  const used: Record<string, Written> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) used[name] = value;
  return { 'Fn::Sub': [`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`, used] };
}

/** `AuthType: NONE`: everybody may call the URL, and invoke the function through it. */
function urlPermissions(making: Making, config: Pair | undefined): readonly ResourcePolicy[] {
  if (config === undefined || plainString(findPair(config.value, 'AuthType')?.value) !== 'NONE') return [];
  const range = config.key.range;
  return [
    permit(making, 'FunctionUrlConfig', { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' }, range),
    permit(making, 'FunctionUrlConfig', { Principal: '*', InvokedViaFunctionUrl: 'true' }, range),
  ];
}

function permit({ reader, resource, target }: Making, name: string, properties: PermissionProperties, range: Range): ResourcePolicy {
  const { logicalId, type } = resource;
  const document = permissionDocument(reader, { Action: 'lambda:InvokeFunction', ...properties, FunctionName: target });
  const on = { logicalId, type, text: `\${${logicalId}}`, range };
  return madePolicy(reader, resource, on, name, document, range);
}

/** The queue that SAM puts between a topic and a function, or the author's own. */
function topicQueue(
  { reader, resource }: Making,
  name: string,
  id: string,
  properties: Node | undefined,
  subscribed: Node,
  range: Range,
): readonly ResourcePolicy[] {
  const topic = findPair(properties, 'Topic')?.value;
  const isOwn = subscribed.kind === 'mapping';
  const arn: Written | undefined = isOwn ? findPair(subscribed, 'QueueArn')?.value : { 'Fn::GetAtt': [`${id}Queue`, 'Arn'] };
  const url = isOwn ? findPair(subscribed, 'QueueUrl')?.value : undefined;
  if (topic === undefined || arn === undefined) return [];
  const on = url === undefined ? undefined : readResourceUses(reader, url, QUEUE, [])[0]?.on;
  const made = { logicalId: `${id}Queue`, type: QUEUE, text: `\${${id}Queue}`, range };
  return [madePolicy(reader, resource, on ?? made, name, sending('*', arn, topic), range)];
}

/** The queue that SAM makes for what a rule could not deliver. */
function deadLetterQueue(
  { reader, resource }: Making,
  name: string,
  id: string,
  properties: Node | undefined,
  range: Range,
): readonly ResourcePolicy[] {
  const config = findPair(properties, 'DeadLetterConfig')?.value;
  if (config === undefined || findPair(config, 'Arn') !== undefined) return [];
  const queue = plainString(findPair(config, 'QueueLogicalId')?.value) ?? `${id}Queue`;
  const on = { logicalId: queue, type: QUEUE, text: `\${${queue}}`, range };
  const document = sending({ Service: 'events.amazonaws.com' }, { 'Fn::GetAtt': [queue, 'Arn'] }, { 'Fn::GetAtt': [id, 'Arn'] });
  return [madePolicy(reader, resource, on, `${name}.DeadLetterConfig`, document, range)];
}

const QUEUE = 'AWS::SQS::Queue';

function sending(Principal: Written, queue: Written, source: Written) {
  const Condition = { ArnEquals: { 'aws:SourceArn': source } };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: queue, Condition }] };
}

function madePolicy(
  reader: GrantsReader,
  resource: DeclaredResource,
  on: ResourcePolicy['on'],
  name: string,
  document: Parameters<GrantsReader['lower']>[0],
  range: Range,
): ResourcePolicy {
  const owner: Owner = { name: resource.logicalId, type: resource.type, range: resource.key.range };
  const policy = reader.lower(document, owner, range, [], 'resource');
  return { on, policy, origin: { kind: 'framework', name, range }, when: conditionOf(resource) };
}
