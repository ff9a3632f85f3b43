import type { Policy } from '../policy/model.ts';
import type { Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import type { DeclaredResource, Owner, PolicySource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { conditionOf } from './cloudformation/principals.ts';
import type { GrantsContext, GrantsReader, WrittenDocument } from './context.ts';
import { permissionDocument } from './lambda-permission.ts';
import type { Origin, OriginKind, ResourcePolicy, ResourceUse } from './model.ts';
import { POLICY_TARGETS } from './resource-policy-types.ts';
import type { NamedUse } from './resource-uses.ts';
import { findByName, readResourceUses } from './resource-uses.ts';
import type { Written } from './written.ts';

/** The policies of resources that a template writes out, in their order. */
export function findResourcePolicies(context: GrantsContext): readonly ResourcePolicy[] {
  const properties = new Map<string, readonly string[]>();
  const propertiesOf = (type: string): readonly string[] => {
    const known = properties.get(type) ?? policyProperties(context, type);
    properties.set(type, known);
    return known;
  };
  const found = context.gather(context.declared, 'resource policies', [], (resource, reader) => {
    const { type, logicalId } = resource;
    if (resource.properties === undefined) return NONE;
    const sources = reader.sourcesOf(type, logicalId, 'resource');
    if (sources.length === 0 && !bearsPolicy(resource, propertiesOf(type))) return NONE;
    return readPolicies(reader, resource, sources).map((policy) => nameTarget(reader, policy));
  });
  const ofProvider = context.sourcesOf('AWS::IAM::Role', 'provider', 'resource');
  return ofProvider.length === 0 ? found : [...found, ...ofProvider.flatMap((source) => policyOfProvider(context, source))];
}

/** With the logical id of a resource that is written by its name. */
export function nameTarget(reader: GrantsReader, policy: ResourcePolicy): ResourcePolicy {
  const on = findByName(reader, policy.on);
  return on === policy.on ? policy : { ...policy, on };
}

const NONE: readonly ResourcePolicy[] = [];

function readPolicies(reader: GrantsReader, resource: DeclaredResource, sources: readonly PolicySource[]): readonly ResourcePolicy[] {
  const when = conditionOf(resource);
  const uses = targetsOf(reader, resource, when);
  const policies = sources.flatMap((source) => completePolicy(reader, resource, source) ?? []);
  const found = policies.length > 0 ? policies : unwrittenPolicies(reader, resource);
  return found.flatMap((policy) =>
    usesOf(reader, resource, policy, uses).map(({ on, when: ofUse }) => ({
      on,
      policy,
      origin: originOf(resource),
      when: [...ofUse, ...policy.source.when],
    })),
  );
}

/** The policy as it is read; of a permission what its properties come to. */
function completePolicy(reader: GrantsReader, resource: DeclaredResource, source: PolicySource): Policy | undefined {
  if (source.kind !== 'permission' || source.node.kind !== 'mapping') return reader.policyOf(source);
  const properties: Record<string, Written> = Object.fromEntries(source.node.pairs.map((pair) => [pair.key.value, pair.value]));
  const isLayer = resource.type === 'AWS::Lambda::LayerVersionPermission';
  const document = isLayer ? layerDocument(reader, properties) : permissionDocument(reader, properties);
  return reader.lower(document, ownerOf(resource), source.node.range, source.when, 'resource');
}

function layerDocument(reader: GrantsReader, { LayerVersionArn, OrganizationId, ...others }: Record<string, Written>): WrittenDocument {
  return permissionDocument(reader, { ...others, FunctionName: LayerVersionArn, PrincipalOrgID: OrganizationId });
}

function ownerOf({ type, logicalId, key }: DeclaredResource): Owner {
  return { name: logicalId, type, range: key.range };
}

/** What the policies of a resource stand on: what its property names, else itself. */
function targetsOf(
  reader: GrantsReader,
  { type, logicalId, key, properties }: DeclaredResource,
  when: readonly Branch[],
): readonly NamedUse[] {
  const target = POLICY_TARGETS.get(type);
  const node = target === undefined ? undefined : findPair(properties, target.property)?.value;
  if (node !== undefined) return readResourceUses(reader, node, target?.type, when);
  // Without `EventBusName` it is the bus that every account has.
  const isDefaultBus = type === BUS_POLICY;
  const on: ResourceUse = isDefaultBus
    ? { type: 'AWS::Events::EventBus', text: 'default', range: key.range }
    : { logicalId, type, text: `\${${logicalId}}`, range: key.range };
  return [{ on, when }];
}

/** SAM: the statements at an event of a function are those of its API. */
function usesOf(
  reader: GrantsReader,
  { type, properties }: DeclaredResource,
  { source }: Policy,
  uses: readonly NamedUse[],
): readonly NamedUse[] {
  if (type !== 'AWS::Serverless::Function') return uses;
  const events = findPair(properties, 'Events')?.value;
  const event = events?.kind === 'mapping' ? events.pairs.find(({ value }) => holds(value, source.node)) : undefined;
  const when = uses[0]?.when ?? [];
  const api = findValue(event?.value, 'Properties', 'RestApiId');
  if (api !== undefined) return readResourceUses(reader, api, 'AWS::ApiGateway::RestApi', when);
  const on = { logicalId: 'ServerlessRestApi', type: 'AWS::ApiGateway::RestApi', text: '${ServerlessRestApi}', range: source.node.range };
  return [{ on, when }];
}

function holds(event: Node, statements: Node): boolean {
  const { range } = event;
  return range.unit === statements.range.unit && range.start <= statements.range.start && statements.range.end <= range.end;
}

function originOf({ type, logicalId, key }: DeclaredResource): Origin {
  const kind: OriginKind = POLICY_TARGETS.has(type) ? 'attached-policy' : 'inline';
  return kind === 'inline' ? { kind, range: key.range } : { kind, name: logicalId, range: key.range };
}

/** Whether there is a policy of the resource though none is found as such. */
function bearsPolicy({ type, properties }: DeclaredResource, places: readonly string[]): boolean {
  return type === BUS_POLICY || places.some((name) => findPair(properties, name) !== undefined);
}

/** Properties of a type that hold a policy of the resource, or lead to one. */
function policyProperties({ catalog }: GrantsContext, type: string): readonly string[] {
  const places = catalog.cloudFormationType(type)?.policies ?? [];
  return [...new Set(places.flatMap(({ kind, path: [first] }) => (kind === 'resource' && first !== undefined ? [first] : [])))];
}

const BUS_POLICY = 'AWS::Events::EventBusPolicy';

/** A policy that is not written as a document, or one of which nothing is known: a parameter, an import. */
function unwrittenPolicies(reader: GrantsReader, resource: DeclaredResource): readonly Policy[] {
  const { type, properties, key } = resource;
  if (hasUnread(reader, resource)) return [unreadPolicy(reader, resource)];
  const document = type === BUS_POLICY ? busDocument(properties) : undefined;
  return document === undefined ? [] : [reader.lower(document, ownerOf(resource), key.range, [], 'resource')];
}

/** The older form of an event bus's policy: an account, or everybody in an organization (CloudFormation template reference, 2026-11). */
function busDocument(properties: Node | undefined): WrittenDocument | undefined {
  const find = (...path: readonly string[]): Node | undefined => findValue(properties, ...path);
  const [principal, action, bus] = [find('Principal'), find('Action'), find('EventBusName')];
  if (principal === undefined || action === undefined) return undefined;
  const [operator, key, value] = [
    plainString(find('Condition', 'Type')),
    plainString(find('Condition', 'Key')),
    find('Condition', 'Value'),
  ];
  const condition =
    operator === undefined || key === undefined || value === undefined ? {} : { Condition: { [operator]: { [key]: value } } };
  const arn = ['arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/${Bus}', { Bus: bus ?? 'default' }];
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: action, Resource: { 'Fn::Sub': arn }, ...condition }],
  };
}

function hasUnread(reader: GrantsReader, { type, properties }: DeclaredResource): boolean {
  const places = reader.catalog.cloudFormationType(type)?.policies ?? [];
  return places.some(({ kind, path }) => kind === 'resource' && findValue(properties, ...path) !== undefined);
}

function unreadPolicy(reader: GrantsReader, resource: DeclaredResource): Policy {
  return { ...reader.lower({ Statement: [] }, ownerOf(resource), resource.key.range, [], 'resource'), complete: false };
}

/** Serverless: the policy of the API that the events make. */
function policyOfProvider(context: GrantsContext, source: PolicySource): readonly ResourcePolicy[] {
  const policy = context.policyOf(source);
  if (policy === undefined) return [];
  const range = source.node.range;
  const on = { logicalId: 'ApiGatewayRestApi', type: 'AWS::ApiGateway::RestApi', text: '${ApiGatewayRestApi}', range };
  return [{ on, policy, origin: { kind: 'inline', range }, when: source.when }];
}
