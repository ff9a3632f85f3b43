import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { normalizeName } from '../../template/implicit-serverless.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext } from '../context.ts';
import { addingTo, addStatements, allow, finishRole } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { isOn, shortOrProperty } from './nodes.ts';
import type { Service } from './service.ts';
import type { StateMachine } from './state-machines.ts';
import { stateMachinesOf } from './state-machines.ts';
import { trustServices } from './trust.ts';

/**
 * The roles that serverless-step-functions 3.28.1 (MIT) makes for what starts a machine or is told of it: schedules, rules of EventBridge, an API, and
 * notifications (`lib/deploy/events`, `lib/deploy/stepFunctions/compileNotifications.js`).
 */
export function findMachineEventRoles(context: GrantsContext, service: Service): readonly FoundPrincipal[] {
  const machines = stateMachinesOf(service);
  return [
    ...machines.flatMap((machine) =>
      rolesOfMachine(machine).map((role) => roleOf(context, service, machine.pair.key.range, machine.node, role)),
    ),
    ...roleOfApi(context, service, machines),
  ];
}

/** A role with what it may do and who acts by it. */
interface EventRole {
  readonly logicalId: string;
  readonly service: string;
  readonly statements: readonly Written[];
  /** The permissions boundary of the provider is put on it. */
  readonly isBounded: boolean;
  readonly what: string;
}

function rolesOfMachine({ pair, node, logicalId }: StateMachine): readonly EventRole[] {
  const name = normalizeName(pair.key.value);
  const events = plainItems(findPair(node, 'events')?.value);
  const start = { statements: [allow(['states:StartExecution'], { Ref: logicalId })], isBounded: false };
  const schedules = events.flatMap((event) => findPair(event, 'schedule')?.value ?? []).filter((schedule) => !names(schedule, 'role'));
  const last = schedules[schedules.length - 1];
  const rules = events.flatMap((event) => findPair(event, 'cloudwatchEvent')?.value ?? findPair(event, 'eventBridge')?.value ?? []);
  const told = notifications(node);
  const scheduler = plainString(findPair(plainMapping(last), 'method')?.value) === 'scheduler' ? 'scheduler' : 'events';
  return [
    ...(last === undefined
      ? []
      : [{ ...start, logicalId: `${name}ScheduleToStepFunctionsRole`, service: scheduler, isBounded: true, what: 'schedule' }]),
    ...(rules.every((rule) => names(rule, 'iamRole'))
      ? []
      : [{ ...start, logicalId: `${name}EventToStepFunctionsRole`, service: 'events', what: 'eventBridge' }]),
    ...(told.length === 0
      ? []
      : [{ logicalId: `${logicalId}NotificationsIamRole`, service: 'events', statements: told, isBounded: false, what: 'notifications' }]),
  ];
}

/** Whether an event names a role itself. */
function names(event: Node, property: string): boolean {
  return isOn(findPair(plainMapping(event), property)?.value) !== 'no';
}

const STATUSES = ['ABORTED', 'FAILED', 'RUNNING', 'SUCCEEDED', 'TIMED_OUT'];
const TOLD: readonly (readonly [string, string])[] = [
  ['kinesis', 'kinesis:PutRecord'],
  ['firehose', 'firehose:PutRecord'],
  ['stepFunctions', 'states:StartExecution'],
];

/** Topics, queues and functions are told by their own policies. */
function notifications(node: Node): readonly Written[] {
  return STATUSES.flatMap((status) =>
    plainItems(findValue(node, 'notifications', status)).flatMap((target) =>
      TOLD.flatMap(([key, action]) => {
        const value = findPair(target, key)?.value;
        const arn = value === undefined ? undefined : key === 'kinesis' ? shortOrProperty(value, 'arn') : value;
        return arn === undefined ? [] : [allow(action, arn)];
      }),
    ),
  );
}

function roleOfApi(context: GrantsContext, service: Service, machines: readonly StateMachine[]): readonly FoundPrincipal[] {
  const events = machines.flatMap(({ node }) =>
    plainItems(findPair(node, 'events')?.value).flatMap((event) => findPair(event, 'http')?.value ?? []),
  );
  const first = machines.find(({ node }) =>
    plainItems(findPair(node, 'events')?.value).some((event) => findPair(event, 'http') !== undefined),
  );
  if (first === undefined || events.every((event) => findPair(plainMapping(event), 'iamRole') !== undefined)) return [];
  const others = events.flatMap((event) => plainString(findPair(plainMapping(event), 'action')?.value) ?? []);
  const actions = [...new Set(['StartExecution', ...others])].map((action) => `states:${action}`);
  const statements = [allow(actions, '*')];
  const role = { logicalId: 'ApigatewayToStepFunctionsRole', service: 'apigateway', statements, isBounded: false, what: 'http' };
  return [roleOf(context, service, first.pair.key.range, first.node, role, actions.join())];
}

function roleOf(
  context: GrantsContext,
  { provider }: Service,
  range: StateMachine['node']['range'],
  key: Node,
  { logicalId, service, statements, isBounded, what }: EventRole,
  ...by: readonly string[]
): FoundPrincipal {
  const boundary = isBounded ? findPair(provider, 'rolePermissionsBoundary')?.value : undefined;
  return context.recall(key, logicalId, [range, boundary, ...by], (reader) => {
    const adding = addingTo(reader, { name: logicalId, type: 'AWS::IAM::Role', range });
    addStatements(adding, what, statements, range);
    const trust = trustServices(adding, [`${service}.amazonaws.com`]);
    return finishRole(adding, { logicalId, when: [], trust, boundaries: boundaryUses(reader, boundary) });
  });
}
