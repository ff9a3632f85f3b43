import type { Presence } from '../policy/condition.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { World } from '../policy/worlds.ts';
import { worldsOf } from '../policy/worlds.ts';
import type { Range } from '../syntax/node.ts';
import { boundGrants } from './bounded-grants.ts';
import type { ChangedGrant, Found } from './changed-grants.ts';
import { differenceOf, foundIn, grantsIn, joinWorlds } from './changed-grants.ts';
import type { BoundaryUse, Principal } from './model.ts';
import { conditionsIn, principalKey, statementKeys } from './principal-keys.ts';

/** How the permissions of a principal differ between two versions of a template, its boundary counted in. */
export interface PrincipalChange {
  readonly gained: readonly ChangedGrant[];
  readonly lost: readonly ChangedGrant[];
  /** Of what is not known on one side: what may be gained or lost by it. */
  readonly unknown: readonly UnknownChange[];
}

export interface UnknownChange {
  readonly about: 'gained' | 'lost';
  /** No trailing period. */
  readonly reason: string;
  /** In the version that has it. */
  readonly range: Range;
}

/** Deployments that are compared one by one: 16. */
export const MAX_CONDITIONS = 4;

/**
 * Compares by meaning: what the policies allow, less what they deny and what the boundary cuts off, in every deployment that conditions tell apart.
 * `undefined`: there is no such principal in that version.
 */
export function comparePrincipals(catalog: KernelCatalog, before: Principal | undefined, after: Principal | undefined): PrincipalChange {
  const unknown = [...newUnknown(before, after, 'gained'), ...newUnknown(after, before, 'lost')];
  if (before !== undefined && after !== undefined && principalKey(before) === principalKey(after)) return { gained: [], lost: [], unknown };
  const both = [before, after].flatMap((principal) => principal ?? []);
  const conditions = conditionsIn(both, () => true);
  if (conditions.size <= MAX_CONDITIONS) return compareIn(catalog, before, after, worldsOf(conditions), true, unknown);
  const [mine, others] = [statementKeys(before), statementKeys(after)];
  const isChanged = (key: string): boolean => mine.has(key) !== others.has(key);
  const few = conditionsIn(both, isChanged);
  if (few.size <= MAX_CONDITIONS) return compareIn(catalog, before, after, worldsOf(few), false, unknown);
  const [range] = both.map((principal) => principal.range);
  const reason = `it depends on ${few.size} conditions`;
  const open = range === undefined ? [] : (['gained', 'lost'] as const).map((about): UnknownChange => ({ about, reason, range }));
  return { gained: [], lost: [], unknown: [...unknown, ...open] };
}

function compareIn(
  catalog: KernelCatalog,
  before: Principal | undefined,
  after: Principal | undefined,
  worlds: readonly World[],
  certain: boolean,
  unknown: readonly UnknownChange[],
): PrincipalChange {
  const gained: Found[] = [];
  const lost: Found[] = [];
  for (const world of worlds) {
    const [old, now] = [effective(catalog, before, after, world.isPresent), effective(catalog, after, before, world.isPresent)];
    gained.push(...foundIn(world, differenceOf(now.grants, old.grants), certain && now.certain));
    lost.push(...foundIn(world, differenceOf(old.grants, now.grants), certain && old.certain));
  }
  return { gained: joinWorlds(gained, worlds), lost: joinWorlds(lost, worlds), unknown };
}

interface Effective {
  readonly grants: readonly Grant[];
  /** False where a boundary that is not known may cut off any of it. */
  readonly certain: boolean;
}

/** What a principal is granted in a deployment, within its boundary. One that is not known is left aside where the other version has the same. */
function effective(catalog: KernelCatalog, own: Principal | undefined, other: Principal | undefined, isPresent: Presence): Effective {
  if (own === undefined || !isPresent(own.when)) return { grants: [], certain: true };
  const grants = own.policies.flatMap(({ policy, when }) => (isPresent(when) ? grantsIn(catalog, policy, isPresent) : []));
  const boundary = boundaryIn(own, isPresent);
  if (boundary === undefined) return { grants, certain: true };
  const { policies } = boundary;
  if (policies === undefined) return { grants, certain: boundaryIn(other, isPresent)?.text === boundary.text };
  return {
    grants: boundGrants(
      grants,
      policies.flatMap((policy) => grantsIn(catalog, policy, isPresent)),
    ),
    certain: true,
  };
}

function boundaryIn(principal: Principal | undefined, isPresent: Presence): BoundaryUse | undefined {
  return principal?.boundaries.find(({ when }) => isPresent(when));
}

/** What one version does not know and the other does, or does not have. */
function newUnknown(before: Principal | undefined, after: Principal | undefined, about: 'gained' | 'lost'): readonly UnknownChange[] {
  if (after === undefined) return [];
  const known = new Set(before?.unknown.map(({ reason }) => reason));
  const more = after.unknown
    .filter(({ reason }) => !known.has(reason))
    .map(({ reason, range }): UnknownChange => ({ about, reason, range }));
  // A boundary that is not known may have cut off anything, so that without it anything may be there.
  const kept = new Set(after.boundaries.map(({ text }) => text));
  const gone = (before?.boundaries ?? []).filter(({ text, policies }) => policies === undefined && !kept.has(text));
  const freed = gone.map(
    ({ text }): UnknownChange => ({
      about,
      reason: `the permissions boundary ${text}, whose document is not known, ${about === 'gained' ? 'no longer applies' : 'applies now'}`,
      range: after.range,
    }),
  );
  return [...more, ...freed];
}
