import type { Node } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainItems, plainString } from '../../template/intrinsic.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { GrantsReader } from '../context.ts';
import type { RoleUse, UnknownGrant } from '../model.ts';
import { readRoleUses } from '../role-uses.ts';
import { isOn, isUnresolved } from './nodes.ts';
import type { Service, ServiceFunction } from './service.ts';

/** The role that the framework makes for all functions (serverless 3.40.0, MIT, `lib/plugins/aws/lib/naming.js`). */
export const SHARED_ROLE = 'IamRoleLambdaExecution';

/** What a function acts by. */
export type Acting =
  /** A role that the framework does not make. */
  | { readonly kind: 'other'; readonly node: Node }
  | { readonly kind: 'shared' }
  /** A role of its own, made by serverless-iam-roles-per-function or by version 4. */
  | { readonly kind: 'own'; readonly by: 'plugin' | 'framework' };

/** `role` of the function counts first, then a role of the provider, then what is said for a role of its own. */
export function actingOf({ role, plugin, perFunction, isVersion4 }: Service, { node }: ServiceFunction): Acting {
  const own = findPair(node, 'role')?.value;
  if (own !== undefined && isOn(own) !== 'no') return plainString(own) === SHARED_ROLE ? { kind: 'shared' } : { kind: 'other', node: own };
  if (role !== undefined) return { kind: 'other', node: role };
  const hasStatements = findPair(node, 'iamRoleStatements') !== undefined;
  if (plugin === 'yes') return hasStatements ? { kind: 'own', by: 'plugin' } : { kind: 'shared' };
  if (!isVersion4) return plugin === 'unknown' && hasStatements ? { kind: 'own', by: 'plugin' } : { kind: 'shared' };
  const hasPolicies = plainItems(findValue(node, 'iam', 'role', 'managedPolicies')).length > 0;
  const isOwn = perFunction || hasStatements || hasPolicies || findValue(node, 'iam', 'role', 'statements') !== undefined;
  return isOwn ? { kind: 'own', by: 'framework' } : { kind: 'shared' };
}

/** For the `by` of `each`: what of a service decides by what its functions act. */
export function actingInputs({ role, plugin, perFunction, isVersion4 }: Service): readonly unknown[] {
  return [role, plugin, perFunction, isVersion4];
}

/** The logical id of the role of a function's own. */
export function ownRoleId({ prefix }: ServiceFunction): string {
  return `${prefix}${SHARED_ROLE}`;
}

/** The function, which has what its role has. */
export function readFunction(reader: GrantsReader, service: Service, fn: ServiceFunction): FoundPrincipal {
  const acting = actingOf(service, fn);
  const { logicalId, key } = fn.resource;
  const condition = plainString(findPair(fn.node, 'condition')?.value);
  const made = acting.kind === 'own' ? ownRoleId(fn) : SHARED_ROLE;
  const use = { logicalId: made, text: `\${${made}.Arn}`, range: key.range, when: [] };
  return {
    kind: 'function',
    logicalId,
    function: fn.name,
    type: 'AWS::Lambda::Function',
    range: key.range,
    generated: false,
    roles: acting.kind === 'other' ? roleUsesOf(reader, acting.node) : [use],
    policies: [],
    managed: [],
    boundaries: [],
    trust: [],
    when: condition === undefined ? [] : [{ condition, is: true }],
    unknown: acting.kind === 'shared' ? unusedStatements(service, fn) : [],
  };
}

/** A string that is no ARN is a logical id. */
export function roleUsesOf(reader: GrantsReader, node: Node): readonly RoleUse[] {
  const text = plainString(node);
  if (text === undefined || text.startsWith('arn:') || isUnresolved(node)) return readRoleUses(reader, node);
  return [{ logicalId: text, text: `\${${text}.Arn}`, range: node.outer, when: [] }];
}

/** Nothing that is listed reads these statements. */
function unusedStatements({ plugin, isVersion4 }: Service, { node }: ServiceFunction): readonly UnknownGrant[] {
  const pair = findPair(node, 'iamRoleStatements');
  if (pair === undefined || plugin === 'yes' || isVersion4) return [];
  const reason = 'iamRoleStatements count only with serverless-iam-roles-per-function or Serverless 4';
  return [{ reason, range: pair.key.range, about: 'role' }];
}
