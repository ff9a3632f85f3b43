import type { MappingNode, Node } from '../../syntax/node.ts';
import { findValue } from '../../syntax/node.ts';
import { findIntrinsic, plainString, scalarArgument } from '../../template/intrinsic.ts';
import type { GrantsReader } from '../context.ts';
import type { Written } from '../written.ts';

import { arnOf } from './statements.ts';

/** Actions that a state of a machine needs on resources. */
export interface TaskPermission {
  readonly actions: readonly string[];
  readonly resources: readonly Written[];
}

/** A state that calls something, or a reader or writer of a `Map`. */
export interface TaskState {
  readonly node: MappingNode;
  /** Of a `Map` whose branches are executions of their own: the name of the machine. */
  readonly distributed?: string;
}

/** A task whose permissions are being found. */
export interface Task {
  readonly reader: GrantsReader;
  readonly node: MappingNode;
}

/** `undefined` where what is made of the task cannot be read. */
export type ReadTask = (task: Task) => readonly TaskPermission[] | undefined;

const RULES = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

/** A rule by which a service of AWS is told that a task has ended. */
export function rule(name: string): TaskPermission {
  return { actions: RULES, resources: [arnOf('events', `rule/${name}`)] };
}

export function permission(actions: string | readonly string[], ...resources: readonly Written[]): TaskPermission {
  return { actions: typeof actions === 'string' ? [actions] : actions, resources };
}

/** A parameter, or an argument in JSONata, with that name. */
export function argumentOf(node: MappingNode, name: string): Node | undefined {
  return findValue(node, 'Parameters', name) ?? findValue(node, 'Arguments', name);
}

/** Whether the value is only known while the machine runs: `Name.$`, or an expression in JSONata. */
export function isAtRuntime(node: MappingNode, name: string): boolean {
  if (findValue(node, 'Parameters', `${name}.$`) !== undefined) return true;
  return (
    plainString(findValue(node, 'Arguments', name))
      ?.trim()
      .startsWith('{%') === true
  );
}

/** For a value that is written, or for all where it is only known at run time. */
export function atRuntimeOr(
  node: MappingNode,
  name: string,
  make: (value: Written) => readonly TaskPermission[] | undefined,
): readonly TaskPermission[] | undefined {
  if (isAtRuntime(node, name)) return make('*');
  const value = argumentOf(node, name);
  return value === undefined ? undefined : make(value);
}

/** The logical id that `!Ref` names. */
export function referredName(node: Node): string | undefined {
  const intrinsic = findIntrinsic(node);
  return intrinsic?.name === 'Ref' ? scalarArgument(intrinsic)?.value : undefined;
}
