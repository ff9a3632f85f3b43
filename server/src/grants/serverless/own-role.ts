import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainMapping, plainString } from '../../template/intrinsic.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsReader } from '../context.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo, addManaged, addStatements, finishRole } from '../sam/adding.ts';
import { ownRoleId } from './acting.ts';
import { keyAdditions, onErrorAddition, settingAdditions, tracingAdditions } from './additions.ts';
import { attachGranted, attachManagedList, attachStatements, grantAdditions } from './attach.ts';
import { consumerPart, eventAdditions, isAtEdge, isScheduled } from './events.ts';
import { ownLogs } from './logs.ts';
import { isOn } from './nodes.ts';
import { inheritedStatements, managedOf, networkOf, providerBoundary, providerOwner } from './provider.ts';
import type { Service, ServiceFunction } from './service.ts';
import { defaultInherit, globalBoundary } from './service.ts';
import { trustOfFunctions } from './trust.ts';

/**
 * The role of a function's own: made by serverless-iam-roles-per-function 3.2.0 (MIT), or by version 4 (`roles-per-function.js` and
 * `roles-per-function-permissions.js` of serverless 4.29, MIT).
 */
export function readOwnRole(reader: GrantsReader, service: Service, fn: ServiceFunction, by: 'plugin' | 'framework'): FoundPrincipal {
  const { provider } = service;
  const owner = { name: fn.name, type: 'AWS::Lambda::Function', range: fn.resource.key.range };
  const ofProvider = providerOwner(service);
  const boundary = boundaryOf(service, fn, by);
  const managed = by === 'framework' ? findValue(fn.node, 'iam', 'role', 'managedPolicies') : undefined;
  const shared = service.perFunction ? managedOf(provider) : undefined;
  const adding = addingTo(reader, owner);
  addStatements(adding, 'logs', ownLogs(fn, service, by), owner.range);
  addAll(adding, service, fn, by);
  if (inherits(service, fn, by)) {
    attachStatements({ reader, owner: ofProvider, attached: adding.attached }, inheritedStatements(provider), 'provider');
  }
  attachStatements(adding, ownStatements(fn, by), 'inline');
  attachManagedList(adding, shared);
  addNetwork(adding, service, fn);
  attachManagedList(adding, managed);
  const trust = trustOfFunctions(adding, { isScheduled: isScheduled(fn), isAtEdge: isAtEdge(fn) });
  const boundaries = boundaryUses(reader, boundary);
  const found = finishRole(adding, { logicalId: ownRoleId(fn), when: [], trust, boundaries });
  const name = plainString(findValue(fn.node, 'iam', 'role', 'name')) ?? plainString(findPair(fn.node, 'iamRoleStatementsName')?.value);
  return { ...found, roleNames: [{ name: name ?? `${service.prefix}-${fn.name}-\${AWS::Region}-lambdaRole`, when: [] }] };
}

/** For the `by` of `each`: all of a service that roles of functions' own depend on. */
export function ownRoleInputs(service: Service): readonly unknown[] {
  const { provider, prefix, perFunction } = service;
  // The mapping itself is another one wherever something above it has changed.
  const pairs = (plainMapping(provider)?.pairs ?? []).flatMap(({ key, value }) => [key.value, value]);
  return [...pairs, prefix, perFunction, defaultInherit(service), globalBoundary(service)];
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
