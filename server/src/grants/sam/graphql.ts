import type { Node, Pair, Range } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import { findConnectorProfile } from '../connectors/profiles.ts';
import { writeStatement } from '../connectors/statements.ts';
import type { GrantsReader } from '../context.ts';
import type { Written } from '../written.ts';
import type { Adding } from './adding.ts';
import { addingTo, addManaged, addStatements, finishRole, trustOf } from './adding.ts';
import { isSet } from './properties.ts';

/**
 * The roles that SAM makes for a GraphQL API: one for its logs unless `Logging` is false or names one, and one for each data source without `ServiceRoleArn`
 * (aws/serverless-application-model 1.110.0, `SamGraphQLApi`).
 */
export function readGraphQLRoles(reader: GrantsReader, resource: DeclaredResource): readonly FoundPrincipal[] {
  return [
    ...logsRole(reader, resource),
    ...dataSourceRoles(reader, resource, 'DynamoDb', 'DynamoDB', addTable),
    ...dataSourceRoles(reader, resource, 'Lambda', 'Lambda', addFunction),
  ];
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

/** What a connector from the data source to its table has; both permissions unless `Permissions` says which. */
function addTable(adding: Adding, what: string, { key, value }: Pair): void {
  const table = findPair(value, 'TableArn')?.value ?? tableArn(value);
  if (table === undefined) return;
  const permissions = findPair(value, 'Permissions')?.value;
  const named = permissions?.kind === 'sequence' ? permissions.items.map(plainString) : ['Read', 'Write'];
  addStatements(adding, what, connect('AWS::DynamoDB::Table', table, named, key.range), key.range);
}

function addFunction(adding: Adding, what: string, { key, value }: Pair): void {
  const called = findPair(value, 'FunctionArn')?.value;
  if (called !== undefined) addStatements(adding, what, connect('AWS::Lambda::Function', called, ['Write'], key.range), key.range);
}

function connect(type: string, arn: Written, permissions: readonly (string | undefined)[], range: Range): readonly Written[] {
  const from = 'AWS::AppSync::DataSource';
  const ends = { source: { type: from, roles: [], range }, destination: { type, arn, roles: [], range } };
  return Object.entries(findConnectorProfile(from, type)?.grants ?? {}).flatMap(([name, statements]) =>
    permissions.includes(name) ? statements.flatMap((statement) => writeStatement(statement, ends)?.identity ?? []) : [],
  );
}

function tableArn(source: Node): Written | undefined {
  const name = findPair(source, 'TableName')?.value;
  if (name === undefined) return undefined;
  const region = findPair(source, 'Region')?.value;
  const place = plainString(region) ?? (region === undefined ? '${AWS::Region}' : '${Region}');
  const format = `arn:\${AWS::Partition}:dynamodb:${place}:\${AWS::AccountId}:table/\${Name}`;
  return { 'Fn::Sub': [format, { Name: name, ...(region === undefined ? {} : { Region: region }) }] };
}
