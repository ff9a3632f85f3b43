import type { Pair } from '../syntax/node.ts';
import { align, haveSame, makeAgain } from './align.ts';
import type { ScopeChange } from './dependencies.ts';
import type { NamePart, ScopeMemory } from './memory.ts';
import { replaceValues } from './replaced-map.ts';
import type { DeclaredResource, Resource } from './template.ts';
import { isDeclared } from './template.ts';

/** The resources of a template, by name. */
export interface Names {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly declared: readonly DeclaredResource[];
  readonly parts: readonly NamePart[];
  /** Present where the names are those of the version before, in the same order. */
  readonly change?: Pick<ScopeChange, 'names' | 'declarations'>;
}

/** The names that entries bring: what an earlier version had of them where `by` is the same. */
export function makePart(
  before: NamePart | undefined,
  by: readonly unknown[],
  pairs: readonly Pair[],
  find: (pair: Pair) => readonly Resource[],
): NamePart {
  const known = before !== undefined && haveSame(before.by, by) ? before : undefined;
  return { by, items: pairs, results: makeAgain(known, pairs, find) };
}

/** Part after part: a name that is declared takes the place of any other, one that a framework makes stands only where there is none. */
export function gatherNames(parts: readonly NamePart[], previous: ScopeMemory | undefined): Names {
  const updated = previous === undefined ? undefined : updateNames(parts, previous);
  if (updated !== undefined) return updated;
  const resources = new Map<string, Resource>();
  for (const { results } of parts) {
    for (const list of results) {
      for (const resource of list) {
        if (resource.key !== undefined || !resources.has(resource.logicalId)) resources.set(resource.logicalId, resource);
      }
    }
  }
  return { resources, declared: [...resources.values()].filter(isDeclared), parts };
}

/** The names of the version before with some declarations replaced; `undefined` where there are other names, or other types. */
function updateNames(parts: readonly NamePart[], previous: ScopeMemory): Names | undefined {
  const before = previous.version.scope.resources;
  if (parts.length !== previous.parts.length) return undefined;
  const replaced = new Map<DeclaredResource, Resource>();
  for (const [index, part] of parts.entries()) {
    const old = previous.parts[index];
    if (old === undefined || !addReplaced(replaced, old, part)) return undefined;
  }
  for (const old of replaced.keys()) if (before.get(old.logicalId) !== old) return undefined;
  if (replaced.size === 0)
    return { resources: before, declared: previous.declared, parts, change: { names: new Set(), declarations: new Set() } };
  const resources = replaceValues(before, new Map([...replaced.values()].map((resource) => [resource.logicalId, resource])));
  const declared = [...previous.declared];
  const names = new Set<string>();
  for (const [old, now] of replaced) {
    if (old.condition !== now.condition) names.add(now.logicalId);
    const at = declared.indexOf(old);
    if (at < 0 || !isDeclared(now)) return undefined;
    declared[at] = now;
  }
  return { resources, declared, parts, change: { names, declarations: new Set([...replaced.keys()].map(({ logicalId }) => logicalId)) } };
}

function addReplaced(replaced: Map<DeclaredResource, Resource>, before: NamePart, now: NamePart): boolean {
  if (before.items.length !== now.items.length) return false;
  const { head, tail } = haveSame(before.by, now.by) ? align(before.items, now.items) : { head: 0, tail: 0 };
  for (let index = head; index < now.items.length - tail; index++) {
    const [olds, news] = [before.results[index] ?? [], now.results[index] ?? []];
    if (olds.length !== news.length) return false;
    for (const [place, old] of olds.entries()) {
      const resource = news[place];
      if (resource?.logicalId !== old.logicalId || resource.type !== old.type || isDeclared(old) !== isDeclared(resource)) return false;
      if (old !== resource && isDeclared(old)) replaced.set(old, resource);
    }
  }
  return true;
}
