import type { Node, Pair, Range } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource, Owner } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import { shorten } from '../../template/text.ts';
import type { Attachment } from '../acting.ts';
import { nothingAttached } from '../attached.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { permissionDocument } from '../lambda-permission.ts';
import type { Origin, ResourcePolicy, ResourceUse } from '../model.ts';
import { nameTarget } from '../resource-policies.ts';
import { readResourceUses } from '../resource-uses.ts';
import { isNode } from '../written.ts';
import type { ConnectorProfile, ConnectorStatement } from './profiles.ts';
import { findConnectorProfile } from './profiles.ts';
import type { ConnectorReference } from './references.ts';
import { readReference } from './references.ts';
import type { Ends } from './statements.ts';
import { writeStatement } from './statements.ts';

/** What the connectors of a template make. */
export interface Connected {
  readonly attachments: readonly Attachment[];
  readonly policies: readonly ResourcePolicy[];
}

/** What SAM's connectors attach to roles and to resources; of one that SAM rejects nothing but that it is unknown what it should grant. */
export function findConnectors(context: GrantsContext): Connected {
  const made = context.gather(context.declared, 'connectors', [], (resource, reader) =>
    holdsConnectors(resource) ? readConnectors(resource).map((connector) => make(reader, connector)) : NONE,
  );
  return { attachments: made.flatMap(({ attachments }) => attachments), policies: made.flatMap(({ policies }) => policies) };
}

/** A connector, written as a resource of its own or below the one that is its source. */
interface Connector {
  readonly id: string;
  readonly range: Range;
  readonly when: readonly Branch[];
  readonly source: Node | undefined;
  /** The logical id of the resource that it is written at. */
  readonly embeddedIn?: string;
  readonly destination: Node | undefined;
  readonly permissions: Node | undefined;
}

/** Only SAM has them: the attribute means nothing elsewhere, and the type is SAM's. */
function holdsConnectors({ type, node }: DeclaredResource): boolean {
  return type === 'AWS::Serverless::Connector' || findPair(node, 'Connectors') !== undefined;
}

function readConnectors(resource: DeclaredResource): readonly Connector[] {
  const { logicalId, type, node, key, properties } = resource;
  if (type === 'AWS::Serverless::Connector') {
    const source = findPair(properties, 'Source')?.value;
    return [{ id: logicalId, range: key.range, when: conditionOf(resource), source, ...endsOf(properties) }];
  }
  const connectors = findPair(node, 'Connectors')?.value;
  const pairs: readonly Pair[] = connectors?.kind === 'mapping' ? connectors.pairs : [];
  return pairs.map(({ key: name, value }) => {
    const written = findPair(value, 'Properties')?.value;
    const condition = plainString(findPair(value, 'Condition')?.value);
    return {
      id: `${logicalId}${name.value}`,
      range: name.range,
      when: condition === undefined ? [] : [{ condition, is: true }],
      source: findPair(written, 'SourceReference')?.value ?? name,
      embeddedIn: logicalId,
      ...endsOf(written),
    };
  });
}

function endsOf(properties: Node | undefined): Pick<Connector, 'destination' | 'permissions'> {
  return { destination: findPair(properties, 'Destination')?.value, permissions: findPair(properties, 'Permissions')?.value };
}

function make(reader: GrantsReader, connector: Connector): Connected {
  const { destination, source } = connector;
  if (source === undefined || destination === undefined) return NOTHING;
  const destinations = destination.kind === 'sequence' ? destination.items : [destination];
  const made = destinations.map((one) => connect(reader, connector, source, one));
  const policies = made.flatMap((one) => one.policies);
  return { attachments: made.flatMap(({ attachments }) => attachments), policies: policies.map((policy) => nameTarget(reader, policy)) };
}

const NONE: readonly Connected[] = [];

const NOTHING: Connected = { attachments: [], policies: [] };

function connect(reader: GrantsReader, connector: Connector, source: Node, destination: Node): Connected {
  const { when, embeddedIn } = connector;
  const from = readReference(reader, source, destination, when, embeddedIn);
  const to = readReference(reader, destination, source, when);
  const ends = [from.reference, to.reference].flatMap((end) => end ?? []);
  const problem = from.problem ?? to.problem;
  if (problem !== undefined || from.reference === undefined || to.reference === undefined) return reject(connector, ends, problem ?? '');
  const profile = findConnectorProfile(from.reference.type, to.reference.type);
  if (profile === undefined) return reject(connector, ends, `none joins ${from.reference.type} to ${to.reference.type}`);
  const permissions = readPermissions(connector.permissions);
  if (!areOffered(profile, permissions)) return reject(connector, ends, 'its Permissions are not those that there are');
  const values = { source: from.reference, destination: to.reference };
  const statements = Object.entries(profile.grants).flatMap(([name, list]) => (permissions.has(name) ? list : []));
  return grant(reader, connector, profile, statements, values) ?? reject(connector, ends, 'its role or a value that it needs is not known');
}

/** A rejected connector leaves the roles of both ends unknown. */
function reject({ id, range }: Connector, ends: readonly ConnectorReference[], problem: string): Connected {
  const unknown = [{ reason: `the connector ${shorten(id)} is rejected: ${problem}`, range, about: 'attached' } as const];
  const roles = new Map(ends.flatMap((end) => end.roles.map((use) => [use.text, use])));
  return { attachments: [{ ...nothingAttached(), unknown, roles: [...roles.values()] }], policies: [] };
}

function readPermissions(node: Node | undefined): ReadonlySet<string> {
  return new Set(node?.kind === 'sequence' ? node.items.map((item) => plainString(item) ?? '') : []);
}

function areOffered({ grants, sets }: ConnectorProfile, permissions: ReadonlySet<string>): boolean {
  if (permissions.size === 0 || [...permissions].some((name) => !Object.hasOwn(grants, name))) return false;
  return sets === undefined || sets.some((set) => set.length === permissions.size && set.every((name) => permissions.has(name)));
}

function grant(
  reader: GrantsReader,
  { id, range, when }: Connector,
  { makes }: ConnectorProfile,
  statements: readonly ConnectorStatement[],
  ends: Ends,
): Connected | undefined {
  const origin: Origin = { kind: 'connector', name: id, range };
  const owner: Owner = { name: id, type: 'AWS::Serverless::Connector', range };
  const written = statements.map((statement) => writeStatement(statement, ends));
  const complete = written.flatMap((statement) => statement ?? []);
  if (complete.length < written.length) return undefined;
  if (makes === 'source-role' || makes === 'destination-role') {
    const { roles } = makes === 'source-role' ? ends.source : ends.destination;
    if (roles.length === 0) return undefined;
    const policy = reader.lower({ Version: '2012-10-17', Statement: complete.map(({ identity }) => identity) }, owner, range);
    return { attachments: [{ ...nothingAttached(), policies: [{ policy, origin, when: [] }], roles }], policies: [] };
  }
  const on = standsOn(reader, ends.destination, makes === 'queue-policy');
  if (on === undefined) return undefined;
  const policies = complete.map(({ permission, resource }): ResourcePolicy => {
    const document =
      makes === 'lambda-permission' ? permissionDocument(reader, permission) : { Version: '2012-10-17', Statement: [resource] };
    return { on, policy: reader.lower(document, owner, range, [], 'resource'), origin, when };
  });
  return { attachments: [], policies };
}

/** What a policy of the destination stands on: a queue by its URL, anything else by its ARN. */
function standsOn(
  reader: GrantsReader,
  { logicalId, type, arn, queueUrl, range }: ConnectorReference,
  isQueue: boolean,
): ResourceUse | undefined {
  const value = isQueue ? queueUrl : arn;
  if (value === undefined) return undefined;
  if (logicalId !== undefined)
    return { logicalId, type: reader.template.scope.resources.get(logicalId)?.type ?? type, text: `\${${logicalId}}`, range };
  if (typeof value === 'string' || !isNode(value)) return undefined;
  return readResourceUses(reader, value, type, [])[0]?.on;
}
