import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { GrantsContext } from '../context.ts';
import { addingTo, addStatements, allow, finishRole } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { isOn } from './nodes.ts';
import { providerOwner } from './provider.ts';
import type { Service, ServiceFunction } from './service.ts';
import { arnOf, sub } from './statements.ts';
import { trustServices } from './trust.ts';

const ROLE = 'IamRoleCustomResourcesLambdaExecution';

/**
 * The role of the functions by which the framework changes what is not of the stack: buckets and user pools that exist, rules of EventBridge where CloudFormation
 * is not to make them, and the role by which API Gateway writes logs. `undefined` where nothing of that is used, or a role for deployments is given
 * (serverless 3.40.0, MIT, `lib/plugins/aws/custom-resources/index.js` and `lib/plugins/aws/package/compile/events`).
 */
export function findCustomResourcesRole(context: GrantsContext, service: Service): FoundPrincipal | undefined {
  const { provider, functions } = service;
  if ([findValue(provider, 'iam', 'deploymentRole'), findPair(provider, 'cfnRole')?.value].some((role) => isOn(role) !== 'no'))
    return undefined;
  const needs = context.each(functions, 'custom resources', [], needsOf).filter((one) => one !== undefined);
  const statements = [
    ...existingBuckets(needs),
    ...(needsLogRole(provider, needs) ? LOG_ROLE : []),
    ...existingPools(needs),
    ...eventRules(provider, needs),
  ];
  if (statements.length === 0) return undefined;
  return context.recall(provider ?? service.range, ROLE, [service.prefix, ...needs], (reader) => {
    const adding = addingTo(reader, providerOwner(service));
    const writesLogs = isOn(findValue(provider, 'logs', 'frameworkLambda')) === 'yes';
    addStatements(adding, 'logs', writesLogs ? ownLog(service.prefix) : [], service.range);
    addStatements(adding, 'custom resources', statements, service.range);
    return finishRole(adding, { logicalId: ROLE, when: [], trust: trustServices(adding, ['lambda.amazonaws.com']) });
  });
}

/** What the events of a function need of custom resources. */
interface Needs {
  readonly fullName: string;
  readonly bucket?: Node;
  readonly pool?: { readonly key?: Node };
  readonly hasRestApi: boolean;
  readonly hasWebsocket: boolean;
  /** Buses that rules stand on, `undefined` for the default one. */
  readonly buses: readonly (string | undefined)[];
}

function needsOf({ node, fullName }: ServiceFunction): Needs | undefined {
  const events = plainItems(findPair(node, 'events')?.value);
  const of = (type: string): readonly Node[] => events.flatMap((event) => findPair(event, type)?.value ?? []);
  const existing = (type: string): Node | undefined =>
    of(type).find((event) => isOn(findPair(plainMapping(event), 'existing')?.value) === 'yes');
  const bucket = findPair(existing('s3'), 'bucket')?.value;
  const pool = existing('cognitoUserPool');
  const trigger = plainString(findPair(pool, 'trigger')?.value) ?? '';
  const key = /^Custom(?:SMS|Email)Sender$/.test(trigger) ? findPair(pool, 'kmsKeyId')?.value : undefined;
  const buses = of('eventBridge').map((event) => plainString(findPair(plainMapping(event), 'eventBus')?.value));
  const [hasRestApi, hasWebsocket] = [of('http').length > 0, of('websocket').length > 0];
  if (bucket === undefined && pool === undefined && buses.length === 0 && !hasRestApi && !hasWebsocket) return undefined;
  return {
    fullName,
    hasRestApi,
    hasWebsocket,
    buses,
    ...(bucket === undefined ? {} : { bucket }),
    ...(pool === undefined ? {} : { pool: key === undefined ? {} : { key } }),
  };
}

const PERMISSION = ['lambda:AddPermission', 'lambda:RemovePermission'];

function existingBuckets(needs: readonly Needs[]): readonly Written[] {
  const found = needs.flatMap(({ bucket }): readonly Written[] => {
    if (bucket === undefined) return [];
    const arn: Written = { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's3', '', '', bucket]] };
    return [allow(['s3:PutBucketNotification', 's3:GetBucketNotification'], arn)];
  });
  return found.length === 0 ? [] : [...found, allow(PERMISSION, arnOf('lambda', 'function:*'))];
}

function existingPools(needs: readonly Needs[]): readonly Written[] {
  const found = needs.flatMap(({ pool, fullName }) => (pool === undefined ? [] : [{ key: pool.key, fullName }]));
  if (found.length === 0) return [];
  return [
    ...found.flatMap(({ key }) => (key === undefined ? [] : [allow(['kms:CreateGrant'], key)])),
    allow(['cognito-idp:ListUserPools', 'cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'], '*'),
    ...found.map(({ fullName }) => allow(PERMISSION, sub(`arn:\${AWS::Partition}:lambda:*:*:function:${fullName}`))),
    allow(['iam:PassRole'], sub('arn:${AWS::Partition}:iam::*:role/*')),
  ];
}

/** Rules are made by CloudFormation unless the provider says otherwise (`eventBridge.useCloudFormation`). */
function eventRules(provider: Node | undefined, needs: readonly Needs[]): readonly Written[] {
  const options = findPair(provider, 'eventBridge')?.value;
  const buses = needs.flatMap((one) => one.buses);
  if (buses.length === 0 || isOn(options) === 'no' || isOn(findPair(options, 'useCloudFormation')?.value) !== 'no') return [];
  const isOwn = buses.some((bus) => bus !== undefined && bus !== '' && bus.replace(/^arn.*?\//, '') !== 'default');
  return [
    ...(isOwn ? [allow(['events:CreateEventBus', 'events:DeleteEventBus'], arnOf('events', 'event-bus/*'))] : []),
    allow(['events:PutRule', 'events:RemoveTargets', 'events:PutTargets', 'events:DeleteRule'], arnOf('events', 'rule/*')),
    allow(PERMISSION, arnOf('lambda', 'function:*')),
  ];
}

/** Whether API Gateway is to write logs, by a role that is not managed elsewhere. */
function needsLogRole(provider: Node | undefined, needs: readonly Needs[]): boolean {
  const logs = findPair(provider, 'logs')?.value;
  const restApi = findPair(logs, 'restApi')?.value;
  if (isOn(findPair(plainMapping(restApi), 'roleManagedExternally')?.value) === 'yes') return false;
  const access = findPair(plainMapping(restApi), 'accessLogging')?.value;
  const isLogged = isOn(restApi) === 'yes' && (access === undefined || isOn(access) === 'yes');
  if (isLogged && needs.some(({ hasRestApi }) => hasRestApi)) return true;
  const isExternal = findValue(provider, 'apiGateway', 'websocketApiId') !== undefined;
  return !isExternal && isOn(findPair(logs, 'websocket')?.value) === 'yes' && needs.some(({ hasWebsocket }) => hasWebsocket);
}

const LOG_ROLE: readonly Written[] = [
  allow(
    ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:ListAttachedRolePolicies', 'iam:PassRole'],
    sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*'),
  ),
  allow(['apigateway:GET', 'apigateway:PATCH'], sub('arn:${AWS::Partition}:apigateway:*::/account')),
];

function ownLog(prefix: string): readonly Written[] {
  const group = `log-group:/aws/lambda/${prefix}*`;
  return [
    allow(['logs:CreateLogStream', 'logs:CreateLogGroup', 'logs:TagResource'], [arnOf('logs', `${group}:*`)]),
    allow(['logs:PutLogEvents'], [arnOf('logs', `${group}:*:*`)]),
  ];
}
