import type { MappingNode, Node, Pair } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { stateMachineId } from '../../template/implicit-serverless.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import { shorten } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { readRoleUses } from '../role-uses.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo, addStatements, finishRole } from '../sam/adding.ts';
import { attachStatements } from './attach.ts';
import { consolidate, withoutTasks } from './consolidate.ts';
import { isOn, isUnresolved } from './nodes.ts';
import type { Service } from './service.ts';
import { hasPlugin } from './service.ts';
import { sub } from './statements.ts';
import type { TaskPermission, TaskState } from './task.ts';
import { permission } from './task.ts';
import { permissionsOfTask } from './tasks.ts';
import { trustServices } from './trust.ts';

/** A machine below `stepFunctions.stateMachines`. */
export interface StateMachine {
  readonly logicalId: string;
  readonly pair: Pair;
  readonly node: MappingNode;
}

/**
 * The state machines of serverless-step-functions 3.28.1 (MIT) with the role that it makes for each (`lib/deploy/stepFunctions/compileIamRole.js`). A machine
 * that names a role acts by that. Without the plugin there are none.
 */
export function findStateMachines(context: GrantsContext, service: Service): readonly FoundPrincipal[] {
  return stateMachinesOf(service).flatMap((machine) => {
    const role = findPair(machine.node, 'role')?.value;
    const isMade = isOn(role) === 'no';
    const principal = context.recall(machine.node, 'machine', [machine.pair.key], (reader) => machineOf(reader, machine));
    return isMade ? [principal, findMachineRole(context, service, machine)] : [principal];
  });
}

export function stateMachinesOf({ tree }: Service): readonly StateMachine[] {
  if (hasPlugin(tree, 'serverless-step-functions') === 'no') return [];
  const machines = plainMapping(findValue(tree, 'stepFunctions', 'stateMachines'));
  return (machines?.pairs ?? []).flatMap((pair) => {
    const node = plainMapping(pair.value);
    return node === undefined ? [] : [{ logicalId: stateMachineId(pair), pair, node }];
  });
}

function machineOf(reader: GrantsReader, { logicalId, pair, node }: StateMachine): FoundPrincipal {
  const { range } = pair.key;
  const role = findPair(node, 'role')?.value;
  const made = `${logicalId}Role`;
  const use = { logicalId: made, text: `\${${made}.Arn}`, range, when: [] };
  return {
    kind: 'state-machine',
    logicalId,
    type: 'AWS::StepFunctions::StateMachine',
    range,
    generated: false,
    roles: role === undefined || isOn(role) === 'no' ? [use] : readRoleUses(reader, role),
    policies: [],
    managed: [],
    boundaries: [],
    trust: [],
    when: [],
    unknown: [],
  };
}

function findMachineRole(context: GrantsContext, service: Service, machine: StateMachine): FoundPrincipal {
  const { node, pair, logicalId } = machine;
  const owner = { name: pair.key.value, type: 'AWS::StepFunctions::StateMachine', range: pair.key.range };
  const boundary = findPair(service.provider, 'rolePermissionsBoundary')?.value;
  return context.recall(node, 'machine role', [pair.key, boundary], (reader) => {
    const adding = addingTo(reader, owner);
    const own = findPair(node, 'iamRoleStatements')?.value;
    const permissions = [...permissionsOfTasks(adding, machine), ...permissionsOfSettings(node)];
    const isEmpty = permissions.length === 0 && plainItems(own).length === 0 && !isUnresolved(own) && adding.attached.unknown.length === 0;
    addStatements(adding, 'definition', isEmpty ? withoutTasks : consolidate(reader, permissions), owner.range);
    attachStatements(adding, own, 'inline');
    const trust = trustServices(adding, sub('states.${AWS::Region}.amazonaws.com'));
    return finishRole(adding, { logicalId: `${logicalId}Role`, when: [], trust, boundaries: boundaryUses(reader, boundary) });
  });
}

function permissionsOfTasks(adding: Adding, { node, pair }: StateMachine): readonly TaskPermission[] {
  const { reader, attached } = adding;
  const definition = findPair(node, 'definition');
  const name = plainString(findPair(node, 'name')?.value) ?? pair.key.value;
  if (plainMapping(definition?.value) === undefined) {
    const range = definition?.value.outer ?? pair.key.range;
    attached.unknown.push({ reason: `the definition of ${shorten(pair.key.value)} cannot be read`, range, about: 'attached' });
    return [];
  }
  return tasksIn(findPair(definition?.value, 'States')?.value, name, 0).flatMap((task) => {
    const found = permissionsOfTask(reader, task);
    if (found !== undefined) return found;
    const resource = findPair(task.node, 'Resource')?.value ?? task.node;
    const reason = `what the task ${shorten(plainString(resource) ?? '')} needs is not known`;
    attached.unknown.push({ reason, range: resource.outer, about: 'attached' });
    return [];
  });
}

/** Branches in branches; real machines stay under 6. */
const maximumDepth = 30;

function tasksIn(states: Node | undefined, machine: string, depth: number): readonly TaskState[] {
  if (depth > maximumDepth) return [];
  return (plainMapping(states)?.pairs ?? []).flatMap(({ value }) => {
    const node = plainMapping(value);
    if (node === undefined) return [];
    switch (plainString(findPair(node, 'Type')?.value)) {
      case 'Task':
        return [{ node }];
      case 'Parallel':
        return plainItems(findPair(node, 'Branches')?.value).flatMap((branch) =>
          tasksIn(findPair(branch, 'States')?.value, machine, depth + 1),
        );
      case 'Map':
        return tasksInMap(node, machine, depth);
      default:
        return [];
    }
  });
}

function tasksInMap(node: MappingNode, machine: string, depth: number): readonly TaskState[] {
  const processor = findPair(node, 'ItemProcessor')?.value ?? findPair(node, 'Iterator')?.value;
  const isDistributed = plainString(findValue(processor, 'ProcessorConfig', 'Mode')) === 'DISTRIBUTED';
  const ends = [findPair(node, 'ItemReader')?.value, findPair(node, 'ResultWriter')?.value].flatMap((end) => plainMapping(end) ?? []);
  return [
    ...tasksIn(findPair(processor, 'States')?.value, machine, depth + 1),
    ...(isDistributed ? [{ node, distributed: machine }] : []),
    ...ends.map((end) => ({ node: end })),
  ];
}

const DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const TRACING = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

function permissionsOfSettings(node: MappingNode): readonly TaskPermission[] {
  const key = plainString(findValue(node, 'encryptionConfig', 'KmsKeyId'));
  return [
    ...(isOn(findPair(node, 'loggingConfig')?.value) === 'yes' ? [permission(DELIVERY, '*')] : []),
    ...(isOn(findPair(node, 'tracingConfig')?.value) === 'yes' ? [permission(TRACING, '*')] : []),
    ...(key === undefined ? [] : [permission(['kms:Decrypt', 'kms:Encrypt'], sub(key))]),
  ];
}
