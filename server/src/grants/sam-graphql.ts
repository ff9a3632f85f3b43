import type { Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { DeclaredResource } from '../template/template.ts';
import type { FoundPrincipal } from './acting.ts';
import { conditionOf } from './cloudformation.ts';
import type { GrantsContext, GrantsReader } from './context.ts';
import type { Adding } from './sam-adding.ts';
import { addingTo, addManaged, addStatements, allow, finishRole, trustOf } from './sam-adding.ts';
import { isSet, plainString } from './sam-properties.ts';
import type { Written } from './written.ts';

/**
 * The roles that SAM makes for a GraphQL API: one for its logs unless `Logging` is false or names one, and one for each data source without `ServiceRoleArn`
 * (aws/serverless-application-model 1.110.0, `SamGraphQLApi`).
 */
export function findGraphQLRoles(context: GrantsContext, resource: DeclaredResource): readonly FoundPrincipal[] {
  return context.recall(resource, 'GraphQL roles', [], (reader) => [
    ...logsRole(reader, resource),
    ...dataSourceRoles(reader, resource, 'DynamoDb', 'DynamoDB', addTable),
    ...dataSourceRoles(reader, resource, 'Lambda', 'Lambda', addFunction),
  ]);
}

function logsRole(reader: GrantsReader, resource: DeclaredResource): readonly FoundPrincipal[] {
  const logging = findPair(resource.properties, 'Logging');
  const isOff = logging?.value.kind === 'scalar' && logging.value.type === 'boolean' && !isSet(logging.value);
  if (isOff || isSet(findPair(logging?.value, 'CloudWatchLogsRoleArn')?.value)) return [];
  const adding = addingFor(reader, resource);
  addManaged(adding, 'Logging', 'AWSAppSyncPushToCloudWatchLogs', (logging?.key ?? resource.key).range);
  return [finish(adding, `${resource.logicalId}CloudWatchRole`, resource)];
}

type Add = (adding: Adding, what: string, source: Pair) => void;

function dataSourceRoles(
  reader: GrantsReader,
  resource: DeclaredResource,
  section: string,
  kind: string,
  add: Add,
): readonly FoundPrincipal[] {
  const sources = findValue(resource.properties, 'DataSources', section);
  if (sources?.kind !== 'mapping') return [];
  return sources.pairs.flatMap((pair): readonly FoundPrincipal[] => {
    if (isSet(findPair(pair.value, 'ServiceRoleArn')?.value)) return [];
    const adding = addingFor(reader, resource);
    add(adding, `DataSources.${pair.key.value}`, pair);
    return [finish(adding, `${resource.logicalId}${pair.key.value}${kind}DataSourceRole`, resource)];
  });
}

function addingFor(reader: GrantsReader, { logicalId, type, key }: DeclaredResource): Adding {
  return addingTo(reader, { name: logicalId, type, range: key.range });
}

function finish(adding: Adding, logicalId: string, resource: DeclaredResource): FoundPrincipal {
  return finishRole(adding, { logicalId, when: conditionOf(resource), trust: trustOf(adding, 'appsync.amazonaws.com') });
}

const READING: readonly string[] = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:PartiQLSelect',
];
const WRITING: readonly string[] = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
];

/** What a connector from the data source to its table has; both permissions unless `Permissions` says which. */
function addTable(adding: Adding, what: string, { key, value }: Pair): void {
  const table = findPair(value, 'TableArn')?.value ?? tableArn(value);
  if (table === undefined) return;
  const permissions = findPair(value, 'Permissions')?.value;
  const has = (name: string): boolean =>
    permissions?.kind !== 'sequence' || permissions.items.some((item) => item.kind === 'scalar' && item.value === name);
  const resources = [table, below(table, '/index/*')];
  const statements = [...(has('Read') ? [allow(READING, resources)] : []), ...(has('Write') ? [allow(WRITING, resources)] : [])];
  addStatements(adding, what, statements, key.range);
}

function addFunction(adding: Adding, what: string, { key, value }: Pair): void {
  const called = findPair(value, 'FunctionArn')?.value;
  if (called === undefined) return;
  addStatements(adding, what, [allow(['lambda:InvokeAsync', 'lambda:InvokeFunction'], [called, below(called, ':*')])], key.range);
}

function below(arn: Written, rest: string): Written {
  return { 'Fn::Sub': [`\${Arn}${rest}`, { Arn: arn }] };
}

function tableArn(source: Node): Written | undefined {
  const name = findPair(source, 'TableName')?.value;
  if (name === undefined) return undefined;
  const region = findPair(source, 'Region')?.value;
  const place = plainString(region) ?? (region === undefined ? '${AWS::Region}' : '${Region}');
  const format = `arn:\${AWS::Partition}:dynamodb:${place}:\${AWS::AccountId}:table/\${Name}`;
  return { 'Fn::Sub': [format, { Name: name, ...(region === undefined ? {} : { Region: region }) }] };
}
