import type { ActionSet } from '../policy/action-set.ts';
import { allActions, emptyActions, intersectActions, subtractActions, unionActions } from '../policy/action-set.ts';
import type { ActionWord } from '../policy/action-words.ts';
import { holdsWord } from '../policy/action-words.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive, remember } from '../policy/kernel.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { coversResources, overlapsResources, resourceKey } from '../policy/resource-set.ts';
import { worldsOf } from '../policy/worlds.ts';
import { haveSame } from '../template/align.ts';
import type { Branch } from '../template/text.ts';
import type { BoundaryUse } from './model.ts';
import { branchesOf, isUnder, readPolicy } from './read-policy.ts';

/** What the permissions boundaries of a principal let through. */
export interface Bounds {
  /** Of what stands under these branches, on one value of `Resource`. */
  of(when: readonly Branch[], resource: ResourceSet): Passed;
  /** Whether an action that the catalogue does not know may pass. */
  mayPass(when: readonly Branch[], word: ActionWord): boolean;
}

export interface Passed {
  /** Actions that may be let through, in some deployment or on some of the resource. All others are cut off. */
  readonly most: ActionSet;
  /** Actions that are let through in every deployment, on all of the resource, under any condition. */
  readonly least: ActionSet;
}

/** Bounds of a principal with these boundaries; `undefined` without any. */
export function boundsOf(catalog: KernelCatalog, boundaries: readonly BoundaryUse[]): Bounds | undefined {
  if (boundaries.length === 0) return undefined;
  const known = new Map<string, Passed>();
  const [all, none] = [allActions(catalog), emptyActions(catalog)];
  const passed = (when: readonly Branch[], resource: ResourceSet): Passed => {
    const each = choicesOf(boundaries, when).map((use): Passed => {
      if (use === 'none') return { most: all, least: all };
      return use?.policies === undefined ? { most: all, least: none } : passedBy(catalog, use, when, resource);
    });
    const [first = { most: all, least: all }, ...others] = each;
    if (others.length === 0) return first;
    return {
      most: unionActions(first.most, ...others.map(({ most }) => most)),
      least: others.reduce((least, other) => intersectActions(least, other.least), first.least),
    };
  };
  return {
    of: (when, resource) => remember(known, `${JSON.stringify(when)} ${resourceKey(resource)}`, () => passed(when, resource)),
    mayPass: (when, word) => choicesOf(boundaries, when).some((use) => use === 'none' || use === undefined || mayHold(catalog, use, word)),
  };
}

/** Whether there is a deployment of those that have all of `when` in which no boundary is there. */
export function mayBeUnbounded(boundaries: readonly BoundaryUse[], when: readonly Branch[]): boolean {
  return choicesOf(boundaries, when).includes('none');
}

/** Beyond this many conditions, deployments are not told apart. */
const MAX_CONDITIONS = 4;

/** What bounds the principal in the deployments that have all of `when`: a boundary, nothing, or `undefined` for too many to tell. */
function choicesOf(boundaries: readonly BoundaryUse[], when: readonly Branch[]): readonly (BoundaryUse | 'none' | undefined)[] {
  const conditions = new Set(boundaries.flatMap((use) => use.when.map(({ condition }) => condition)));
  if (conditions.size > MAX_CONDITIONS) return [undefined];
  const worlds = worldsOf(conditions, when).map(({ branches }) => branches);
  return [...new Set(worlds.map((world) => boundaries.find((use) => isUnder(world, use.when)) ?? 'none'))];
}

function passedBy(catalog: KernelCatalog, { policies = [], when }: BoundaryUse, under: readonly Branch[], resource: ResourceSet): Passed {
  const place = [...under, ...when];
  const reads = policies.map((policy) => readPolicy(catalog, policy));
  const isHere = (grant: Grant): boolean => isUnder(place, branchesOf(grant));
  const covers = (grant: Grant): boolean => grant.resources.some((own) => coversResources(own, resource) === 'yes');
  const touches = (grant: Grant): boolean => grant.resources.some((own) => overlapsResources(own, resource) !== 'no');
  const allows = reads.flatMap((read) => read.allows);
  const denies = {
    may: reads.flatMap((read) => read.denies).filter(touches),
    surely: reads.flatMap(({ sureDenies }) => sureDenies).filter((grant) => isHere(grant) && covers(grant)),
  };
  const touching = allows.filter(touches);
  const covering = reads.flatMap(({ sureAllows }) => sureAllows).filter((grant) => isHere(grant) && covers(grant));
  const isComplete = reads.every(({ complete }) => complete);
  return {
    most: isComplete ? less(catalog, touching, denies.surely) : subtractActions(allActions(catalog), less(catalog, denies.surely, [])),
    least: isComplete ? less(catalog, covering, denies.may) : emptyActions(catalog),
  };
}

/**
 * What the first grants have and the others have not. It is the same set for the same grants: most resources are let through by the same statements of a
 * boundary. A managed policy lives longer than any document, so with it nothing is kept of another policy.
 */
function less(catalog: KernelCatalog, grants: readonly Grant[], others: readonly Grant[]): ActionSet {
  const [first] = grants;
  if (first === undefined) return emptyActions(catalog);
  const isOwn = ({ policy }: Grant): boolean => policy === first.policy;
  if (!grants.every(isOwn) || !others.every(isOwn)) return subtractAll(catalog, grants, others);
  const known = derive<Difference[]>(catalog, first, 'differences', () => []);
  const same = known.find((one) => haveSame(one.grants, grants) && haveSame(one.others, others));
  if (same !== undefined) return same.actions;
  const actions = subtractAll(catalog, grants, others);
  if (known.length === MAX_DIFFERENCES) known.shift();
  known.push({ grants, others, actions });
  return actions;
}

/** Resources of templates are of few kinds. */
const MAX_DIFFERENCES = 50;

function subtractAll(catalog: KernelCatalog, grants: readonly Grant[], others: readonly Grant[]): ActionSet {
  const union = (list: readonly Grant[]): ActionSet => unionActions(emptyActions(catalog), ...list.map(({ actions }) => actions));
  return subtractActions(union(grants), union(others));
}

interface Difference {
  readonly grants: readonly Grant[];
  readonly others: readonly Grant[];
  readonly actions: ActionSet;
}

function mayHold(catalog: KernelCatalog, { policies }: BoundaryUse, word: ActionWord): boolean {
  if (policies === undefined) return true;
  return policies.some((policy) => {
    const { allows, complete } = readPolicy(catalog, policy);
    return !complete || allows.some(({ words }) => words !== undefined && holdsWord(words, word));
  });
}
