import type { PolicySource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import type { Answer } from './answer.ts';
import { or } from './answer.ts';
import type { Presence } from './condition.ts';
import type { Piece } from './difference.ts';
import { findLost } from './difference.ts';
import { fingerprint } from './fingerprint.ts';
import type { Grant, ReadStatement } from './grant.ts';
import { grantsOf, readStatement } from './grant.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy, Statement } from './model.ts';
import type { OpaqueSource } from './opaque.ts';
import { opaqueSources, unreadOf } from './opaque.ts';
import { resourceKey } from './resource-set.ts';
import { conditionsOf, worldsOf } from './worlds.ts';

/** What one side of a comparison holds. */
export interface Side {
  readonly policies: readonly Policy[];
  readonly sources: readonly PolicySource[];
}

/** How one group of policies differs in one deployment. */
export interface PolicyChange {
  readonly lost: Answer;
  readonly gained: Answer;
  /** Whether something is no longer denied, or is from now on, though nothing here allows it: who has the policy may be allowed it by another. */
  readonly freed: Answer;
  readonly forbidden: Answer;
  readonly lostPieces: readonly Piece[];
  readonly gainedPieces: readonly Piece[];
  /** Gains that are no pieces: a managed policy, a policy template, something that cannot be read. */
  readonly opaqueGained: Answer;
  /** The statements before. */
  readonly statements: readonly ReadStatement[];
}

/** The changes of every group of policies that is not the same on both sides. */
export function comparePolicies(catalog: KernelCatalog, before: Side, after: Side): readonly PolicyChange[] {
  const mine = groupPolicies(catalog, before);
  const others = groupPolicies(catalog, after);
  const keys = new Set([...mine.keys(), ...others.keys()]);
  return [...keys].flatMap((key) => compareGroup(catalog, mine.get(key) ?? EMPTY, others.get(key) ?? EMPTY));
}

/** Policies that are compared as one. */
interface Group {
  readonly policies: Policy[];
  readonly opaque: OpaqueSource[];
}

const EMPTY: Group = { policies: [], opaque: [] };

/** Identity policies by owner; every other policy by owner, kind and its place among those. */
function groupPolicies(catalog: KernelCatalog, side: Side): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  const counts = new Map<string, number>();
  const groupOf = (source: PolicySource): Group => {
    const place = `${source.owner.type} ${source.owner.name} ${source.policyKind}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    const key = source.policyKind === 'identity' ? place : `${place} ${count}`;
    const group = groups.get(key) ?? { policies: [], opaque: [] };
    groups.set(key, group);
    return group;
  };
  for (const policy of side.policies) {
    if (isUnread(policy.source)) continue;
    if (policy.source.kind === 'document' || policy.source.kind === 'statements' || policy.source.kind === 'permission') {
      groupOf(policy.source).policies.push(policy);
    }
  }
  for (const source of opaqueSources(catalog, side.policies, side.sources)) {
    if (!isUnread(source.source)) groupOf(source.source).opaque.push(source);
  }
  return groups;
}

/** What would make the role of a function that has one grants nothing (`semantics.md` 18). */
function isUnread({ owner, policyKind }: PolicySource): boolean {
  return owner.hasOwnRole === true && (policyKind === 'identity' || policyKind === 'trust');
}

function compareGroup(catalog: KernelCatalog, before: Group, after: Group): readonly PolicyChange[] {
  if (groupKey(before) === groupKey(after)) return [];
  const policies = [...before.policies, ...after.policies];
  const statements = policies.flatMap((policy) => policy.statements);
  const conditions = conditionsOf(statements, whensOf([...policies, ...before.opaque, ...after.opaque]));
  if (conditions.size > MAX_CONDITIONS) return compareFew(catalog, before, after);
  return worldsOf(conditions).map(({ isPresent }) => compareWorld(catalog, before, after, isPresent));
}

/** Beyond this many conditions, deployments are not gone through one by one: 16 are. */
const MAX_CONDITIONS = 4;

/**
 * With many conditions, only those of what changed are gone through, and what stands on both sides under others is left out. That can
 * only make more seem lost or gained, so a `yes` is no longer certain.
 */
function compareFew(catalog: KernelCatalog, before: Group, after: Group): readonly PolicyChange[] {
  const policies = [...before.policies, ...after.policies];
  const own = new Set(before.policies.flatMap(statementKeys));
  const other = new Set(after.policies.flatMap(statementKeys));
  const isShared = (policy: Policy, statement: Statement): boolean => {
    const key = statementKey(policy, statement);
    return own.has(key) && other.has(key);
  };
  const changed = policies.map((policy) => ({
    ...policy,
    statements: policy.statements.filter((statement) => !isShared(policy, statement)),
  }));
  const holders = changed.filter(({ statements }) => statements.length > 0);
  const conditions = conditionsOf(
    holders.flatMap(({ statements }) => statements),
    whensOf([...holders, ...before.opaque, ...after.opaque]),
  );
  if (conditions.size > MAX_CONDITIONS) return [UNKNOWN];
  const isDecided = (policy: Policy, statement: Statement): boolean =>
    [...conditionsOf([statement], [policy.source.when])].every((name) => conditions.has(name));
  const reduce = (group: Group): Group => ({
    ...group,
    policies: group.policies.map((policy) => ({
      ...policy,
      statements: policy.statements.filter((statement) => isDecided(policy, statement)),
    })),
  });
  return worldsOf(conditions).map(({ isPresent }) => {
    const change = compareWorld(catalog, reduce(before), reduce(after), isPresent);
    return {
      ...change,
      lost: lessCertain(change.lost),
      gained: lessCertain(change.gained),
      freed: lessCertain(change.freed),
      forbidden: lessCertain(change.forbidden),
      gainedPieces: change.gainedPieces.map(doubted),
    };
  });
}

const UNKNOWN: PolicyChange = {
  lost: 'unknown',
  gained: 'unknown',
  freed: 'unknown',
  forbidden: 'unknown',
  lostPieces: [],
  gainedPieces: [],
  opaqueGained: 'unknown',
  statements: [],
};

function lessCertain(answer: Answer): Answer {
  return answer === 'yes' ? 'unknown' : answer;
}

function doubted(piece: Piece): Piece {
  return { ...piece, answer: 'unknown' };
}

function whensOf(holders: readonly { readonly source: PolicySource }[]): readonly (readonly Branch[])[] {
  return holders.map(({ source }) => source.when);
}

function compareWorld(catalog: KernelCatalog, before: Group, after: Group, isPresent: Presence): PolicyChange {
  const statements = readGroup(catalog, before, isPresent);
  const mine = statements.flatMap((read) => grantsOf(catalog, read));
  const statementsAfter = readGroup(catalog, after, isPresent);
  const others = statementsAfter.flatMap((read) => grantsOf(catalog, read));
  const lostPieces = findLost(mine, others);
  const gainedPieces = findLost(others, mine);
  const opaque = compareOpaque(before, after, isPresent);
  const denied: Answer = unreadDenies(statements) === unreadDenies(statementsAfter) ? 'no' : 'unknown';
  const lost = or(denied, opaque.lost, ...lostPieces.map(({ answer }) => answer));
  const gained = or(denied, opaque.gained, ...gainedPieces.map(({ answer }) => answer));
  const denies = { freed: isFreed(mine, others), forbidden: isFreed(others, mine) };
  return { lost, gained, ...denies, lostPieces, gainedPieces, opaqueGained: or(denied, opaque.gained), statements };
}

/** Whether something is no longer denied. Names that the catalogue does not know are left to `findLost`. */
function isFreed(before: readonly Grant[], after: readonly Grant[]): Answer {
  const denied = (grants: readonly Grant[]): readonly Grant[] =>
    grants.flatMap((grant) => (grant.effect === 'Deny' ? [{ ...grant, effect: 'Allow' as const }] : []));
  const pieces = findLost(denied(before), denied(after)).filter(({ actions }) => 'words' in actions);
  return or(...pieces.map(({ answer }) => answer));
}

function readGroup(catalog: KernelCatalog, group: Group, isPresent: Presence): readonly ReadStatement[] {
  return group.policies.flatMap((policy) => policy.statements.flatMap((statement) => readStatement(catalog, policy, statement, isPresent)));
}

/** Deny statements with symbols among their actions: they may be about any action. Equal where the same ones are there. */
function unreadDenies(statements: readonly ReadStatement[]): string {
  return statements
    .filter(({ effect, words }) => effect === 'Deny' && words.words.some(({ literal }) => !literal))
    .map(({ scope, words, resources }) =>
      JSON.stringify([scope, words.complement, words.words.map(({ key }) => key), resources.map(resourceKey)]),
    )
    .sort()
    .join('\n');
}

function compareOpaque(before: Group, after: Group, isPresent: Presence): { readonly lost: Answer; readonly gained: Answer } {
  const here = (group: Group): readonly OpaqueSource[] => group.opaque.filter(({ source }) => isPresent(source.when));
  const missing = (left: Group, right: Group): readonly OpaqueSource[] =>
    here(left).filter(({ key }) => !here(right).some((other) => other.key === key));
  const gone = missing(before, after);
  const added = missing(after, before);
  const unread = unreadOf(before.policies) === unreadOf(after.policies) ? 'no' : 'unknown';
  const doubt = (items: readonly OpaqueSource[]): Answer => (items.some(({ mayDeny }) => mayDeny) ? 'unknown' : 'no');
  return {
    lost: or(unread, gone.length > 0 ? 'yes' : 'no', doubt(added)),
    gained: or(unread, added.length > 0 ? 'yes' : 'no', doubt(gone)),
  };
}

function groupKey(group: Group): string {
  const opaque = group.opaque.map(({ key, source }) => `${key} ${whenKey(source.when)}`);
  return JSON.stringify([group.policies.flatMap(statementKeys).sort(), opaque.sort(), unreadOf(group.policies)]);
}

function statementKeys(policy: Policy): readonly string[] {
  return policy.statements.map((statement) => statementKey(policy, statement));
}

function statementKey(policy: Policy, statement: Statement): string {
  const version = policy.version === undefined ? '' : fingerprint(policy.version.pair.value);
  return [version, whenKey([...policy.source.when, ...statement.when]), fingerprint(statement.node)].join(' ');
}

function whenKey(when: readonly Branch[]): string {
  return when.map(({ condition, is }) => `${condition}=${is}`).join(',');
}
