import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsReader } from '../context.ts';
import { readRoleUses } from '../role-uses.ts';
import { addingTo, addManaged, addStatements, allow, finishRole, trustOf } from './adding.ts';
import { addEntries } from './entries.ts';
import { isSet } from './properties.ts';
import { eventTarget, scheduleRoles } from './schedules.ts';

/**
 * A state machine of SAM, the role that SAM makes for it and those for its events (aws/serverless-application-model 1.110.0,
 * `model/stepfunctions`). `Globals` has nothing that concerns them.
 */
export function readSamStateMachine(reader: GrantsReader, resource: DeclaredResource): readonly FoundPrincipal[] {
  const { logicalId, type, key, properties } = resource;
  const { range } = key;
  const role = findPair(properties, 'Role')?.value;
  const made = `${logicalId}Role`;
  const uses = isSet(role) ? readRoleUses(reader, role) : [{ logicalId: made, text: `\${${made}.Arn}`, range, when: [] }];
  const unknown = uses.length > 0 ? [] : [{ reason: 'its Role is absent, and SAM makes none', range, about: 'role' } as const];
  const shared = { policies: [], managed: [], boundaries: [], trust: [] };
  const when = conditionOf(resource);
  const acting: FoundPrincipal = { kind: 'state-machine', logicalId, type, range, generated: false, roles: uses, when, unknown, ...shared };
  const roles = isSet(role) ? [] : [makeRole(reader, resource)];
  return [acting, ...roles, ...eventRoles(reader, resource), ...scheduleRoles(reader, resource, properties)];
}

/** Of tracing only a literal `true` counts; for its logs SAM attaches nothing. */
function makeRole(reader: GrantsReader, resource: DeclaredResource): FoundPrincipal {
  const { logicalId, type, key, properties } = resource;
  const adding = addingTo(reader, { name: logicalId, type, range: key.range });
  addEntries(adding, resource);
  const tracing = findPair(properties, 'Tracing');
  const enabled = findValue(tracing?.value, 'Enabled');
  if (tracing !== undefined && enabled?.kind === 'scalar' && enabled.type === 'boolean' && isSet(enabled)) {
    addManaged(adding, 'Tracing', 'AWSXrayWriteOnlyAccess', tracing.key.range);
  }
  return finishRole(adding, {
    logicalId: `${logicalId}Role`,
    when: conditionOf(resource),
    trust: trustOf(adding, 'states.amazonaws.com'),
    boundaries: boundaryUses(reader, findPair(properties, 'PermissionsBoundary')?.value),
  });
}

/** Who starts the state machine for an event. */
const STARTERS: ReadonlyMap<string, string> = new Map([
  ['Schedule', 'events.amazonaws.com'],
  ['CloudWatchEvent', 'events.amazonaws.com'],
  ['EventBridgeRule', 'events.amazonaws.com'],
  ['Api', 'apigateway.amazonaws.com'],
]);

function eventRoles(reader: GrantsReader, resource: DeclaredResource): readonly FoundPrincipal[] {
  const { logicalId, type, key, properties } = resource;
  const events = findPair(properties, 'Events')?.value;
  if (events?.kind !== 'mapping') return [];
  return events.pairs.flatMap((pair): readonly FoundPrincipal[] => {
    const eventType = plainString(findValue(pair.value, 'Type')) ?? '';
    const service = STARTERS.get(eventType);
    if (service === undefined || (eventType === 'Schedule' && hasRole(pair.value))) return [];
    const adding = addingTo(reader, { name: logicalId, type, range: key.range });
    const target = eventTarget(resource, properties);
    addStatements(adding, `Events.${pair.key.value}`, [allow('states:StartExecution', target)], pair.key.range);
    return [
      finishRole(adding, {
        logicalId: `${logicalId}${pair.key.value}Role`,
        when: conditionOf(resource),
        trust: trustOf(adding, service),
        boundaries: boundaryUses(reader, findPair(properties, 'PermissionsBoundary')?.value),
      }),
    ];
  });
}

function hasRole(event: Node): boolean {
  return findValue(event, 'Properties', 'RoleArn') !== undefined;
}
