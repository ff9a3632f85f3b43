import { containsActions } from '../policy/action-set.ts';
import type { Presence } from '../policy/condition.ts';
import type { Piece } from '../policy/difference.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { resourceKey } from '../policy/resource-set.ts';
import type { World } from '../policy/worlds.ts';
import { conditionsOf, worldsOf } from '../policy/worlds.ts';
import type { ChangedGrant, Found } from './changed-grants.ts';
import { actionsKey, differenceOf, foundIn, grantsIn, joinWorlds } from './changed-grants.ts';
import type { UnknownChange } from './compare-principals.ts';
import { MAX_CONDITIONS } from './compare-principals.ts';
import type { PolicedResource } from './policed-resources.ts';
import { whensOf } from './policed-resources.ts';
import { statementKey } from './principal-keys.ts';
import type { About, Requester } from './requesters.ts';
import { isAbout, isEverybody, readAbout } from './requesters.ts';

/** How what others may do with a resource differs between two versions of a template. */
export interface ResourceChange {
  readonly gained: readonly ResourceGrant[];
  readonly lost: readonly ResourceGrant[];
  readonly unknown: readonly UnknownChange[];
}

export interface ResourceGrant extends ChangedGrant {
  /** Who gains or loses it: never empty. One that is everybody but some stands alone. */
  readonly requesters: readonly Requester[];
}

/**
 * Compares by meaning, for each principal that either version names, in every deployment that conditions tell apart: what the policies of the resource allow it or
 * everybody, less what they deny it. A principal that is not known is the same where its text is. `undefined`: no policy stands on it in that version.
 */
export function compareResources(
  catalog: KernelCatalog,
  before: PolicedResource | undefined,
  after: PolicedResource | undefined,
): ResourceChange {
  const unknown = [...newUnknown(before, after, 'gained'), ...newUnknown(after, before, 'lost')];
  const [mine, others] = [keysOf(before), keysOf(after)];
  if (mine.size === others.size && [...mine].every((key) => others.has(key))) return { gained: [], lost: [], unknown };
  const both = [before, after].flatMap((resource) => resource ?? []);
  const statements = both.flatMap(({ policies }) => policies.flatMap(({ policy }) => policy.statements));
  const conditions = conditionsOf(statements, both.flatMap(whensOf));
  const [range] = both.flatMap(({ policies }) => policies.map(({ origin }) => origin.range));
  if (conditions.size > MAX_CONDITIONS && range !== undefined) {
    const reason = `its policy depends on ${conditions.size} conditions`;
    return { gained: [], lost: [], unknown: [...unknown, { about: 'gained', reason, range }, { about: 'lost', reason, range }] };
  }
  const worlds = worldsOf(conditions);
  return { gained: grantsOnly(catalog, after, before, worlds), lost: grantsOnly(catalog, before, after, worlds), unknown };
}

function keysOf(resource: PolicedResource | undefined): ReadonlySet<string> {
  const all = resource?.policies ?? [];
  return new Set(all.flatMap(({ policy, when }) => policy.statements.map((statement) => statementKey(policy, when, statement))));
}

/** What one version allows and the other does not: to whom. */
function grantsOnly(
  catalog: KernelCatalog,
  own: PolicedResource | undefined,
  other: PolicedResource | undefined,
  worlds: readonly World[],
): readonly ResourceGrant[] {
  const found = new Map<string, { readonly requester: Requester; readonly found: Found[] }>();
  for (const world of worlds) {
    const [mine, others] = [readGrants(catalog, own, world.isPresent), readGrants(catalog, other, world.isPresent)];
    const wide: Piece[] = [];
    for (const requester of requestersOf([...mine, ...others])) {
      const pieces = differenceOf(askedBy(mine, requester), askedBy(others, requester)).filter((piece) => !isAmong(piece, wide));
      if (isEverybody(requester)) wide.push(...pieces);
      const known = found.get(requester.key) ?? { requester, found: [] };
      known.found.push(...foundIn(world, pieces, true));
      found.set(requester.key, known);
    }
  }
  const all = [...found.values()].flatMap(({ requester, found: own }) =>
    joinWorlds(own, worlds).map((grant) => ({ ...grant, requesters: [requester] })),
  );
  return joinRequesters(all);
}

interface AboutGrant {
  readonly grant: Grant;
  readonly about: About;
}

function readGrants(catalog: KernelCatalog, resource: PolicedResource | undefined, isPresent: Presence): readonly AboutGrant[] {
  const policies = resource?.policies.filter(({ when }) => isPresent(when)) ?? [];
  return policies.flatMap(({ policy }) =>
    grantsIn(catalog, policy, isPresent).map((grant) => ({ grant, about: readAbout(grant.statement, isPresent) })),
  );
}

/** Everybody first, then all but some, then each by itself. */
function requestersOf(grants: readonly AboutGrant[]): readonly Requester[] {
  const all = new Map(grants.flatMap(({ about }) => [...about.named, ...about.except].map((one) => [one.key, one])));
  const rank = (one: Requester): number => (isEverybody(one) ? 0 : one.others ? 1 : 2);
  return [...all.values()].sort((a, b) => rank(a) - rank(b));
}

/** The grants that are about what one requester asks, as if it alone were named. */
function askedBy(grants: readonly AboutGrant[], requester: Requester): readonly Grant[] {
  return grants
    .filter(({ grant, about }) => isAbout(about, requester, grant.effect))
    .map(({ grant }) => {
      const { resource, notResource } = grant.statement;
      const about = grant.clauses.map((clause) => JSON.stringify([clause.about, clause.values])).sort();
      const own = { ...grant, principal: '', scope: JSON.stringify([grant.effect, '', about]) };
      // Without `Resource` it is the one that the policy stands on, which its actions are meant for.
      return resource === undefined && notResource === undefined ? { ...own, uncertain: new Set() } : own;
    });
}

function isAmong({ actions, resource, grant }: Piece, others: readonly Piece[]): boolean {
  return others.some((other) => {
    if (resourceKey(other.resource) !== resourceKey(resource) || other.grant.scope !== grant.scope) return false;
    if ('words' in actions && 'words' in other.actions) return containsActions(other.actions, actions);
    return actionsKey(actions) === actionsKey(other.actions);
  });
}

/** The same for several as one, but for those that are all but some. */
function joinRequesters(grants: readonly ResourceGrant[]): readonly ResourceGrant[] {
  const joined = new Map<string, ResourceGrant>();
  for (const one of grants) {
    const { actions, resources, grant, certain, when, requesters } = one;
    const { start, unit } = grant.statement.range;
    const apart = requesters.filter(({ others }) => others).map(({ key }) => key);
    const key = JSON.stringify([actionsKey(actions), resources.map(resourceKey), grant.scope, start, unit.name, certain, when, apart]);
    const known = joined.get(key);
    joined.set(key, known === undefined ? one : { ...known, requesters: [...known.requesters, ...requesters] });
  }
  return [...joined.values()];
}

function newUnknown(
  before: PolicedResource | undefined,
  after: PolicedResource | undefined,
  about: 'gained' | 'lost',
): readonly UnknownChange[] {
  const known = new Set(before?.unknown.map(({ key }) => key));
  const more = after?.unknown.filter(({ key }) => !known.has(key)) ?? [];
  return more.map(({ reason, range }) => ({ about, reason, range }));
}
