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
import type { Branch } from '../template/text.ts';

/** What one version grants and the other does not. */
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

/** What a policy grants in a deployment. */
export function grantsIn(catalog: KernelCatalog, policy: Policy, isPresent: Presence): readonly Grant[] {
  return policy.statements.flatMap((statement) =>
    readStatement(catalog, policy, statement, isPresent).flatMap((read) => grantsOf(catalog, read)),
  );
}

/** What the first list allows and the second does not; where the second but denies a part of it that part alone. */
export function differenceOf(grants: readonly Grant[], others: readonly Grant[]): readonly Piece[] {
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

/** A difference in one deployment. */
export interface Found {
  readonly piece: Piece;
  readonly certain: boolean;
  readonly world: World;
}

export function foundIn(world: World, pieces: readonly Piece[], certain: boolean): readonly Found[] {
  return pieces.map((piece) => ({ piece, certain: certain && piece.answer === 'yes', world }));
}

/** The same of several deployments once, and resources of one statement together. */
export function joinWorlds(found: readonly Found[], worlds: readonly World[]): readonly ChangedGrant[] {
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

export function actionsKey(actions: ActionSet | ActionWord): string {
  return 'words' in actions ? actionIndices(actions).join() : actions.key;
}
