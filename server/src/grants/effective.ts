import { lazy } from '../catalog/shelf.ts';
import type { ActionSet } from '../policy/action-set.ts';
import {
  containsActions,
  countActions,
  emptyActions,
  intersectActions,
  isEmptyActions,
  shareActions,
  subtractActions,
  unionActions,
} from '../policy/action-set.ts';
import type { ActionWord } from '../policy/action-words.ts';
import { unmatchedWords } from '../policy/action-words.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { coversResources, overlapsResources, resourceKey } from '../policy/resource-set.ts';
import { haveSame } from '../template/align.ts';
import type { Branch } from '../template/text.ts';
import type { Bounds } from './bounds.ts';
import { boundsOf } from './bounds.ts';
import { countWildcards } from './count-wildcards.ts';
import type { GrantedPolicy, Principal } from './model.ts';
import type { ReadPolicy } from './read-policy.ts';
import { branchesOf, concat, isUnder, readPolicy } from './read-policy.ts';

/**
 * What a principal may do, as sets: every Allow of its policies, less what its Denies and its permissions boundaries take away. Of branches of `Fn::If` that
 * exclude each other both are counted: what is here may be granted in some deployment.
 */
export interface EffectiveAccess {
  /** Every Allow, in the order of `policies`, pair by pair of alike actions and one resource. Made at the first use: `actions` says for most questions that nobody need look. */
  readonly pieces: readonly AccessPiece[];
  /** All that `pieces` leave of the catalogue's actions. */
  readonly actions: ActionSet;
  /** More may be granted than is here. */
  readonly atLeast: boolean;
  /** Made at the first use, too. */
  readonly counts: AccessCounts;
  /** `unknown`: there is one, or there may be, whose document is not known, so that it may take away any of this. */
  readonly boundary: 'none' | 'known' | 'unknown';
}

export interface AccessCounts {
  /** Of the catalogue, and names that it does not know. */
  readonly actions: number;
  /** Different values of `Resource` on which something is left; a `*` is one. */
  readonly resources: number;
  /** Different patterns of `Action` with a wildcard, statements with `NotAction` or `NotResource`, and those with a plain `*` that could be limited. */
  readonly wildcards: number;
  /** More may be granted than is counted. */
  readonly atLeast: boolean;
}

export interface AccessPiece {
  readonly granted: GrantedPolicy;
  /** Its part of a statement; where `words` are set it has no actions of the catalogue. */
  readonly grant: Grant;
  readonly resource: ResourceSet;
  /** All branches of `Fn::If` that it is under. */
  readonly when: readonly Branch[];
  /** What is left of the grant's actions, at least on some of the resource, in some deployment or under some condition. */
  readonly actions: ActionSet;
  /** Those that no Deny and no boundary takes away wherever the statement grants them; a boundary or Deny that is not known may. */
  readonly certain: ActionSet;
  /** Those that an unconditional Deny takes away on all of the resource. */
  readonly denied: ActionSet;
  /** Those that no boundary lets through. */
  readonly cutOff: ActionSet;
  /** Names that the catalogue does not know, of what is left. */
  readonly names: readonly ActionWord[];
}

/** Computed once for a principal, and for a role and what acts by it together, by the catalogue's memo. */
export function effectiveAccess(catalog: KernelCatalog, principal: Principal): EffectiveAccess {
  return derive(catalog, principal, 'effective access', () => {
    const [first] = principal.policies;
    if (first === undefined) return computeAccess(catalog, principal);
    const known = derive<KnownAccess[]>(catalog, first, 'effective access of its holders', () => []);
    const same = known.find((one) => isSameAccess(one.principal, principal));
    if (same !== undefined) return same.access;
    const access = computeAccess(catalog, principal);
    if (known.length === MAX_HOLDERS) known.shift();
    known.push({ principal, access });
    return access;
  });
}

/** A policy may outlive many versions of who has it; those of one version that have the same stand next to each other. */
const MAX_HOLDERS = 16;

interface KnownAccess {
  readonly principal: Principal;
  readonly access: EffectiveAccess;
}

/** Whether all that decides the access of both is the same. */
function isSameAccess(left: Principal, right: Principal): boolean {
  return (
    haveSame(left.policies, right.policies) &&
    haveSame(left.boundaries, right.boundaries) &&
    left.unknown.length > 0 === right.unknown.length > 0
  );
}

function computeAccess(catalog: KernelCatalog, { boundaries, policies, unknown }: Principal): EffectiveAccess {
  const reads = policies.map((granted) => ({ granted, read: readPolicy(catalog, granted.policy) }));
  const taking = takingOf(catalog, reads, boundaries);
  const pieces = lazy(() => piecesOf(taking, reads));
  const isWhole = taking.denies.length === 0 && taking.bounds === undefined;
  const sets = isWhole ? reads.map(({ read }) => read.allowed) : pieces().map((piece) => piece.actions);
  const actions = unionActions(taking.none, ...new Set(sets));
  const atLeast = unknown.length > 0 || reads.some(({ read }) => !read.complete);
  const counts = lazy(() => countAccess(catalog, pieces(), actions, atLeast));
  const boundary = boundaries.length === 0 ? 'none' : boundaries.every(isKnown) ? 'known' : 'unknown';
  return new ComputedAccess({ pieces, actions, atLeast, counts, boundary });
}

class ComputedAccess implements EffectiveAccess {
  readonly actions: ActionSet;
  readonly atLeast: boolean;
  readonly boundary: EffectiveAccess['boundary'];
  readonly #pieces: () => readonly AccessPiece[];
  readonly #counts: () => AccessCounts;

  constructor({ pieces, actions, atLeast, counts, boundary }: ToCompute) {
    this.actions = actions;
    this.atLeast = atLeast;
    this.boundary = boundary;
    this.#pieces = pieces;
    this.#counts = counts;
  }

  get pieces(): readonly AccessPiece[] {
    return this.#pieces();
  }

  get counts(): AccessCounts {
    return this.#counts();
  }
}

type ToCompute = Omit<EffectiveAccess, 'pieces' | 'counts'> & {
  readonly pieces: () => readonly AccessPiece[];
  readonly counts: () => AccessCounts;
};

interface GrantedRead {
  readonly granted: GrantedPolicy;
  readonly read: ReadPolicy;
}

function takingOf(catalog: KernelCatalog, reads: readonly GrantedRead[], boundaries: Principal['boundaries']): Taking {
  const denies: Placed[] = [];
  const sureDenies: Placed[] = [];
  for (const { granted, read } of reads) {
    for (const grant of read.denies) denies.push(placed(granted, grant));
    for (const grant of read.sureDenies) sureDenies.push(placed(granted, grant));
  }
  return { none: emptyActions(catalog), denies, sureDenies, bounds: boundsOf(catalog, boundaries) };
}

function piecesOf(taking: Taking, reads: readonly GrantedRead[]): readonly AccessPiece[] {
  const pieces: AccessPiece[] = [];
  for (const { granted, read } of reads) {
    for (const grant of read.allows) {
      const place = placed(granted, grant);
      for (const resource of grant.resources) pieces.push(pieceOf(taking, place, resource));
    }
  }
  return pieces;
}

function countAccess(catalog: KernelCatalog, pieces: readonly AccessPiece[], actions: ActionSet, atLeast: boolean): AccessCounts {
  const left = pieces.filter((piece) => piece.names.length > 0 || !isEmptyActions(piece.actions));
  const names = new Set(left.flatMap((piece) => piece.names.map(({ key }) => key)));
  return {
    actions: countActions(actions) + names.size,
    resources: new Set(left.map(({ resource }) => resourceKey(resource))).size,
    wildcards: countWildcards(catalog, left),
    atLeast,
  };
}

/** A grant with the branches that it is under. */
interface Placed {
  readonly granted: GrantedPolicy;
  readonly grant: Grant;
  readonly when: readonly Branch[];
}

/** What takes away from an Allow. */
interface Taking {
  readonly none: ActionSet;
  readonly denies: readonly Placed[];
  readonly sureDenies: readonly Placed[];
  readonly bounds: Bounds | undefined;
}

function placed(granted: GrantedPolicy, grant: Grant): Placed {
  return { granted, grant, when: concat(granted.when, branchesOf(grant)) };
}

function pieceOf({ none, denies, sureDenies, bounds }: Taking, { granted, grant, when }: Placed, resource: ResourceSet): AccessPiece {
  const { actions, words } = grant;
  if (words !== undefined) {
    const unmatched = words.complement ? NO_NAMES : unmatchedWords(words).filter(isName);
    const names = bounds === undefined ? unmatched : unmatched.filter((word) => bounds.mayPass(when, word));
    return { granted, grant, resource, when, actions: none, certain: none, denied: none, cutOff: none, names };
  }
  const denied = deniedOf(none, sureDenies, actions, (deny) => isUnder(when, deny.when) && covers(deny.grant, resource));
  const mayDeny = deniedOf(none, denies, actions, ({ grant: deny }) => touches(deny, resource));
  const passed = bounds?.of(when, resource);
  // Sets are shared where nothing is taken away: there are many pieces, and a set is as long as the catalogue.
  const cutOff = passed === undefined || containsActions(passed.most, actions) ? none : subtractActions(actions, passed.most);
  const allowed = denied === none ? actions : subtractActions(actions, denied);
  const left = cutOff === none ? allowed : subtractActions(allowed, cutOff);
  const bound = passed === undefined || containsActions(passed.least, left) ? left : intersectActions(left, passed.least);
  const certain = mayDeny === none ? bound : subtractActions(bound, mayDeny);
  return { granted, grant, resource, when, actions: left, certain, denied, cutOff, names: NO_NAMES };
}

const NO_NAMES: readonly ActionWord[] = [];

function deniedOf(none: ActionSet, denies: readonly Placed[], actions: ActionSet, isMeant: (deny: Placed) => boolean): ActionSet {
  if (denies.length === 0) return none;
  const meant = denies.filter((deny) => shareActions(deny.grant.actions, actions) && isMeant(deny));
  return meant.length === 0 ? none : intersectActions(actions, unionActions(none, ...meant.map(({ grant }) => grant.actions)));
}

function covers(deny: Grant, resource: ResourceSet): boolean {
  return deny.resources.some((own) => coversResources(own, resource) === 'yes');
}

function touches(deny: Grant, resource: ResourceSet): boolean {
  return deny.resources.some((own) => overlapsResources(own, resource) !== 'no');
}

/** A name written out, which is an action that the catalogue does not have yet, or a mistake. */
function isName({ literal, key }: ActionWord): boolean {
  return literal && !key.includes('\u0000');
}

function isKnown({ policies }: { readonly policies?: readonly unknown[] }): boolean {
  return policies !== undefined;
}
