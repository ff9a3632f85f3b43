import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices, shareActions } from '../policy/action-set.ts';
import type { ActionWord } from '../policy/action-words.ts';
import { holdsWord } from '../policy/action-words.ts';
import type { Presence } from '../policy/condition.ts';
import { impliesClauses } from '../policy/condition.ts';
import type { Piece } from '../policy/difference.ts';
import { findLost } from '../policy/difference.ts';
import type { Grant } from '../policy/grant.ts';
import { grantsOf, readStatement } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { coversResources, overlapsResources, resourceKey } from '../policy/resource-set.ts';
import type { World } from '../policy/worlds.ts';
import { worldsOf } from '../policy/worlds.ts';
import type { Range } from '../syntax/node.ts';
import type { Branch } from '../template/text.ts';
import { boundGrants } from './bounded-grants.ts';
import type { BoundaryUse, Principal } from './model.ts';
import { conditionsIn, principalKey, statementKeys } from './principal-keys.ts';

/** How the permissions of a principal differ between two versions of a template, its boundary counted in. */
export interface PrincipalChange {
  readonly gained: readonly ChangedGrant[];
  readonly lost: readonly ChangedGrant[];
  /** Of what is not known on one side: what may be gained or lost by it. */
  readonly unknown: readonly UnknownChange[];
}

export interface ChangedGrant {
  /** False where it depends on what is not known. */
  readonly certain: boolean;
  /** Actions of the catalogue, or one name that it does not know. */
  readonly actions: ActionSet | ActionWord;
  readonly resources: readonly ResourceSet[];
  /** The Allow that gives it, in the version that has it. */
  readonly grant: Grant;
  /** In which deployments it differs. */
  readonly when: readonly Branch[];
}

export interface UnknownChange {
  readonly about: 'gained' | 'lost';
  /** No trailing period. */
  readonly reason: string;
  /** In the version that has it. */
  readonly range: Range;
}

/** Deployments that are compared one by one: 16. */
const MAX_CONDITIONS = 4;

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

/** What the first list allows and the second does not; where the second but denies a part of it that part alone. */
function differenceOf(grants: readonly Grant[], others: readonly Grant[]): readonly Piece[] {
  return findLost(grants, others).flatMap((piece) => {
    const about = others.filter((other) => isAbout(other, piece.actions));
    const isAllowed = about.some(
      ({ effect, resources, clauses }) =>
        effect === 'Allow' &&
        resources.some((resource) => coversResources(resource, piece.resource) === 'yes') &&
        impliesClauses(clauses, piece.grant.clauses) === 'yes',
    );
    const denied = isAllowed ? about.filter(({ effect }) => effect === 'Deny').flatMap(({ resources }) => resources) : [];
    const parts = denied.filter((resource) => overlapsResources(resource, piece.resource) !== 'no');
    if (parts.length === 0) return [piece];
    return parts.map((resource) => ({
      ...piece,
      resource: coversResources(piece.resource, resource) === 'yes' ? resource : piece.resource,
    }));
  });
}

function isAbout(grant: Grant, actions: Piece['actions']): boolean {
  if ('words' in actions) return shareActions(grant.actions, actions);
  return grant.words !== undefined && holdsWord(grant.words, actions);
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

function grantsIn(catalog: KernelCatalog, policy: Policy, isPresent: Presence): readonly Grant[] {
  return policy.statements.flatMap((statement) =>
    readStatement(catalog, policy, statement, isPresent).flatMap((read) => grantsOf(catalog, read)),
  );
}

interface Found {
  readonly piece: Piece;
  readonly certain: boolean;
  readonly world: World;
}

function foundIn(world: World, pieces: readonly Piece[], certain: boolean): readonly Found[] {
  return pieces.map((piece) => ({ piece, certain: certain && piece.answer === 'yes', world }));
}

/** The same of several deployments once, and resources of one statement together. */
function joinWorlds(found: readonly Found[], worlds: readonly World[]): readonly ChangedGrant[] {
  const pieces = new Map<string, Found[]>();
  for (const one of found) {
    const key = JSON.stringify([actionsKey(one.piece.actions), resourceKey(one.piece.resource), one.piece.grant.scope]);
    pieces.set(key, [...(pieces.get(key) ?? []), one]);
  }
  const joined = new Map<string, { readonly change: ChangedGrant; readonly resources: Map<string, ResourceSet> }>();
  for (const same of pieces.values()) {
    const [first] = same;
    if (first === undefined) continue;
    const certain = same.every((one) => one.certain);
    for (const when of whensOf(new Set(same.map(({ world }) => world)), worlds)) {
      const { actions, grant, resource } = first.piece;
      const key = JSON.stringify([
        actionsKey(actions),
        grant.scope,
        certain,
        when,
        grant.statement.range.start,
        grant.statement.range.unit.name,
      ]);
      const known = joined.get(key) ?? { change: { certain, actions, resources: [], grant, when }, resources: new Map() };
      known.resources.set(resourceKey(resource), resource);
      joined.set(key, known);
    }
  }
  return [...joined.values()].map(({ change, resources }) => ({ ...change, resources: [...resources.values()] }));
}

/** Branches that together say these deployments and no others. */
function whensOf(some: ReadonlySet<World>, all: readonly World[]): readonly (readonly Branch[])[] {
  const shared = [...some].reduce<readonly Branch[]>(
    (left, world) => left.filter((branch) => world.branches.some((own) => own.condition === branch.condition && own.is === branch.is)),
    [...some][0]?.branches ?? [],
  );
  const meant = all.filter(({ branches }) =>
    shared.every((branch) => branches.some((own) => own.condition === branch.condition && own.is === branch.is)),
  );
  return meant.length === some.size ? [shared] : [...some].map(({ branches }) => branches);
}

function actionsKey(actions: ActionSet | ActionWord): string {
  return 'words' in actions ? actionIndices(actions).join() : actions.key;
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
