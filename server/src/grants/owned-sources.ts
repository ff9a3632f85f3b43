import type { PolicyKind } from '../catalog/catalog.ts';
import type { Policy } from '../policy/model.ts';
import { align } from '../template/align.ts';
import type { Owner, PolicySource } from '../template/template.ts';

/** The policy sources of a template by their owners, with what they were lowered to. */
export interface OwnedSources {
  readonly sources: readonly PolicySource[];
  readonly policies: readonly Policy[];
  readonly groups: ReadonlyMap<string, Group>;
}

interface Group {
  readonly sources: readonly PolicySource[];
  readonly policies: readonly Policy[];
  /** Lists that were asked for: one object each. */
  readonly ofKind: Map<PolicyKind, readonly PolicySource[]>;
}

/** Groups that nothing has changed in are those of the version before; an edit costs what it touches. */
export function groupByOwner(
  sources: readonly PolicySource[],
  policies: readonly Policy[],
  before: OwnedSources | undefined,
): OwnedSources {
  if (before === undefined) return { sources, policies, groups: makeGroups(sources, policies, () => true) };
  const owners = [...changed(before.sources, sources), ...changed(before.policies, policies).map(({ source }) => source)];
  if (owners.length === 0) return { ...before, sources, policies };
  const keys = new Set(owners.map(({ owner }) => keyOf(owner)));
  const names = new Set(owners.map(({ owner }) => owner.name));
  const groups = new Map(before.groups);
  for (const key of keys) groups.delete(key);
  const again = makeGroups(sources, policies, (owner) => names.has(owner.name) && keys.has(keyOf(owner)));
  for (const [key, group] of again) groups.set(key, group);
  return { sources, policies, groups };
}

/**
 * The sources of an owner, of one kind of policy or of all: the same list as in the version before while it holds the same sources and all policies
 * of the owner are the same.
 */
export function findSources({ groups }: OwnedSources, owner: Pick<Owner, 'type' | 'name'>, kind?: PolicyKind): readonly PolicySource[] {
  const group = groups.get(keyOf(owner));
  if (group === undefined) return NO_SOURCES;
  if (kind === undefined) return group.sources;
  const known = group.ofKind.get(kind) ?? group.sources.filter(({ policyKind }) => policyKind === kind);
  group.ofKind.set(kind, known);
  return known;
}

export function findPolicy({ groups }: OwnedSources, source: PolicySource): Policy | undefined {
  return groups.get(keyOf(source.owner))?.policies.find((policy) => policy.source === source);
}

const NO_SOURCES: readonly PolicySource[] = [];

function keyOf({ type, name }: Pick<Owner, 'type' | 'name'>): string {
  return `${type} ${name}`;
}

/** The items that only one of two lists has. */
function changed<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  const { head, tail } = align(before, now);
  return [...before.slice(head, before.length - tail), ...now.slice(head, now.length - tail)];
}

function makeGroups(
  sources: readonly PolicySource[],
  policies: readonly Policy[],
  isMeant: (owner: Owner) => boolean,
): ReadonlyMap<string, Group> {
  const groups = new Map<string, { readonly sources: PolicySource[]; readonly policies: Policy[]; readonly ofKind: Group['ofKind'] }>();
  for (const source of sources) {
    if (!isMeant(source.owner)) continue;
    const key = keyOf(source.owner);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { sources: [source], policies: [], ofKind: new Map() });
    else known.sources.push(source);
  }
  for (const policy of policies) if (isMeant(policy.source.owner)) groups.get(keyOf(policy.source.owner))?.policies.push(policy);
  return groups;
}
