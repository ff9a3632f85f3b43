import type { EscalationPath } from '../catalog/catalog.ts';
import type { AccessPiece } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import { hasAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import { areCompatible } from '../template/text.ts';
import { mayAllow, mayAllowAction } from './allowed.ts';
import { isWritten } from './granted.ts';
import { isEveryResource, limitsNothing } from './risk.ts';

export interface CombinedEscalation {
  readonly path: EscalationPath;
  /** One for each action of the path; where it is reported first. */
  readonly steps: readonly EscalationStep[];
}

export interface EscalationStep {
  readonly index: number;
  readonly piece: AccessPiece;
}

/**
 * Ways to more rights that take several policies of the principal: all their actions are certain to be allowed on every resource, and no policy allows
 * them all by itself. Those of the fewest actions first; none where an action of IAM is enough without another.
 */
export function findCombinedEscalations(catalog: KernelCatalog, principal: Principal): readonly CombinedEscalation[] {
  const { policies } = principal;
  if (policies.length < 2) return [];
  const allowed = new Set(policies.flatMap(({ policy }) => stepsOf(catalog, policy)));
  const possible = allowed.size === 0 ? [] : waysOf(catalog).ways.filter(({ indices }) => indices.every((index) => allowed.has(index)));
  if (possible.length === 0) return [];
  const access = effectiveAccess(catalog, principal);
  const ways = possible.filter(({ indices }) => indices.every((index) => hasAction(access.actions, index)));
  if (ways.length === 0) return [];
  const open = access.pieces.filter(({ grant }) => limitsNothing(grant.statement.condition) && grant.statement.complete);
  const givers = new Map<number, readonly AccessPiece[]>();
  const giversOf = (index: number): readonly AccessPiece[] => {
    const known = givers.get(index) ?? open.filter((piece) => isOpenTo(catalog, piece, index));
    givers.set(index, known);
    return known;
  };
  // Whoever may change its own policies has all rights: that is reported as such, and needs no other way.
  if (sufficient(catalog.escalationPaths()).some((name) => giversOf(catalog.actionIndex(name) ?? -1).length > 0)) return [];
  const found = ways.flatMap(({ path, indices }): readonly CombinedEscalation[] => {
    const alone = giversOf(indices[0] ?? -1).some(({ granted }) =>
      indices.every((index) => giversOf(index).some((piece) => piece.granted.policy === granted.policy)),
    );
    const steps = alone ? undefined : chooseSteps(indices, giversOf);
    return steps === undefined ? [] : [{ path, steps: [...steps].sort((a, b) => weight(catalog, a) - weight(catalog, b)) }];
  });
  return found.sort((a, b) => a.steps.length - b.steps.length);
}

interface Way {
  readonly path: EscalationPath;
  /** Numbers of its actions. */
  readonly indices: readonly number[];
}

interface Ways {
  readonly ways: readonly Way[];
  /** Of all their actions. */
  readonly names: readonly string[];
}

function waysOf(catalog: KernelCatalog): Ways {
  const paths = catalog.escalationPaths();
  return derive(catalog, paths, 'ways of several actions', () => {
    const combined = combinations(paths);
    return {
      ways: combined.map((path) => ({ path, indices: path.actions.map((name) => catalog.actionIndex(name) ?? -1) })),
      names: [...new Set(combined.flatMap(({ actions }) => actions))],
    };
  });
}

/** Actions of such ways that the policy may allow: most policies none. */
function stepsOf(catalog: KernelCatalog, policy: Policy): readonly number[] {
  return derive(catalog, policy, 'steps of ways', () => {
    const { names } = waysOf(catalog);
    if (!mayAllow(catalog, policy, names)) return [];
    return names.map((name) => catalog.actionIndex(name) ?? -1).filter((index) => mayAllowAction(catalog, policy, index));
  });
}

/** Whether the action is certain to be allowed on every resource that it can be on. */
function isOpenTo(catalog: KernelCatalog, { certain, resource }: AccessPiece, index: number): boolean {
  return hasAction(certain, index) && resource.kind === 'pattern' && isEveryResource(catalog, index, resource.pattern);
}

/** Actions of IAM that are enough by themselves. */
function sufficient(paths: readonly EscalationPath[]): readonly string[] {
  return paths.flatMap(({ actions }) => (actions.length === 1 ? actions : [])).filter((name) => name.startsWith('iam:'));
}

/** Paths of which no action is enough by itself. */
function combinations(paths: readonly EscalationPath[]): readonly EscalationPath[] {
  const alone = new Set(paths.flatMap(({ actions }) => (actions.length === 1 ? actions : [])));
  return paths.filter(({ actions }) => !actions.some((name) => alone.has(name)));
}

/** A giver for each action, all of which there are in one deployment. */
function chooseSteps(
  indices: readonly number[],
  giversOf: (index: number) => readonly AccessPiece[],
): readonly EscalationStep[] | undefined {
  const steps: EscalationStep[] = [];
  for (const index of indices) {
    const piece = giversOf(index).find(({ when }) => steps.every((step) => areCompatible(step.piece.when, when)));
    if (piece === undefined) return undefined;
    steps.push({ index, piece });
  }
  return steps;
}

/** Where it is reported: at what is written, and not at `iam:PassRole`, which has a finding of its own. */
function weight(catalog: KernelCatalog, { piece, index }: EscalationStep): number {
  return (isWritten(piece.granted) ? 0 : 1) + (catalog.actionName(index) === 'iam:PassRole' ? 2 : 0);
}
