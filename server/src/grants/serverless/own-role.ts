import type { Policy } from '../../policy/model.ts';
import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainMapping, plainString } from '../../template/intrinsic.ts';
import type { Owner } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { Attached } from '../attached.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo, addManaged, addStatements, finishRole } from '../sam/adding.ts';
import { actingInputs, actingOf, ownRoleId } from './acting.ts';
import { keyAdditions, onErrorAddition, settingAdditions, tracingAdditions } from './additions.ts';
import { attachGranted, attachManagedList, attachStatements, grantAdditions } from './attach.ts';
import { consumerPart, eventAdditions, isAtEdge, isScheduled } from './events.ts';
import { ownLogs } from './logs.ts';
import { isOn } from './nodes.ts';
import { inheritedStatements, managedOf, networkOf, providerBoundary, providerOwner } from './provider.ts';
import type { Service, ServiceFunction } from './service.ts';
import { defaultInherit, globalBoundary } from './service.ts';
import { trustOfFunctions } from './trust.ts';

/** What a role of a function's own has that neither the statements, the managed policies nor the boundary of the provider decide. */
interface OwnParts {
  readonly kind: 'own';
  readonly fn: ServiceFunction;
  readonly by: 'plugin' | 'framework';
  /** For logs and what the function has. */
  readonly added: Attached;
  /** The statements of the function. */
  readonly written: Attached;
  readonly network: Attached;
  readonly trust: readonly Policy[];
}

/**
 * The roles of functions' own, by the place of the function: made by serverless-iam-roles-per-function 3.2.0 (MIT), or by version 4 (`roles-per-function.js` and
 * `roles-per-function-permissions.js` of serverless 4.29, MIT).
 */
export function findOwnRoles(context: GrantsContext, service: Service): readonly (FoundPrincipal | undefined)[] {
  const { prefix, perFunction } = service;
  const decides = [...actingInputs(service), prefix, perFunction, defaultInherit(service), globalBoundary(service)];
  const parts = context.each(
    service.functions,
    'parts of own roles',
    [...decides, ...providerPairs(service, false)],
    (fn, reader): OwnParts | typeof NO_ROLE => {
      const acting = actingOf(service, fn);
      return acting.kind === 'own' ? readParts(reader, service, fn, acting.by) : NO_ROLE;
    },
  );
  return context.each(parts, 'own roles', [...decides, ...providerPairs(service, true)], (part, reader) =>
    part.kind === 'own' ? joinParts(reader, service, part) : undefined,
  );
}

/** Of a function that has no role of its own. */
const NO_ROLE = { kind: 'none' } as const;

/** What stands below the provider: the mapping itself is another one wherever something above it has changed. */
function providerPairs({ provider }: Service, withGrants: boolean): readonly unknown[] {
  const pairs = plainMapping(provider)?.pairs ?? [];
  return pairs.flatMap(({ key, value }) => (withGrants || !GRANTS.has(key.value) ? [key.value, value] : []));
}

/** The keys of the provider that say what roles may do. */
const GRANTS: ReadonlySet<string> = new Set(['iam', 'iamRoleStatements', 'iamManagedPolicies', 'rolePermissionsBoundary']);

function readParts(reader: GrantsReader, service: Service, fn: ServiceFunction, by: 'plugin' | 'framework'): OwnParts {
  const owner = ownerOf(fn);
  const [adding, own, network] = [addingTo(reader, owner), addingTo(reader, owner), addingTo(reader, owner)];
  addStatements(adding, 'logs', ownLogs(fn, service, by), owner.range);
  addAll(adding, service, fn, by);
  attachStatements(own, ownStatements(fn, by), 'inline');
  addNetwork(network, service, fn);
  const trust = trustOfFunctions(adding, { isScheduled: isScheduled(fn), isAtEdge: isAtEdge(fn) });
  return { kind: 'own', fn, by, added: adding.attached, written: own.attached, network: network.attached, trust };
}

function joinParts(reader: GrantsReader, service: Service, { fn, by, added, written, network, trust }: OwnParts): FoundPrincipal {
  const { provider, prefix } = service;
  const adding = addingTo(reader, ownerOf(fn));
  addAttached(adding, added);
  if (inherits(service, fn, by)) {
    attachStatements({ ...adding, owner: providerOwner(service) }, inheritedStatements(provider), 'provider');
  }
  addAttached(adding, written);
  attachManagedList(adding, service.perFunction ? managedOf(provider) : undefined);
  addAttached(adding, network);
  attachManagedList(adding, by === 'framework' ? findValue(fn.node, 'iam', 'role', 'managedPolicies') : undefined);
  const boundaries = boundaryUses(reader, boundaryOf(service, fn, by));
  const found = finishRole(adding, { logicalId: ownRoleId(fn), when: [], trust, boundaries });
  const name = plainString(findValue(fn.node, 'iam', 'role', 'name')) ?? plainString(findPair(fn.node, 'iamRoleStatementsName')?.value);
  return { ...found, roleNames: [{ name: name ?? `${prefix}-${fn.name}-\${AWS::Region}-lambdaRole`, when: [] }] };
}

function addAttached({ attached }: Adding, { policies, managed, unknown }: Attached): void {
  attached.policies.push(...policies);
  attached.managed.push(...managed);
  attached.unknown.push(...unknown);
}

function ownerOf({ name, resource }: ServiceFunction): Owner {
  return { name, type: 'AWS::Lambda::Function', range: resource.key.range };
}

/** What the plugin knows of is streams, queues and a topic for what failed; version 4 adds all that the shared role would have. */
function addAll(adding: Adding, service: Service, fn: ServiceFunction, by: 'plugin' | 'framework'): void {
  const { reader, owner, attached } = adding;
  const events = eventAdditions(fn, by, consumerPart(service));
  attached.unknown.push(...events.unknown);
  if (by === 'plugin') {
    attachGranted(adding, grantAdditions(reader, owner, [...events.additions, ...onErrorAddition(fn)]));
    return;
  }
  const { provider, prefix } = service;
  const settings = settingAdditions(reader, fn, { ownRole: true, hasOtherRole: false, isVersion4: true, prefix });
  attached.unknown.push(...settings.unknown);
  const isUnset = (key: string): boolean => isOn(findPair(fn.node, key)?.value) === 'no';
  const tracing = isUnset('tracing') ? tracingAdditions(findValue(provider, 'tracing', 'lambda'), fn.name, attached.unknown) : [];
  const key = isUnset('kmsKeyArn') ? keyAdditions(findPair(provider, 'kmsKeyArn')?.value) : [];
  attachGranted(adding, grantAdditions(reader, owner, [...events.additions, ...settings.additions, ...tracing, ...key]));
}

/** Of the plugin `iamRoleStatements`; version 4 takes them where there are none of `iam.role`. */
function ownStatements({ node }: ServiceFunction, by: 'plugin' | 'framework'): Node | undefined {
  const old = findPair(node, 'iamRoleStatements')?.value;
  return by === 'plugin' ? old : (findValue(node, 'iam', 'role', 'statements') ?? old);
}

/** Whether the role has the statements of the provider too. */
function inherits(service: Service, { node }: ServiceFunction, by: 'plugin' | 'framework'): boolean {
  const old = findPair(node, 'iamRoleStatementsInherit')?.value;
  const own = (by === 'framework' ? findValue(node, 'iam', 'inheritStatements') : undefined) ?? old;
  if (own !== undefined) return isOn(own) === 'yes';
  return defaultInherit(service) ?? service.perFunction;
}

/** A `vpc` with something in it, of the function or the provider. */
function addNetwork(adding: Adding, { provider }: Service, { node }: ServiceFunction): void {
  const pair = findPair(node, 'vpc');
  const isEmpty = plainMapping(pair?.value)?.pairs.length === 0 || isOn(pair?.value) === 'no';
  const key = isEmpty ? networkOf(provider) : pair?.key;
  if (key !== undefined) addManaged(adding, 'vpc', 'AWSLambdaVPCAccessExecutionRole', key.range);
}

function boundaryOf(service: Service, { node }: ServiceFunction, by: 'plugin' | 'framework'): Node | undefined {
  const own = by === 'framework' ? findValue(node, 'iam', 'role', 'permissionsBoundary') : undefined;
  const old = findPair(node, 'iamPermissionsBoundary')?.value;
  const first = [own, old].find((one) => isOn(one) !== 'no');
  return first ?? globalBoundary(service) ?? providerBoundary(service.provider);
}
