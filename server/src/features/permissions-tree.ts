import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Range } from '../syntax/node.ts';
import type { Template } from '../template/template.ts';
import type { PermissionNode } from './answers.ts';
import { describeAccess } from './code-lens.ts';
import { countOf } from './markdown.ts';
import { accessNodes } from './permissions-tree/access-nodes.ts';
import { placeOf, renderWhen } from './permissions-tree/place.ts';
import { findActing, isShown } from './shown-principals.ts';

/** The roots of the tree: functions, state machines and roles with what they may do in short; one a step. Their children come on request. */
export function* principalSteps(
  catalog: KernelCatalog,
  template: Template,
  principals: readonly Principal[],
): Generator<void, readonly PermissionNode[]> {
  const nodes: PermissionNode[] = [];
  const acting = findActing(principals);
  for (const principal of principals) {
    if (!isShown(principal, acting)) continue;
    const { kind, logicalId, generated, range } = principal;
    const used = acting.get(logicalId)?.length ?? 0;
    const description = describeAccess(catalog, principal, used);
    nodes.push({
      kind,
      id: logicalId,
      label: principal.function ?? logicalId,
      description: kind === 'role' && generated ? `${description} · made by the framework` : description,
      tooltip: `${logicalId} (${principal.type})${renderWhen(principal.when)}`,
      ...placeOf(template, range),
      children: [],
    });
    yield;
  }
  return nodes;
}

/** What stands below a principal: services with their actions, resources and origins, what takes away, and what is not known. */
export function permissionsOf(
  catalog: KernelCatalog,
  template: Template,
  principals: readonly Principal[],
  logicalId: string,
): readonly PermissionNode[] {
  // A function before the role of its name, of which there is none in one template.
  const principal = principals.find((one) => one.logicalId === logicalId);
  if (principal === undefined) return [];
  const access = effectiveAccess(catalog, principal);
  return [
    ...roleNodes(template, principal),
    ...actingNodes(template, principals, principal),
    ...boundaryNodes(template, principal),
    ...accessNodes(catalog, template, access),
    ...unknownNodes(template, principal),
  ];
}

/** The roles that are written; one that is made for it alone is shown as itself. */
function roleNodes(template: Template, { roles, range }: Principal): readonly PermissionNode[] {
  return roles
    .filter((role) => role.range.unit !== range.unit || role.range.start !== range.start)
    .map(({ text, logicalId, range: at, when }) => ({
      kind: 'role',
      id: `role ${text}`,
      label: `acts by ${logicalId ?? text}${renderWhen(when)}`,
      ...placeOf(template, at),
      children: [],
    }));
}

function actingNodes(
  template: Template,
  principals: readonly Principal[],
  { kind, logicalId, generated }: Principal,
): readonly PermissionNode[] {
  const acting = kind === 'role' ? (findActing(principals).get(logicalId) ?? []) : [];
  if (acting.length === 0 || (generated && acting.length === 1)) return [];
  const children = acting.map((one) => child(template, one));
  return [{ kind: 'role', id: 'acting', label: `used by ${countOf(acting.length, 'function')}`, children }];
}

function child(template: Template, { kind, logicalId, function: name, range }: Principal): PermissionNode {
  return { kind, id: logicalId, label: name ?? logicalId, ...placeOf(template, range), children: [] };
}

function boundaryNodes(template: Template, { boundaries }: Principal): readonly PermissionNode[] {
  return boundaries.map(({ text, name, policies, range, when }) => ({
    kind: 'boundary',
    id: `boundary ${text}`,
    label: `permissions boundary ${name ?? text}${renderWhen(when)}`,
    ...(policies === undefined ? { description: 'its document is not known' } : {}),
    ...placeOf(template, range),
    children: [],
  }));
}

function unknownNodes(template: Template, { unknown }: Principal): readonly PermissionNode[] {
  const seen = new Map<string, Range>();
  for (const { reason, range } of unknown) if (!seen.has(reason)) seen.set(reason, range);
  return [...seen].map(([reason, range]) => ({
    kind: 'unknown',
    id: `unknown ${reason}`,
    label: 'more may be granted',
    description: reason,
    tooltip: reason,
    ...placeOf(template, range),
    children: [],
  }));
}
