import type { PolicyKind } from '../catalog/catalog.ts';
import type { Policy } from '../policy/model.ts';
import { groupBy } from '../syntax/group-by.ts';
import { align, haveSame } from '../template/align.ts';
import type { Owner, PolicySource } from '../template/template.ts';

/** The policy sources of a template by their owners, with what they were lowered to. */
export interface OwnedSources {
  readonly sources: readonly PolicySource[];
  readonly policies: readonly Policy[];
  /** By the name of the owner, for each type of it one. */
  readonly groups: ReadonlyMap<string, readonly Group[]>;
}

interface Group {
  readonly type: string;
  readonly sources: readonly PolicySource[];
  readonly policies: readonly Policy[];
  /** Lists that were asked for: one object each. */
  readonly ofKind: Map<PolicyKind, readonly PolicySource[]>;
}

/** A version with what has become of the one before. */
export interface Grouped {
  readonly owned: OwnedSources;
  /** Names of the owners of which a source or a policy is another; of no meaning without a version before. */
  readonly changed: ReadonlySet<string>;
}

/** Groups that nothing has changed in are those of the version before; an edit costs what it touches. */
export function groupByOwner(sources: readonly PolicySource[], policies: readonly Policy[], before: OwnedSources | undefined): Grouped {
  if (before === undefined) return { owned: { sources, policies, groups: makeGroups(sources, policies) }, changed: NOTHING_CHANGED };
  const ofSources = compare(before.sources, sources, ({ owner }) => owner);
  const ofPolicies = compare(before.policies, policies, ({ source }) => source.owner);
  const owners = new Map([...ofSources.owners, ...ofPolicies.owners].map((owner) => [keyOf(owner), owner]));
  if (owners.size === 0) return { owned: { ...before, sources, policies }, changed: NOTHING_CHANGED };
  const groups = new Map(before.groups);
  for (const [key, { name, type }] of owners) {
    const others = (groups.get(name) ?? []).filter((group) => group.type !== type);
    const old = findGroup(before.groups, { type, name });
    const isOwn = ({ owner }: PolicySource): boolean => owner.name === name && owner.type === type;
    const own = replace(old?.sources ?? [], ofSources, key) ?? sources.filter(isOwn);
    const lowered = replace(old?.policies ?? [], ofPolicies, key) ?? policies.filter(({ source }) => isOwn(source));
    // Another list, though its sources may be the same: it stands for their policies too.
    groups.set(name, own.length === 0 ? others : [...others, { type, sources: [...own], policies: lowered, ofKind: new Map() }]);
  }
  return { owned: { sources, policies, groups }, changed: new Set([...owners.values()].map(({ name }) => name)) };
}

const NOTHING_CHANGED: ReadonlySet<string> = new Set();

/**
 * The sources of an owner, of one kind of policy or of all: the same list as in the version before while it holds the same sources and all policies
 * of the owner are the same.
 */
export function findSources(owned: OwnedSources, owner: Pick<Owner, 'type' | 'name'>, kind?: PolicyKind): readonly PolicySource[] {
  const group = findGroup(owned.groups, owner);
  if (group === undefined) return NO_SOURCES;
  if (kind === undefined) return group.sources;
  const known = group.ofKind.get(kind) ?? group.sources.filter(({ policyKind }) => policyKind === kind);
  group.ofKind.set(kind, known);
  return known;
}

export function findPolicy({ groups }: OwnedSources, source: PolicySource): Policy | undefined {
  return findGroup(groups, source.owner)?.policies.find((policy) => policy.source === source);
}

const NO_SOURCES: readonly PolicySource[] = [];

function findGroup<G extends Group>(
  groups: ReadonlyMap<string, readonly G[]>,
  { type, name }: Pick<Owner, 'type' | 'name'>,
): G | undefined {
  for (const group of groups.get(name) ?? []) if (group.type === type) return group;
  return undefined;
}

/** What only one of two lists has, by owner. */
interface Changed<T> {
  readonly owners: readonly Owner[];
  readonly removed: ReadonlyMap<string, readonly T[]>;
  readonly added: ReadonlyMap<string, readonly T[]>;
}

/** What one of two lists has and the other has not, which stands between the head and the tail that they share. */
function compare<T>(before: readonly T[], now: readonly T[], ownerOf: (item: T) => Owner): Changed<T> {
  const { head, tail } = align(before, now);
  const [olds, news] = [before.slice(head, before.length - tail), now.slice(head, now.length - tail)];
  const [inOlds, inNews] = [new Set(olds), new Set(news)];
  const isMoved = !haveSame(
    olds.filter((item) => inNews.has(item)),
    news.filter((item) => inOlds.has(item)),
  );
  const removed = isMoved ? olds : olds.filter((item) => !inNews.has(item));
  const added = isMoved ? news : news.filter((item) => !inOlds.has(item));
  const byOwner = (items: readonly T[]) => groupBy(items, (item) => keyOf(ownerOf(item)));
  return { owners: [...removed, ...added].map(ownerOf), removed: byOwner(removed), added: byOwner(added) };
}

/** The items of a group after a change. `undefined`: where what is added belongs is not to be told, since what is removed does not stand in a row. */
function replace<T>(group: readonly T[], { removed, added }: Changed<T>, key: string): readonly T[] | undefined {
  const [gone, come] = [removed.get(key) ?? [], added.get(key) ?? []];
  const [first] = gone;
  if (first === undefined) return come.length === 0 ? group : group.length === 0 ? come : undefined;
  const start = group.indexOf(first);
  if (start < 0 || gone.some((item, index) => group[start + index] !== item)) return undefined;
  return [...group.slice(0, start), ...come, ...group.slice(start + gone.length)];
}

function keyOf({ type, name }: Pick<Owner, 'type' | 'name'>): string {
  return `${type} ${name}`;
}

interface GroupInMaking extends Group {
  readonly sources: PolicySource[];
  readonly policies: Policy[];
}

function makeGroups(sources: readonly PolicySource[], policies: readonly Policy[]): ReadonlyMap<string, readonly Group[]> {
  const groups = new Map<string, GroupInMaking[]>();
  for (const source of sources) {
    const { owner } = source;
    const known = findGroup(groups, owner);
    if (known !== undefined) known.sources.push(source);
    else {
      const group: GroupInMaking = { type: owner.type, sources: [source], policies: [], ofKind: new Map() };
      const ofName = groups.get(owner.name);
      if (ofName === undefined) groups.set(owner.name, [group]);
      else ofName.push(group);
    }
  }
  for (const policy of policies) findGroup(groups, policy.source.owner)?.policies.push(policy);
  return groups;
}
