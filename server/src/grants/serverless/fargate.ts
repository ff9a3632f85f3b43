import { findPair, findValue } from '../../syntax/node.ts';
import { plainMapping } from '../../template/intrinsic.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { GrantsContext } from '../context.ts';
import { addingTo, addManaged, finishRole } from '../sam/adding.ts';
import { attachManagedList, attachStatements } from './attach.ts';
import type { Service } from './service.ts';
import { hasPlugin } from './service.ts';
import { trustServices } from './trust.ts';

/**
 * The roles of serverless-fargate (MIT, `src/compiler.js`, 2026-11): one that starts tasks, one that tasks act by. It makes both, though every task may name
 * others.
 */
export function findFargateRoles(context: GrantsContext, { tree }: Service): readonly FoundPrincipal[] {
  const pair = findPair(tree, 'fargate');
  const settings = plainMapping(pair?.value);
  if (pair === undefined || settings === undefined || hasPlugin(tree, 'serverless-fargate') === 'no') return [];
  const statements = findPair(settings, 'iamRoleStatements');
  const managed = findValue(settings, 'iamManagedPolicies');
  const owner = { name: '', type: 'AWS::IAM::Role', range: pair.key.range };
  return context.recall(settings, 'fargate roles', [pair.key], (reader) => {
    const starting = addingTo(reader, owner);
    addManaged(starting, 'fargate', 'AmazonECSTaskExecutionRolePolicy', owner.range);
    addManaged(starting, 'fargate', 'AmazonEC2ContainerServiceEventsRole', owner.range);
    const tasks = addingTo(reader, owner);
    attachStatements(tasks, statements?.value, 'inline');
    attachManagedList(tasks, managed);
    const startedBy = trustServices(starting, ['ecs-tasks.amazonaws.com', 'events.amazonaws.com']);
    return [
      finishRole(starting, { logicalId: 'FargateIamExecutionRole', when: [], trust: startedBy }),
      finishRole(tasks, { logicalId: 'FargateIamTaskRole', when: [], trust: trustServices(tasks, ['ecs-tasks.amazonaws.com']) }),
    ];
  });
}
