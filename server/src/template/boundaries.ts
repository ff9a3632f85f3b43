import type { Node } from '../syntax/node.ts';
import { findValue } from '../syntax/node.ts';
import { expand } from './branches.ts';
import type { Collector } from './collector.ts';
import type { BoundaryReferences } from './dialects/cloudformation.ts';
import type { TextContext } from './intrinsics.ts';
import { readText } from './intrinsics.ts';

/** Where Serverless names boundaries: the provider's, and those of serverless-iam-roles-per-function 3.2.0. */
const serverlessPaths: readonly (readonly string[])[] = [
  ['provider', 'rolePermissionsBoundary'],
  ['provider', 'iam', 'role', 'permissionsBoundary'],
  ['provider', 'iam', 'role', 'permissionBoundary'],
  ['custom', 'serverless-iam-roles-per-function', 'iamGlobalPermissionsBoundary'],
];

/** The resources of this template that its permissions boundaries and its attached policies refer to. */
export function findBoundaryReferences(collector: Collector, context: TextContext): BoundaryReferences {
  const boundaries = new Set<string>();
  const attached = new Set<string>();
  const add = (names: Set<string>, node: Node | undefined) => {
    if (node === undefined) return;
    for (const place of expand(node, [], collector.resolve).places) {
      for (const part of readText(place.node, context).parts) if (part.kind === 'symbol') names.add(part.symbol.name);
    }
  };
  for (const { properties } of context.scope.resources.values()) {
    add(boundaries, findValue(properties, 'PermissionsBoundary') ?? findValue(properties, 'iamPermissionsBoundary'));
  }
  for (const section of ['Function', 'StateMachine']) add(boundaries, findValue(collector.tree, 'Globals', section, 'PermissionsBoundary'));
  for (const path of serverlessPaths) add(boundaries, findValue(collector.tree, ...path));
  for (const source of collector.policies) if (source.kind === 'managed') add(attached, source.node);
  return { boundaries, attached };
}
