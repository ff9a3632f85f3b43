import type { EffectiveAccess } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import { isEmptyActions } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { CodeLens } from './answers.ts';
import { countOf } from './markdown.ts';
import { findActing, isShown } from './shown-principals.ts';

/** What each function, state machine and role of a document may do, in a line above it; one principal a step. */
export function* codeLensSteps(
  catalog: KernelCatalog,
  principals: readonly Principal[],
  source: Source,
): Generator<void, readonly CodeLens[]> {
  const lenses: CodeLens[] = [];
  const acting = findActing(principals);
  for (const principal of principals) {
    const { range, logicalId } = principal;
    if (!source.layout.has(range.unit) || !isShown(principal, acting)) continue;
    const title = describeAccess(catalog, principal, acting.get(logicalId)?.length ?? 0);
    lenses.push({ range: toOffsets(source, range), title, principal: logicalId });
    yield;
  }
  return lenses;
}

/**
 * `at least 31 actions · 4 resources · 2 wildcards · boundary ok`. What there is none of is left out; `acting` says how many functions and state machines
 * act by a role that is written.
 */
export function describeAccess(catalog: KernelCatalog, principal: Principal, acting: number): string {
  const access = effectiveAccess(catalog, principal);
  return [...describeCounts(access, principal), describeBoundary(access), describeRoles(principal, acting)]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function describeCounts(access: EffectiveAccess, { unknown, policies }: Principal): readonly string[] {
  const { actions, wildcards, atLeast } = access.counts;
  if (actions === 0 && unknown.some(({ about }) => about === 'role')) return ['permissions not known'];
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

/** `ok` where it takes nothing away. */
function describeBoundary({ boundary, pieces }: EffectiveAccess): string | undefined {
  if (boundary === 'none') return undefined;
  if (boundary === 'unknown') return 'boundary not known';
  return pieces.every(({ cutOff }) => isEmptyActions(cutOff)) ? 'boundary ok' : 'boundary cuts some off';
}

function describeRoles({ kind, roles }: Principal, acting: number): string | undefined {
  if (kind !== 'role') return roles.length > 1 ? `${roles.length} roles` : undefined;
  return acting > 1 ? `shared by ${acting}` : undefined;
}
