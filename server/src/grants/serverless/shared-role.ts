import { findPair, findValue } from '../../syntax/node.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import type { UnknownGrant } from '../model.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo, addManaged, finishRole } from '../sam/adding.ts';
import { actingInputs, actingOf, SHARED_ROLE } from './acting.ts';
import type { SettingsFor } from './additions.ts';
import { keyAdditions, settingAdditions, tracingAdditions } from './additions.ts';
import type { GrantedAddition } from './attach.ts';
import { attachGranted, attachManagedList, attachStatements, grantAdditions } from './attach.ts';
import { consumerPart, EVENTS, eventAdditions, isAtEdge, isScheduled } from './events.ts';
import { logKey, sharedLogs } from './logs.ts';
import { isOn } from './nodes.ts';
import { managedOf, networkOf, providerBoundary, providerOwner, providerStatements, sharedRoleName, unreadProvider } from './provider.ts';
import type { Service, ServiceFunction } from './service.ts';
import { globalBoundary } from './service.ts';
import { trustOfFunctions } from './trust.ts';

/**
 * The role that the framework makes for all functions; `undefined` where there is none: a role of the provider, a role of its own for every function, or
 * functions that all name one (serverless 3.40.0, MIT, `lib/plugins/aws/package/lib/merge-iam-templates.js`).
 */
export function findSharedRole(context: GrantsContext, service: Service): FoundPrincipal | undefined {
  const { functions, provider, role, perFunction, moreFunctions } = service;
  if (role !== undefined || perFunction || (functions.length === 0 && moreFunctions === undefined)) return undefined;
  if (moreFunctions === undefined && functions.every(({ node }) => findPair(node, 'role') !== undefined)) return undefined;
  const owner = providerOwner(service);
  const brought = findContributions(context, service);
  const contributions = brought.filter((one) => one !== undefined);
  const networks = context.each(functions, 'networks', [], ({ node }) => findPair(node, 'vpc')?.key);
  const network = networks.find((key) => key !== undefined) ?? networkOf(provider);
  const boundary = boundaryOf(service);
  const ofLogs = [context.each(functions, 'keys of logs', [], logKey), service.prefix, service.isVersion4];
  const logs = context.recall(provider ?? service.range, 'shared logs', ofLogs, (reader) =>
    grantAdditions(reader, owner, [{ what: 'logs', statements: sharedLogs(service), range: service.range }]),
  );
  return context.recall(provider ?? service.range, 'shared role', [brought, network, boundary, moreFunctions, logs], (reader) => {
    const adding = addingTo(reader, owner);
    attachGranted(adding, logs);
    attachStatements(adding, providerStatements(provider), 'provider');
    attachContributions(adding, service, contributions);
    attachManagedList(adding, managedOf(provider));
    if (network !== undefined) addManaged(adding, 'vpc', 'AWSLambdaVPCAccessExecutionRole', network.range);
    adding.attached.unknown.push(...unreadProvider(service));
    const trust = trustOfFunctions(adding, {
      isScheduled: contributions.some((one) => one.isScheduled),
      isAtEdge: contributions.some((one) => one.isAtEdge),
    });
    const found = finishRole(adding, { logicalId: SHARED_ROLE, when: [], trust, boundaries: boundaryUses(reader, boundary) });
    return { ...found, roleNames: [{ name: sharedRoleName(service), when: [] }] };
  });
}

/** serverless-iam-roles-per-function puts its boundary on the shared role too, once a function has a role of its own. */
function boundaryOf(service: Service): ReturnType<typeof providerBoundary> {
  const isGlobal = service.functions.some((fn) => actingOf(service, fn).kind === 'own');
  return (isGlobal ? globalBoundary(service) : undefined) ?? providerBoundary(service.provider);
}

/** What one function brings to the shared role, whichever role it acts by. */
interface Contribution {
  readonly settings: readonly GrantedAddition[];
  readonly events: readonly GrantedAddition[];
  readonly unknown: readonly UnknownGrant[];
  /** What is not set for the function, so that the provider's counts. */
  readonly takesTracing: boolean;
  readonly takesKey: boolean;
  readonly isScheduled: boolean;
  readonly isAtEdge: boolean;
}

/** What each function brings, by its place among them. A function that version 4 gives a role of its own brings nothing but its log. */
function findContributions(context: GrantsContext, service: Service): readonly (Contribution | undefined)[] {
  const { prefix, isVersion4 } = service;
  const consumer = consumerPart(service);
  return context.each(service.functions, 'contributions', [...actingInputs(service), prefix, consumer], (fn, reader) => {
    const acting = actingOf(service, fn);
    if (acting.kind === 'own' && acting.by === 'framework') return undefined;
    return readContribution(reader, fn, { ownRole: false, hasOtherRole: acting.kind === 'other', isVersion4, prefix }, consumer);
  });
}

function readContribution(reader: GrantsReader, fn: ServiceFunction, settings: SettingsFor, consumer: string): Contribution {
  const owner = { name: fn.name, type: 'AWS::Lambda::Function', range: fn.resource.key.range };
  const ofSettings = settingAdditions(reader, fn, settings);
  const ofEvents = eventAdditions(fn, 'framework', consumer);
  const takesTracing = isOn(findPair(fn.node, 'tracing')?.value) === 'no';
  const takesKey = isOn(findPair(fn.node, 'kmsKeyArn')?.value) === 'no';
  const unknown = [...ofSettings.unknown, ...ofEvents.unknown];
  const isNothing = [ofSettings.additions, ofEvents.additions, unknown].every((list) => list.length === 0);
  if (isNothing && takesTracing && takesKey && !isScheduled(fn) && !isAtEdge(fn)) return NOTHING;
  return {
    settings: grantAdditions(reader, owner, ofSettings.additions),
    events: grantAdditions(reader, owner, ofEvents.additions),
    unknown,
    takesTracing,
    takesKey,
    isScheduled: isScheduled(fn),
    isAtEdge: isAtEdge(fn),
  };
}

/** What most functions bring: the same object, so that an edit in one of them leaves the shared role as it is. */
const NOTHING: Contribution = {
  settings: [],
  events: [],
  unknown: [],
  takesTracing: true,
  takesKey: true,
  isScheduled: false,
  isAtEdge: false,
};

function attachContributions(adding: Adding, { provider }: Service, contributions: readonly Contribution[]): void {
  const { reader, owner, attached } = adding;
  const tracing = contributions.some((one) => one.takesTracing) ? findValue(provider, 'tracing', 'lambda') : undefined;
  const key = contributions.some((one) => one.takesKey) ? findPair(provider, 'kmsKeyArn')?.value : undefined;
  const shared = grantAdditions(reader, owner, [...keyAdditions(key), ...tracingAdditions(tracing, 'the service', attached.unknown)]);
  const events = contributions.flatMap((one) => one.events);
  attachGranted(adding, [
    ...shared,
    ...contributions.flatMap((one) => one.settings),
    ...EVENTS.flatMap((what) => events.filter((event) => event.what === what)),
  ]);
  for (const { unknown } of contributions) attached.unknown.push(...unknown);
}
