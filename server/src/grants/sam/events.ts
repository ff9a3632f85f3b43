import type { Node, Pair } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { findIntrinsic, plainString, scalarArgument } from '../../template/intrinsic.ts';
import type { GrantedPolicy } from '../model.ts';
import { renderSub } from '../render.ts';
import type { Written } from '../written.ts';
import type { Adding } from './adding.ts';
import { addManaged, addRejected, addStatements, allow } from './adding.ts';
import { addFailureDestination } from './destinations.ts';
import { isSet } from './properties.ts';

/**
 * What SAM adds for events that Lambda polls: a managed policy, or statements for secrets, keys, networks and schema registries, and the destination of
 * what fails (aws/serverless-application-model 1.110.0, `model/eventsources/pull.py`). Events that are pushed need nothing of the role.
 */
export function addPolledEvents(adding: Adding, properties: Node | undefined): void {
  const events = findPair(properties, 'Events')?.value;
  if (events?.kind !== 'mapping') return;
  for (const pair of events.pairs) {
    const type = plainString(findValue(pair.value, 'Type'));
    const poller = type === 'SNS' ? queueOfTopic(pair.value) : POLLERS.get(type ?? '');
    if (poller !== undefined) addPolled(adding, pair, poller);
  }
}

interface Poller {
  /** Managed policy. */
  readonly managed?: string;
  /** Inline statements; a string says why SAM rejects the event. */
  readonly statements?: (event: Node | undefined) => readonly Written[] | string;
}

const POLLERS: ReadonlyMap<string, Poller> = new Map<string, Poller>(
  Object.entries({
    SQS: { managed: 'AWSLambdaSQSQueueExecutionRole' },
    Kinesis: { managed: 'AWSLambdaKinesisExecutionRole' },
    DynamoDB: { managed: 'AWSLambdaDynamoDBExecutionRole' },
    MSK: { managed: 'AWSLambdaMSKExecutionRole', statements: forManagedKafka },
    SelfManagedKafka: { statements: forSelfManagedKafka },
    MQ: { statements: forBroker },
    DocumentDB: { statements: forDocumentCluster },
  }),
);

function addPolled(adding: Adding, { key, value }: Pair, { managed, statements }: Poller): void {
  const event = findPair(value, 'Properties')?.value;
  const what = `Events.${key.value}`;
  if (managed !== undefined) addManaged(adding, what, managed, key.range);
  const before = adding.attached.policies.length;
  const written = statements?.(event) ?? [];
  if (typeof written === 'string') addRejected(adding, `the event ${key.value}: ${written}`, key.range);
  else addStatements(adding, what, written, key.range);
  addFailureDestination(adding, `${what}.OnFailure`, findValue(event, 'DestinationConfig', 'OnFailure'), key.range);
  if (adding.attached.policies.length > before) dropRepeated(adding.attached.policies, before);
}

/** For events SAM leaves out a policy that is equal to one it has attached before. */
function dropRepeated(policies: GrantedPolicy[], from: number): void {
  const added = policies.splice(from);
  const seen = new Set(policies.filter(({ origin }) => origin.kind === 'framework' || origin.addedFor !== undefined).map(textOf));
  for (const granted of added) {
    const text = textOf(granted);
    if (!seen.has(text)) policies.push(granted);
    seen.add(text);
  }
}

function textOf({ policy, when }: GrantedPolicy): string {
  const statements = policy.statements.map(({ action, resource }) =>
    [action, resource].map((element) => element?.values.map((value) => renderSub(value.text))),
  );
  return JSON.stringify([when, statements]);
}

/** With `SqsSubscription` a topic writes to a queue, which Lambda polls. */
function queueOfTopic(event: Node): Poller | undefined {
  return isSet(findValue(event, 'Properties', 'SqsSubscription')) ? POLLERS.get('SQS') : undefined;
}

function forManagedKafka(event: Node | undefined): readonly Written[] {
  const secrets = accessConfigurations(event).flatMap(({ type, uri }) =>
    type === 'CLIENT_CERTIFICATE_TLS_AUTH' && uri !== undefined ? [readSecret(uri)] : [],
  );
  return [...forSchemaRegistry(event), ...secrets];
}

const AUTHENTICATION: ReadonlySet<string> = new Set([
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'BASIC_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
]);

function forSelfManagedKafka(event: Node | undefined): readonly Written[] | string {
  const configurations = accessConfigurations(event);
  if (configurations.length === 0) return 'it has no SourceAccessConfigurations';
  const secret = configurations.find(({ type }) => AUTHENTICATION.has(type))?.uri;
  const certificate = configurations.some(({ type }) => type === 'SERVER_ROOT_CA_CERTIFICATE');
  const inNetwork =
    configurations.some(({ type }) => type === 'VPC_SUBNET') && configurations.some(({ type }) => type === 'VPC_SECURITY_GROUP');
  if (certificate && secret === undefined) return 'its certificate stands without a secret for authentication';
  const statements: Written[] = [];
  if (secret !== undefined) statements.push(readSecret(secret));
  // For the secret of the certificate SAM names that of the authentication once more.
  if (certificate && secret !== undefined) statements.push(readSecret(secret));
  if (inNetwork) statements.push(allow(NETWORK_ACTIONS, '*'));
  return [...statements, ...decrypt(event), ...forSchemaRegistry(event)];
}

function forBroker(event: Node | undefined): readonly Written[] | string {
  const secret = accessConfigurations(event).find(({ type }) => type === 'BASIC_AUTH')?.uri;
  const broker = findPair(event, 'Broker')?.value;
  if (secret === undefined) return 'it names no secret for BASIC_AUTH';
  if (broker === undefined) return 'it has no Broker';
  return [readSecret(secret), allow(['mq:DescribeBroker'], broker), ...decrypt(event)];
}

function forDocumentCluster(event: Node | undefined): readonly Written[] | string {
  const secret = accessConfigurations(event).find(({ type }) => type === 'BASIC_AUTH')?.uri;
  const cluster = findPair(event, 'Cluster')?.value;
  if (secret === undefined) return 'it names no secret for BASIC_AUTH';
  if (cluster === undefined) return 'it has no Cluster';
  return [
    readSecret(secret),
    allow(['rds:DescribeDBClusterParameters'], { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster-pg:*' }),
    allow(['rds:DescribeDBSubnetGroups'], { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:subgrp:*' }),
    allow(['rds:DescribeDBClusters'], cluster),
    allow(NETWORK_ACTIONS, '*'),
    ...decrypt(event),
  ];
}

const NETWORK_ACTIONS: readonly string[] = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];

function readSecret(uri: Node): Written {
  return allow(['secretsmanager:GetSecretValue'], uri);
}

/** `SecretsManagerKmsKeyId` is the id of a key of this account. */
function decrypt(event: Node | undefined): readonly Written[] {
  const key = findPair(event, 'SecretsManagerKmsKeyId')?.value;
  if (!isSet(key)) return [];
  const before = 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/';
  const written = plainString(key);
  return [allow(['kms:Decrypt'], { 'Fn::Sub': written === undefined ? [`${before}\${Key}`, { Key: key }] : `${before}${written}` })];
}

interface AccessConfiguration {
  readonly type: string;
  readonly uri: Node | undefined;
}

function accessConfigurations(
  event: Node | undefined,
  list = findPair(event, 'SourceAccessConfigurations')?.value,
): readonly AccessConfiguration[] {
  if (list?.kind !== 'sequence') return [];
  return list.items.map((item) => {
    const uri = findPair(item, 'URI')?.value;
    return { type: plainString(findPair(item, 'Type')?.value) ?? '', uri: isSet(uri) ? uri : undefined };
  });
}

/** A registry is one of Glue where its ARN is written out; of any other only the secrets for it are known. */
function forSchemaRegistry(event: Node | undefined): readonly Written[] {
  const registry = findPair(event, 'SchemaRegistryConfig')?.value;
  const uri = findPair(registry, 'SchemaRegistryURI')?.value;
  const secrets = accessConfigurations(undefined, findPair(registry, 'AccessConfigs')?.value).flatMap((configuration) =>
    configuration.uri === undefined ? [] : [readSecret(configuration.uri)],
  );
  const name = uri === undefined ? undefined : registryName(uri);
  if (uri === undefined || name === undefined) return secrets;
  const versions = { 'Fn::Sub': `arn:\${AWS::Partition}:glue:\${AWS::Region}:\${AWS::AccountId}:schema/${name}/*` };
  return [...secrets, allow(['glue:GetRegistry'], uri), allow(['glue:GetSchemaVersion'], [versions])];
}

/** SAM splits the ARN at its colons once it knows partition and region: `${AWS::AccountId}` in it hides the name. */
function registryName(uri: Node): string | undefined {
  const intrinsic = findIntrinsic(uri);
  const scalar = intrinsic?.name === 'Sub' ? scalarArgument(intrinsic) : undefined;
  const text = intrinsic === undefined ? plainString(uri) : scalar?.value;
  const part = text?.replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::Region}', 'us-east-1').split(':')[5];
  return text?.startsWith('arn') && part?.startsWith('registry/') ? part.slice('registry/'.length) : undefined;
}
