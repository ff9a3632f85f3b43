import { renderText } from '../../template/text.ts';
import type { GrantsReader } from '../context.ts';
import { allow } from '../sam/adding.ts';
import type { Written } from '../written.ts';
import { nodeOf } from '../written.ts';
import type { TaskPermission } from './task.ts';

/** What serverless-step-functions gives a machine that calls nothing. */
export const withoutTasks: readonly Written[] = [{ Effect: 'Deny', Action: '*', Resource: '*' }];

/**
 * The statements that serverless-step-functions 3.28.1 makes of permissions: those with the same actions have their resources together, of which `*` stands for all,
 * then those with the same resources have their actions together.
 */
export function consolidate(reader: GrantsReader, permissions: readonly TaskPermission[]): readonly Written[] {
  const byActions = new Map<string, { readonly actions: readonly string[]; readonly resources: Map<string, Written> }>();
  for (const { actions, resources } of permissions) {
    const key = actions.join();
    const known = byActions.get(key) ?? { actions, resources: new Map() };
    byActions.set(key, known);
    for (const resource of resources) known.resources.set(keyOf(reader, resource), resource);
  }
  const byResources = new Map<string, { readonly actions: string[]; readonly resources: readonly Written[] }>();
  for (const { actions, resources } of byActions.values()) {
    const all = resources.has('*') ? new Map([['*', '*']]) : resources;
    const key = [...all.keys()].join('\n');
    const known = byResources.get(key) ?? { actions: [], resources: [...all.values()] };
    byResources.set(key, known);
    known.actions.push(...actions.filter((action) => !known.actions.includes(action)));
  }
  return [...byResources.values()].map(({ actions, resources }) => allow(actions, resources));
}

/** Equal for equal resources, whoever wrote them. */
function keyOf(reader: GrantsReader, resource: Written): string {
  return typeof resource === 'string' ? resource : renderText(reader.readText(nodeOf(resource, NOWHERE)));
}

const NOWHERE = { unit: { uri: '', name: '' }, start: 0, end: 0 };
