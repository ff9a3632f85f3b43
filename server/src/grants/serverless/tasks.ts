import { findPair } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import type { GrantsReader } from '../context.ts';
import { arnOf } from './statements.ts';
import type { TaskPermission, TaskState } from './task.ts';
import { invoke, withoutAlias } from './task-functions.ts';
import { SERVICES, startExecution } from './task-services.ts';

/**
 * The permissions that serverless-step-functions 3.28.1 (MIT, `lib/deploy/stepFunctions/compileIamRole.js`) makes of a task; `undefined` where it makes none
 * although the task calls something, or where what it makes cannot be read.
 */
export function permissionsOfTask(reader: GrantsReader, { node, distributed }: TaskState): readonly TaskPermission[] | undefined {
  if (distributed !== undefined)
    return startExecution(
      arnOf('states', `stateMachine:${distributed}`),
      'states:StartExecution',
      arnOf('states', `execution:${distributed}:*`),
    );
  const resource = findPair(node, 'Resource')?.value;
  if (resource === undefined) return undefined;
  const text = plainString(resource);
  const service = text === undefined ? undefined : /^arn:(?:aws(?:-[a-z]+)*|\$\{AWS::Partition\}):states:::(.*)$/.exec(text)?.[1];
  if (service !== undefined) {
    const read = SERVICES.get(service) ?? SERVICES.get(service.replace(/\.(?:sync(?::2)?|waitForTaskToken)$/, ''));
    return read?.({ reader, node });
  }
  if (text !== undefined && !/arn:aws(?:-[a-z]+)*:lambda/.test(text)) return undefined;
  return invoke(reader, text === undefined ? resource : withoutAlias(text));
}
