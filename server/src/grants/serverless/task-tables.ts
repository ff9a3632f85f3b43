import type { Node } from '../../syntax/node.ts';
import { findIntrinsic, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { Written } from '../written.ts';

import { arnOf } from './statements.ts';
import type { Task, TaskPermission } from './task.ts';
import { argumentOf, isAtRuntime, permission, referredName } from './task.ts';

function tableArn(name: Node | undefined, rest = ''): Written | undefined {
  if (name === undefined) return undefined;
  const text = plainString(name);
  if (text !== undefined) return arnOf('dynamodb', `table/${text}${rest}`);
  if (rest !== '') return undefined;
  const id = referredName(name);
  if (id !== undefined) return { 'Fn::GetAtt': [id, 'Arn'] };
  if (findIntrinsic(name)?.name !== 'ImportValue') return undefined;
  return { 'Fn::Join': ['', [arnOf('dynamodb', 'table/'), name]] };
}

/** A task on one table, and an index of it. */
export function table({ node }: Task, action: string): readonly TaskPermission[] | undefined {
  if (isAtRuntime(node, 'TableName')) return [permission(action, '*')];
  const index = isAtRuntime(node, 'IndexName') ? '/index/*' : indexOf(argumentOf(node, 'IndexName'));
  const arn = index === undefined ? undefined : tableArn(argumentOf(node, 'TableName'), index);
  return arn === undefined ? undefined : [permission(action, arn)];
}

function indexOf(index: Node | undefined): string | undefined {
  if (index === undefined) return '';
  const text = plainString(index);
  return text === undefined ? undefined : `/index/${text}`;
}

/** A batch on the tables that it names. */
export function tables({ node }: Task, action: string): readonly TaskPermission[] | undefined {
  if (isAtRuntime(node, 'RequestItems')) return [permission(action, '*')];
  const items = plainMapping(argumentOf(node, 'RequestItems'));
  return items?.pairs.map(({ key }) => permission(action, arnOf('dynamodb', `table/${key.value.replace('.$', '')}`)));
}
