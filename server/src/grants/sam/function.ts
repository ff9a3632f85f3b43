import type { Policy } from '../../policy/model.ts';
import type { Node, Pair } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { findIntrinsic, isNoValue, plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsReader } from '../context.ts';
import type { RoleUse, UnknownGrant } from '../model.ts';
import { readRoleUses } from '../role-uses.ts';
import type { Adding } from './adding.ts';
import { addingTo, addManaged, finishRole, trustOf } from './adding.ts';
import type { DeploymentPreference } from './deployment.ts';
import { readPreference } from './deployment.ts';
import { addDeadLetterQueue, addInvokeDestinations } from './destinations.ts';
import { addEntries } from './entries.ts';
import { addPolledEvents } from './events.ts';
import { isSet, mayBe, mergeGlobals, readParameter } from './properties.ts';
import { scheduleRoles } from './schedules.ts';

/** A function of SAM, the role that SAM makes for it and those for its schedules; and what its deployment asks for. */
export interface FoundFunction {
  readonly principals: readonly FoundPrincipal[];
  readonly preference: DeploymentPreference | undefined;
}

export function readSamFunction(reader: GrantsReader, resource: DeclaredResource, globals: Node | undefined): FoundFunction {
  const properties = mergeGlobals(resource, globals);
  const { logicalId, type, key } = resource;
  const { range } = key;
  const own = conditionOf(resource);
  const { uses, made, unknown } = roleOf(reader, resource, properties);
  const shared = { policies: [], managed: [], boundaries: [], trust: [] };
  const acting: FoundPrincipal = { kind: 'function', logicalId, type, range, generated: false, roles: uses, when: own, unknown, ...shared };
  // SAM puts the condition of `Role` in place of the function's own.
  const when = made === undefined || made.length > 0 ? made : own;
  const roles = when === undefined ? [] : [makeRole(reader, resource, properties, when)];
  return {
    principals: [acting, ...roles, ...scheduleRoles(reader, resource, properties)],
    preference: readPreference(reader, resource, properties),
  };
}

interface RoleOf {
  readonly uses: readonly RoleUse[];
  /** Under which conditions SAM makes a role; `undefined`: never. */
  readonly made: readonly Branch[] | undefined;
  readonly unknown: readonly UnknownGrant[];
}

/**
 * SAM makes a role without `Role`, and for the branch of its outermost `Fn::If` that is `AWS::NoValue`; `Role: !Ref AWS::NoValue` leaves the function
 * without one (aws/serverless-application-model 1.110.0, `_make_lambda_role`).
 */
function roleOf(reader: GrantsReader, { logicalId, key }: DeclaredResource, properties: Node | undefined): RoleOf {
  const role = findPair(properties, 'Role');
  const use = (when: readonly Branch[], range = key.range): RoleUse => {
    return { logicalId: `${logicalId}Role`, text: `\${${logicalId}Role.Arn}`, range, when };
  };
  if (role === undefined || (role.value.kind === 'scalar' && role.value.type === 'null')) return { uses: [use([])], made: [], unknown: [] };
  const given = readRoleUses(reader, role.value);
  const absent = absentBranch(role.value);
  if (absent === undefined) {
    const unknown: UnknownGrant = { reason: 'its Role is absent, and SAM makes none', range: role.key.range, about: 'role' };
    return { uses: given, made: undefined, unknown: given.length > 0 ? [] : [unknown] };
  }
  return { uses: [use(absent, role.key.range), ...given], made: absent, unknown: [] };
}

/** The branches of an outermost `Fn::If` that are `AWS::NoValue`: one, or all (no branch at all); `undefined`: none. */
function absentBranch(role: Node): readonly Branch[] | undefined {
  const intrinsic = findIntrinsic(role);
  if (intrinsic?.name !== 'If' || intrinsic.argument.kind !== 'sequence') return undefined;
  const [condition, yes, no] = intrinsic.argument.items;
  if (condition?.kind !== 'scalar' || yes === undefined || no === undefined) return undefined;
  if (isNoValue(yes)) return isNoValue(no) ? [] : [{ condition: condition.value, is: true }];
  return isNoValue(no) ? [{ condition: condition.value, is: false }] : undefined;
}

function makeRole(reader: GrantsReader, resource: DeclaredResource, properties: Node | undefined, when: readonly Branch[]): FoundPrincipal {
  const { logicalId, type, key } = resource;
  const adding = addingTo(reader, { name: logicalId, type, range: key.range });
  const find = (name: string): Pair | undefined => findPair(properties, name);
  const durable = find('DurableConfig');
  if (isSet(durable?.value)) addManaged(adding, 'DurableConfig', 'AWSLambdaBasicDurableExecutionRolePolicy', durable.key.range);
  else addManaged(adding, 'logs', 'AWSLambdaBasicExecutionRole', key.range);
  addTracing(adding, find('Tracing'));
  const network = find('VpcConfig');
  if (isSet(network?.value)) addManaged(adding, 'VpcConfig', 'AWSLambdaVPCAccessExecutionRole', network.key.range);
  const queue = find('DeadLetterQueue');
  if (isSet(queue?.value)) addDeadLetterQueue(adding, queue.value, queue.key.range);
  const invoke = find('EventInvokeConfig');
  if (invoke !== undefined) addInvokeDestinations(adding, invoke.value, invoke.key.range);
  addEntries(adding, resource);
  addPolledEvents(adding, properties);
  return finishRole(adding, {
    logicalId: `${logicalId}Role`,
    when,
    trust: writtenTrust(reader, resource, find('AssumeRolePolicyDocument')?.value) ?? trustOf(adding, 'lambda.amazonaws.com'),
    boundaries: boundaryUses(reader, find('PermissionsBoundary')?.value),
  });
}

/** The trust policy of the function, that of `Globals`, or both where their statements are merged. */
function writtenTrust(
  reader: GrantsReader,
  { type, logicalId, properties }: DeclaredResource,
  merged: Node | undefined,
): readonly Policy[] | undefined {
  if (merged === undefined) return undefined;
  const own = findPair(properties, 'AssumeRolePolicyDocument')?.value;
  const isMerged = findPair(merged, 'Statement')?.value !== findPair(own, 'Statement')?.value;
  const sources = [
    ...(isMerged ? reader.sourcesOf(type, 'Globals.Function', 'trust') : []),
    ...(own === undefined ? [] : reader.sourcesOf(type, logicalId, 'trust')),
  ];
  return sources.flatMap((source) => reader.policyOf(source) ?? []);
}

/**
 * The policy of X-Ray that SAM attaches; anything but `Disabled` turns it on. In other partitions than `aws` it is `AWSXRayDaemonWriteAccess`, which allows the same
 * to write (aws/serverless-application-model 1.110.0, `model/xray_utils.py`): which partition it is the template does not say.
 */
function addTracing(adding: Adding, tracing: Pair | undefined): void {
  if (tracing === undefined || !isSet(tracing.value) || plainString(tracing.value) === 'Disabled') return;
  const { reader, attached } = adding;
  const parameter = readParameter(reader, tracing.value);
  if (parameter !== undefined && mayBe(reader, parameter, /^Disabled$/)) {
    const reason = `AWSXrayWriteOnlyAccess, unless the parameter ${parameter} is Disabled`;
    attached.unknown.push({ reason, range: tracing.value.outer, about: 'attached' });
  } else addManaged(adding, 'Tracing', 'AWSXrayWriteOnlyAccess', tracing.key.range);
}
