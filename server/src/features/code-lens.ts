import type { BoundarySettings } from '../grants/boundary-settings.ts';
import { isNamedBoundary } from '../grants/boundary-settings.ts';
import { callersOf } from '../grants/callers.ts';
import type { EffectiveAccess } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Grants, Principal } from '../grants/model.ts';
import { whyNothingIsKnown } from '../grants/nothing-known.ts';
import { isEmptyActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';
import type { CodeLens } from './answers.ts';
import { countOf } from './markdown.ts';
import { findActing, isShown } from './shown-principals.ts';

/** What each function, state machine and role of a document may do, in a line above it; one principal a step. */
export function* codeLensSteps(asked: AccessRequest, source: Source): Generator<void, readonly CodeLens[]> {
  const { principals } = asked.grants;
  const lenses: CodeLens[] = [];
  const acting = findActing(principals);
  for (const principal of principals) {
    const { range, logicalId } = principal;
    if (!source.layout.has(range.unit) || !isShown(principal, acting)) continue;
    const title = describeAccess(asked, principal, acting.get(logicalId)?.length ?? 0);
    lenses.push({ range: toOffsets(source, range), title, principal: logicalId });
    yield;
  }
  return lenses;
}

/** What is asked about who may do what in a document. */
export interface AccessRequest {
  readonly catalog: KernelCatalog;
  readonly template: Template;
  readonly grants: Grants;
  readonly boundaries: BoundarySettings;
}

/**
 * `at least 31 actions · 4 resources · 2 wildcards · boundary ok · anyone may call`. What there is none of is left out; `acting` says how many functions
 * and state machines act by a role.
 */
export function describeAccess(asked: AccessRequest, principal: Principal, acting: number): string {
  const { counts, boundary } = derive(asked.catalog, principal, 'access in words', () => describeOwn(asked.catalog, principal));
  const parts = [
    ...counts,
    describeBoundary(boundary, principal, asked.boundaries),
    describeRoles(principal, acting),
    isOpen(asked, principal) ? 'anyone may call' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** What the principal alone decides. */
interface Described {
  readonly counts: readonly string[];
  readonly boundary: string | undefined;
}

function describeOwn(catalog: KernelCatalog, principal: Principal): Described {
  const access = effectiveAccess(catalog, principal);
  return { counts: describeCounts(access, principal), boundary: describeEffect(access) };
}

/** Whether a caller needs to show nothing, in some deployment. */
function isOpen({ catalog, template, grants }: AccessRequest, principal: Principal): boolean {
  return callersOf({ catalog, template, grants }, principal).some(({ authorization }) => authorization?.kind === 'none');
}

function describeCounts(access: EffectiveAccess, principal: Principal): readonly string[] {
  const { policies } = principal;
  const { actions, wildcards, atLeast } = access.counts;
  const nothing = whyNothingIsKnown(access.counts, principal);
  if (nothing !== undefined) return [`what it may do is not known: ${nothing.reason}`];
  if (actions === 0 && !atLeast) return [policies.length === 0 ? 'no permissions' : 'no permissions left'];
  const all = `${atLeast ? 'at least ' : ''}${countOf(actions, 'action')}`;
  return [all, describeResources(access), ...(wildcards === 0 ? [] : [countOf(wildcards, 'wildcard')])];
}

/** `4 resources and *`: that any resource is meant would be lost in a number. */
function describeResources({ counts, pieces }: EffectiveAccess): string {
  const hasStar = pieces.some(
    ({ resource, actions, names }) =>
      resource.kind === 'pattern' && resource.pattern.form === 'star' && (names.length > 0 || !isEmptyActions(actions)),
  );
  if (!hasStar) return countOf(counts.resources, 'resource');
  return counts.resources === 1 ? 'any resource' : `${countOf(counts.resources - 1, 'resource')} and *`;
}

/** `ok` where the boundary takes nothing away. */
function describeEffect({ boundary, pieces }: EffectiveAccess): string | undefined {
  if (boundary === 'none') return undefined;
  if (boundary === 'unknown') return 'boundary not known';
  return pieces.every(({ cutOff }) => isEmptyActions(cutOff)) ? 'boundary ok' : 'boundary cuts some off';
}

/** That there is none is said where the configuration demands one. */
function describeBoundary(
  effect: string | undefined,
  { boundaries, unknown }: Principal,
  { required }: BoundarySettings,
): string | undefined {
  if (effect === undefined) {
    const isKnown = unknown.every(({ about }) => about !== 'role');
    return required !== undefined && isKnown ? 'no boundary' : undefined;
  }
  const isOther = typeof required === 'string' && boundaries.some(({ text }) => isNamedBoundary(required, text) === 'no');
  return isOther ? 'not the required boundary' : effect;
}

function describeRoles({ kind, roles }: Principal, acting: number): string | undefined {
  if (kind !== 'role') return roles.length > 1 ? `${roles.length} roles` : undefined;
  return acting > 1 ? `shared by ${acting}` : undefined;
}
