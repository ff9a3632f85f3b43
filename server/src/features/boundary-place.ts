import type { Node, ScalarNode } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { PolicySource } from '../template/template.ts';
import { findPath } from './path.ts';
import type { FeatureRequest } from './request.ts';

/** The value of a permissions boundary at the cursor, as a managed policy that is named there. */
export interface BoundaryPlace {
  readonly source: PolicySource;
  readonly node: ScalarNode;
  /** From the value of the key down to the cursor. */
  readonly path: ReturnType<typeof findPath>;
}

/**
 * The keys that a boundary stands at: CloudFormation and SAM; Serverless 3 and 4 at the provider and at functions; serverless-iam-roles-per-function
 * 3.2.0.
 */
const KEYS: ReadonlySet<string> = new Set([
  'PermissionsBoundary',
  'permissionsBoundary',
  'permissionBoundary',
  'rolePermissionsBoundary',
  'iamPermissionsBoundary',
  'iamGlobalPermissionsBoundary',
]);

/** `undefined` where the cursor is in no value of such a key. */
export function findBoundaryPlace({ source, tree, offset }: FeatureRequest): BoundaryPlace | undefined {
  const path = findPath(source, tree, offset);
  const at = path.findLastIndex(({ pair, inKey }) => pair !== undefined && !inKey && KEYS.has(pair.key.value));
  const value = path[at]?.pair?.value;
  const node = path.at(-1)?.node;
  if (value === undefined || node?.kind !== 'scalar' || !isValue(value)) return undefined;
  const owner = { name: '', type: '', range: value.range };
  return { source: { kind: 'managed', owner, policyKind: 'boundary', when: [], node: value }, node, path: path.slice(at + 1) };
}

function isValue(value: Node): boolean {
  return value.kind === 'scalar' || findIntrinsic(value) !== undefined;
}
