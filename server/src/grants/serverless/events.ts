import type { Node, Range } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { normalizeName } from '../../template/implicit-serverless.ts';
import { argumentList, findIntrinsic, plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { UnknownGrant } from '../model.ts';
import { allow } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { isOn, isUnresolved, shortOrProperty } from './nodes.ts';
import type { Service, ServiceFunction } from './service.ts';
import type { Addition, Additions } from './statements.ts';
import { allowEach, arnOf, cannotTell, NETWORK, sub } from './statements.ts';

/**
 * Who adds for the events of a function: the framework to a role of its functions, or serverless-iam-roles-per-function 3.2.0, which knows streams and
 * queues alone, and of streams no consumers and no destinations.
 */
export type Adder = 'framework' | 'plugin';

/**
 * What is added to a role for events that Lambda polls, and for those that the role itself takes part in, in the order in which the framework adds
 * them (serverless 3.40.0, MIT, `lib/plugins/aws/package/compile/events`). Other events are pushed and need nothing of the role.
 */
export function eventAdditions(fn: ServiceFunction, adder: Adder, consumer: string): Additions {
  const list = findPair(fn.node, 'events')?.value;
  const additions: Addition[] = [];
  const unknown: UnknownGrant[] = [];
  if (isUnresolved(list) && list !== undefined) unknown.push(cannotTell(`the events of ${fn.name} are not known`, list));
  const events = plainItems(list);
  for (const event of events) if (isUnresolved(event)) unknown.push(cannotTell(`an event of ${fn.name} is not known`, event));
  for (const [what, read] of adder === 'plugin' ? OF_PLUGIN : OF_FRAMEWORK) {
    const found = events.flatMap((event) => {
      const pair = findPair(event, what);
      return pair === undefined || isOn(pair.value) === 'no' ? [] : [{ node: pair.value, range: pair.key.range }];
    });
    if (found.length > 0) additions.push(...read({ fn, events: found, what, consumer }));
  }
  return { additions, unknown };
}

/** What the names of consumers have of the service: `ordersdev` in the naming mode that is specific to it, else nothing. */
export function consumerPart({ provider, prefix }: Pick<Service, 'provider' | 'prefix'>): string {
  const mode = findPair(findPair(provider, 'kinesis')?.value, 'consumerNamingMode')?.value;
  if (isOn(mode) === 'no') return '';
  const dash = prefix.lastIndexOf('-');
  return prefix.slice(0, dash) + prefix.slice(dash + 1);
}

interface Reading {
  readonly fn: ServiceFunction;
  readonly events: readonly FoundEvent[];
  readonly what: string;
  readonly consumer: string;
}

interface FoundEvent {
  readonly node: Node;
  readonly range: Range;
}

type ReadEvents = (reading: Reading) => readonly Addition[];

const OF_PLUGIN: readonly (readonly [string, ReadEvents])[] = [
  ['stream', (reading) => additionOf(reading, plainStreams(reading.events))],
  ['sqs', (reading) => additionOf(reading, queues(reading.events))],
];

const OF_FRAMEWORK: readonly (readonly [string, ReadEvents])[] = [
  ['schedule', (reading) => additionOf(reading, schedules(reading))],
  [
    'websocket',
    ({ what, events }) =>
      oneFor(what, events, allow(['execute-api:ManageConnections'], [sub('arn:${AWS::Partition}:execute-api:*:*:*/@connections/*')])),
  ],
  ['stream', (reading) => additionOf(reading, streams(reading))],
  ['kafka', (reading) => additionOf(reading, kafka(reading.events))],
  ['activemq', (reading) => additionOf(reading, brokers(reading.events))],
  ['rabbitmq', (reading) => additionOf(reading, brokers(reading.events))],
  ['msk', (reading) => additionOf(reading, clusters(reading.events))],
  ['sqs', (reading) => additionOf(reading, queues(reading.events))],
  ['cloudFront', ({ what, events }) => oneFor(what, events, allow(EDGE_LOGS, [sub('arn:${AWS::Partition}:logs:*:*:*')]))],
];

/** What `eventAdditions` are for, in the order in which the framework adds them. */
export const EVENTS: readonly string[] = OF_FRAMEWORK.map(([what]) => what);

/** A function at the edge writes its log in the region it runs in. */
const EDGE_LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:TagResource'];

/** Whether the function is the target of a schedule of EventBridge Scheduler, which acts by the role of the function. */
export function isScheduled({ node }: ServiceFunction): boolean {
  return plainItems(findPair(node, 'events')?.value).some((event) => isOfScheduler(findPair(event, 'schedule')?.value));
}

export function isAtEdge({ node }: ServiceFunction): boolean {
  return plainItems(findPair(node, 'events')?.value).some((event) => isOn(findPair(event, 'cloudFront')?.value) !== 'no');
}

function isOfScheduler(schedule: Node | undefined): boolean {
  return plainString(findPair(plainMapping(schedule), 'method')?.value) === 'scheduler';
}

function additionOf({ what, events }: Reading, statements: readonly Written[]): readonly Addition[] {
  const [first] = events;
  return first === undefined || statements.length === 0 ? [] : [{ what, statements, range: first.range }];
}

/** However many functions have such events, it is added once. */
function oneFor(what: string, events: readonly FoundEvent[], statement: Written): readonly Addition[] {
  const [first] = events;
  return first === undefined ? [] : [{ what, statements: [statement], range: first.range, once: what }];
}

function schedules({ events, fn }: Reading): readonly Written[] {
  if (!events.some(({ node }) => isOfScheduler(node))) return [];
  return [allow(['lambda:InvokeFunction'], [arnOf('lambda', `function:${fn.fullName}`), arnOf('lambda', `function:${fn.fullName}:*`)])];
}

const DYNAMODB = ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream', 'dynamodb:ListStreams'];
const KINESIS = ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStream', 'kinesis:ListStreams'];
const CONSUMED = ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'];

interface Stream {
  readonly node: Node;
  readonly arn: Node;
  readonly type: string | undefined;
}

function readStreams(events: readonly FoundEvent[]): readonly Stream[] {
  return events.flatMap(({ node }) => {
    const arn = shortOrProperty(node, 'arn');
    if (arn === undefined) return [];
    return [{ node, arn, type: plainString(findPair(plainMapping(node), 'type')?.value) ?? serviceIn(arn) }];
  });
}

/** The service that an ARN is of: `kinesis`. */
function serviceIn(arn: Node): string | undefined {
  return plainString(arn)?.split(':')[2];
}

function arnsOf<T>(found: readonly { readonly arn: T }[]): readonly T[] {
  return found.map(({ arn }) => arn);
}

/** Streams of tables, and those of Kinesis. */
function splitStreams(found: readonly Stream[]): { readonly tables: readonly Stream[]; readonly kinesis: readonly Stream[] } {
  return { tables: found.filter(({ type }) => type === 'dynamodb'), kinesis: found.filter(({ type }) => type !== 'dynamodb') };
}

function plainStreams(events: readonly FoundEvent[]): readonly Written[] {
  const { tables, kinesis } = splitStreams(readStreams(events));
  return [...allowEach(DYNAMODB, arnsOf(tables)), ...allowEach(KINESIS, arnsOf(kinesis))];
}

function streams(reading: Reading): readonly Written[] {
  const found = readStreams(reading.events);
  const { tables, kinesis } = splitStreams(found);
  const consumed = kinesis.filter((stream) => isOn(consumerOf(stream)) !== 'no');
  const plain = kinesis.filter((stream) => !consumed.includes(stream));
  const destinations = found.flatMap(({ node }) => {
    const onFailure = findPair(findPair(plainMapping(node), 'destinations')?.value, 'onFailure')?.value;
    const arn = onFailure === undefined ? undefined : shortOrProperty(onFailure, 'arn');
    return arn === undefined ? [] : [{ arn, type: plainString(findPair(plainMapping(onFailure), 'type')?.value) ?? serviceIn(arn) }];
  });
  const consumers = consumed.map((stream) => consumerArn(reading, stream));
  const [topics, queues] = [destinations.filter(({ type }) => type === 'sns'), destinations.filter(({ type }) => type !== 'sns')];
  return [
    ...allowEach(DYNAMODB, arnsOf(tables)),
    ...allowEach(KINESIS, arnsOf(plain)),
    ...allowEach(CONSUMED, arnsOf(consumed)),
    ...allowEach(['kinesis:SubscribeToShard'], consumers),
    ...allowEach(['sns:Publish'], arnsOf(topics)),
    ...allowEach(['sqs:ListQueues', 'sqs:SendMessage'], arnsOf(queues)),
  ];
}

function consumerOf({ node }: Stream): Node | undefined {
  return findPair(plainMapping(node), 'consumer')?.value;
}

/** The consumer that is named, or the one that is made (`consumer: true`). */
function consumerArn({ fn, consumer: part }: Reading, stream: Stream): Written {
  const consumer = consumerOf(stream);
  if (consumer !== undefined && plainString(consumer) !== 'true') return consumer;
  const name = normalizeName(`${fn.name}${streamName(stream.arn)}${part}Consumer`);
  return { Ref: `${name}StreamConsumer` };
}

/** What the framework takes for a stream's name, to make names of it. */
function streamName(arn: Node): string {
  const intrinsic = findIntrinsic(arn);
  if (intrinsic === undefined) return plainString(arn)?.split('/')[1] ?? '';
  const [first, second] = argumentList(intrinsic);
  const items = intrinsic.name === 'Join' ? plainItems(second) : [first];
  const text = plainString(untag(items[items.length - 1])) ?? '';
  return intrinsic.name === 'GetAtt' ? (text.split('.')[0] ?? '') : (text.split('/').pop() ?? '');
}

/** The argument of a short function without the function's own tag. */
function untag(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  const { tag: _, ...rest } = node;
  return rest;
}

function queues(events: readonly FoundEvent[]): readonly Written[] {
  return allowEach(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], properties(events, 'arn', shortOrProperty));
}

function clusters(events: readonly FoundEvent[]): readonly Written[] {
  const arns = properties(events, 'arn');
  return arns.length === 0 ? [] : [allow(['kafka:DescribeCluster', 'kafka:GetBootstrapBrokers'], arns), NETWORK];
}

function brokers(events: readonly FoundEvent[]): readonly Written[] {
  return [
    ...allowEach(['secretsmanager:GetSecretValue'], properties(events, 'basicAuthArn')),
    ...allowEach(['mq:DescribeBroker'], properties(events, 'arn')),
    NETWORK,
  ];
}

const SECRETS: ReadonlySet<string> = new Set([
  'saslPlainAuth',
  'saslScram256Auth',
  'saslScram512Auth',
  'clientCertificateTlsAuth',
  'serverRootCaCertificate',
]);

function kafka(events: readonly FoundEvent[]): readonly Written[] {
  const settings = events.flatMap(({ node }) => plainMapping(findPair(node, 'accessConfigurations')?.value)?.pairs ?? []);
  const secrets = settings.filter(({ key }) => SECRETS.has(key.value)).flatMap(({ value }) => plainItems(value));
  const isInNetwork = settings.some(({ key }) => key.value === 'vpcSubnet' || key.value === 'vpcSecurityGroup');
  return [...allowEach(['secretsmanager:GetSecretValue'], secrets), ...(isInNetwork ? [NETWORK] : [])];
}

function properties(events: readonly FoundEvent[], name: string, read = property): readonly Node[] {
  return events.flatMap(({ node }) => read(node, name) ?? []);
}

function property(node: Node, name: string): Node | undefined {
  return findPair(plainMapping(node), name)?.value;
}
