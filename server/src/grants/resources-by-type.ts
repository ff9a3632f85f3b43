import { groupBy } from '../syntax/group-by.ts';
import { align } from '../template/align.ts';
import type { DeclaredResource } from '../template/template.ts';

/** The declared resources of a version, all and by type. */
export interface ResourcesByType {
  readonly all: readonly DeclaredResource[];
  readonly byType: ReadonlyMap<string, readonly DeclaredResource[]>;
}

/** Where an edit leaves the types as they are, only the lists that it touches are made anew. */
export function groupByType(all: readonly DeclaredResource[], before: ResourcesByType | undefined): ResourcesByType {
  return (before && replaceSome(all, before)) ?? { all, byType: groupBy(all, ({ type }) => type) };
}

function replaceSome(all: readonly DeclaredResource[], before: ResourcesByType): ResourcesByType | undefined {
  const { head, tail } = align(before.all, all);
  if (before.all.length !== all.length) return undefined;
  const replaced = new Map<DeclaredResource, DeclaredResource>();
  const types = new Set<string>();
  for (let index = head; index < all.length - tail; index++) {
    const [old, now] = [before.all[index], all[index]];
    if (old === undefined || now === undefined || old.type !== now.type) return undefined;
    if (old === now) continue;
    replaced.set(old, now);
    types.add(now.type);
  }
  if (types.size === 0) return before;
  const byType = new Map(before.byType);
  for (const type of types) byType.set(type, byType.get(type)?.map((resource) => replaced.get(resource) ?? resource) ?? []);
  return { all, byType };
}
