import type { Caller } from '../grants/callers.ts';
import { callersOf } from '../grants/callers.ts';
import type { EffectiveAccess } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import { whyNothingIsKnown } from '../grants/nothing-known.ts';
import { listNames } from '../lint/text.ts';
import type { Range } from '../syntax/node.ts';
import type { Template } from '../template/template.ts';
import type { PermissionNode } from './answers.ts';
import type { AccessRequest } from './code-lens.ts';
import { describeAccess } from './code-lens.ts';
import { countOf } from './markdown.ts';
import { accessNodes } from './permissions-tree/access-nodes.ts';
import { frameworkOf, placeOf, renderWhen } from './permissions-tree/place.ts';
import { shortResource } from './short-names.ts';
import { findActing, isShown } from './shown-principals.ts';

/** The roots of the tree: functions, state machines and roles with what they may do in short; one a step. Their children come on request. */
export function* principalSteps(asked: AccessRequest): Generator<void, readonly PermissionNode[]> {
  const { principals } = asked.grants;
  const nodes: PermissionNode[] = [];
  const acting = findActing(principals);
  for (const principal of principals) {
    if (!isShown(principal, acting)) continue;
    const { kind, logicalId, generated, range } = principal;
    const description = describeAccess(asked, principal, acting.get(logicalId)?.length ?? 0);
    nodes.push({
      kind,
      id: logicalId,
      label: principal.function ?? logicalId,
      description: kind === 'role' && generated ? `${description} · made by ${frameworkOf(asked.template)}` : description,
      tooltip: `${logicalId} (${principal.type})${renderWhen(principal.when)}`,
      ...placeOf(asked.template, range),
      children: [],
    });
    yield;
  }
  return nodes;
}

/** What stands below a principal: who calls it, services with their actions, resources and origins, what takes away, and what is not known. */
export function permissionsOf(asked: AccessRequest, logicalId: string): readonly PermissionNode[] {
  const { catalog, template, grants } = asked;
  const principal = grants.principals.find((one) => one.logicalId === logicalId);
  if (principal === undefined) return [];
  const access = effectiveAccess(catalog, principal);
  return [
    ...roleNodes(template, principal),
    ...actingNodes(template, grants.principals, principal),
    ...callerNodes(asked, principal),
    ...boundaryNodes(template, principal),
    ...accessNodes(catalog, template, access),
    ...unknownNodes(template, principal, access),
  ];
}

function callerNodes({ catalog, template, grants }: AccessRequest, principal: Principal): readonly PermissionNode[] {
  const callers = callersOf({ catalog, template, grants }, principal);
  if (callers.length === 0) return [];
  const children = callers.map((caller): PermissionNode => {
    const label = shortResource(caller.who);
    const description = [describeAuthorization(caller), renderWhen(caller.when).trim()].filter((part) => part !== '').join(' ');
    const id = `${caller.kind} ${caller.who} ${caller.through ?? ''}`;
    return { kind: 'caller', id, label, ...(description === '' ? {} : { description }), ...placeOf(template, caller.range), children: [] };
  });
  const isOpen = callers.some(({ authorization }) => authorization?.kind === 'none');
  return [
    { kind: 'caller', id: 'callers', label: 'called by', description: isOpen ? 'anyone' : countOf(callers.length, 'caller'), children },
  ];
}

function describeAuthorization({ through, authorization }: Caller): string {
  const by = through === undefined ? '' : `by ${shortResource(through)}`;
  switch (authorization?.kind) {
    case undefined:
      return by;
    case 'none':
      return `${by} without authorization`.trim();
    case 'iam':
      return `${by} authorized by IAM`.trim();
    case 'authorizer':
      return `${by} authorized by ${shortResource(authorization.name)}`.trim();
    case 'key':
      return `${by} with an API key`.trim();
    case 'unknown':
      return `${by} authorization not known`.trim();
  }
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
  const names = acting.map((one) => one.function ?? one.logicalId);
  const children = acting.map((one) => child(template, one));
  return [{ kind: 'role', id: 'acting', label: 'used by', description: listNames(names), children }];
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

function unknownNodes(template: Template, principal: Principal, { counts }: EffectiveAccess): readonly PermissionNode[] {
  const seen = new Map<string, Range>();
  const nothing = whyNothingIsKnown(counts, principal);
  for (const { reason, range } of principal.unknown) if (!seen.has(reason)) seen.set(reason, range);
  return [...seen].map(([reason, range]) => ({
    kind: 'unknown',
    id: `unknown ${reason}`,
    label: reason === nothing?.reason ? 'what it may do is not known' : 'more may be granted',
    description: reason,
    tooltip: reason,
    ...placeOf(template, range),
    children: [],
  }));
}
