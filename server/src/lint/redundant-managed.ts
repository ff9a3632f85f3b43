import { removeEntry } from '../edit/move-entry.ts';
import type { GrantedPolicy, Principal } from '../grants/model.ts';
import { readPolicy } from '../grants/read-policy.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionIndices, containsActions, emptyActions, unionActions } from '../policy/action-set.ts';
import { findLost } from '../policy/difference.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import { conditionsOf } from '../policy/worlds.ts';
import type { Range } from '../syntax/node.ts';
import { actionsWith, mayAllowAction } from './allowed.ts';
import { createFix } from './fix.ts';
import { isWithin } from './redundant-values.ts';
import type { Fix, RuleContext } from './rule.ts';
import { findHolder } from './statements-place.ts';

export interface RedundantManaged {
  readonly name: string;
  readonly range: Range;
  /** Completes "grants only what …". */
  readonly by: string;
  readonly fixes: () => readonly Fix[];
}

/**
 * The managed policies of AWS attached to a role of which every permission is granted by its other policies, wherever it is attached. Of two that grant the
 * same the later one.
 */
export function findRedundantManaged(principal: Principal, context: RuleContext): readonly RedundantManaged[] {
  const { catalog } = context;
  const found: RedundantManaged[] = [];
  // One that a list has twice is reported there.
  let left = principal.policies.filter(({ policy }, i, all) => all.findIndex((other) => other.policy === policy) === i);
  for (const granted of left.filter(({ origin }) => origin.kind === 'managed-policy' && origin.addedFor === undefined).toReversed()) {
    const others = left.filter((other) => other !== granted && isWithin(granted.when, other.when));
    const by = findCover(catalog, granted, others);
    if (by === undefined) continue;
    left = left.filter((other) => other !== granted);
    const { name = '', range } = granted.origin;
    found.push({ name, range, by, fixes: () => removal(name, range, context) });
  }
  return found.reverse();
}

/** What grants all that the policy grants: one of the others, or all of them together. */
function findCover(catalog: KernelCatalog, granted: GrantedPolicy, candidates: readonly GrantedPolicy[]): string | undefined {
  // Asked of all of them first: whether one is plain takes more than its names.
  if (!nameAll(catalog, granted, candidates)) return undefined;
  const others = candidates.filter(isPlain);
  const mine = readPolicy(catalog, granted.policy);
  if (mine.denies.length > 0 || !mine.complete || !nameAll(catalog, granted, others)) return undefined;
  const wanted = namedActions(catalog, granted);
  const denies = others.flatMap(({ policy }) => readPolicy(catalog, policy).denies);
  const isCovered = (allows: readonly Grant[]): boolean => findLost(mine.allows, [...allows, ...denies]).length === 0;
  const one = others.find(
    (other) => containsActions(namedActions(catalog, other), wanted) && isCovered(readPolicy(catalog, other.policy).allows),
  );
  if (one !== undefined) return describe(one);
  return isCovered(others.flatMap(({ policy }) => readPolicy(catalog, policy).allows)) ? 'the other policies of its role do' : undefined;
}

/** Whether the others together name all actions that the policy does. */
function nameAll(catalog: KernelCatalog, granted: GrantedPolicy, others: readonly GrantedPolicy[]): boolean {
  const wanted = namedActions(catalog, granted);
  // What most policies have is in no other: that is known without the sets of all of them.
  const [first] = derive(catalog, wanted, 'first action', () => actionIndices(wanted).slice(0, 1));
  if (first !== undefined && !others.some(({ policy }) => mayAllowAction(catalog, policy, first))) return false;
  const sets = others.map((other) => namedActions(catalog, other));
  return sets.length > 0 && containsActions(unionActions(emptyActions(catalog), ...sets), wanted);
}

function namedActions(catalog: KernelCatalog, { policy }: GrantedPolicy): ActionSet {
  return actionsWith('Allow', policy, catalog);
}

/** Whether nothing within it is there in some deployments only. */
function isPlain({ policy }: GrantedPolicy): boolean {
  return policy.complete && conditionsOf(policy.statements, []).size === 0;
}

function describe({ origin }: GrantedPolicy): string {
  if (origin.addedFor !== undefined) return `${origin.name ?? 'another one'}, which the framework attaches by itself, does`;
  switch (origin.kind) {
    case 'managed-policy':
    case 'customer-managed-policy':
    case 'policy-template':
    case 'attached-policy':
      return `${origin.name ?? 'another one'} does`;
    case 'framework':
      return 'the framework adds by itself';
    case 'inline':
    case 'provider':
    case 'connector':
      return 'the own statements of its role do';
  }
}

/** Its place in the template, which takes no removal in a branch of `Fn::If`. */
function removal(name: string, range: Range, context: RuleContext): readonly Fix[] {
  const source = context.template.policies.find(({ kind, node: { outer } }) => {
    return kind === 'managed' && outer.unit === range.unit && outer.start === range.start;
  });
  const place = source && findHolder(source, context);
  if (source === undefined || place === undefined) return [];
  const { mapping, pair } = place;
  const isOnly = pair.value === source.node || (pair.value.kind === 'sequence' && pair.value.items.length === 1);
  if (isOnly && mapping.pairs.length === 1) return [];
  const edits = () => removeEntry(context.sourceOf(range), mapping, pair, source.node);
  return [createFix(`Remove ${name}`, 'equal', edits, { preferred: true, fixAll: false })];
}
