import type { Service } from '../catalog/catalog.ts';
import type { NamePattern } from './action-cover.ts';
import { coverNames, findNamePatterns } from './action-cover.ts';
import type { ActionSet } from './action-set.ts';
import { actionIndices } from './action-set.ts';
import type { KernelCatalog } from './kernel.ts';
import { remember } from './kernel.ts';

/** The set as an explicit list: full names of its actions in alphabetical order, then the names that match nothing known. */
export function renderActions(catalog: KernelCatalog, set: ActionSet): readonly string[] {
  return [...actionIndices(set).map((index) => catalog.actionName(index)), ...unmatchedNames(set)];
}

/** Patterns of the set that match nothing known, in lower case and sorted; of a complement none. */
export function unmatchedNames(set: ActionSet): readonly string[] {
  return set.unmatched.complement ? [] : [...set.unmatched.names].sort();
}

/**
 * A short list of patterns that match exactly the set, over the catalogue of its date; never longer than `renderActions`. Patterns are
 * readable ones: `s3:Get*`, `s3:GetObject*`, `s3:*Object`, cut at words of the name. A whole service is written `s3:*` only if
 * `wholeServices` is true, for a whole service is what a wildcard fix wants to be rid of.
 */
export function shortPatterns(
  catalog: KernelCatalog,
  set: ActionSet,
  options: { readonly wholeServices?: boolean } = {},
): readonly string[] {
  const patterns = partsOf(catalog, set).flatMap((part) => coverPart(catalog, part, options.wholeServices === true));
  return [...patterns, ...unmatchedNames(set)];
}

/** How many services have actions in the set. */
export function countServices(catalog: KernelCatalog, set: ActionSet): number {
  return partsOf(catalog, set).length;
}

/** What of a set belongs to one service: numbers, ascending. */
interface Part {
  readonly service: Service;
  readonly indices: readonly number[];
}

/** The services that have actions in the set. */
function partsOf(catalog: KernelCatalog, set: ActionSet): readonly Part[] {
  const all = actionIndices(set);
  const parts: Part[] = [];
  let from = 0;
  for (const service of catalog.services) {
    let to = from;
    while (to < all.length && (all[to] ?? 0) < service.first + service.count) to++;
    if (to > from) parts.push({ service, indices: all.slice(from, to) });
    from = to;
  }
  return parts;
}

function coverPart(catalog: KernelCatalog, { service, indices }: Part, whole: boolean): readonly string[] {
  const memo = catalog.policyMemo;
  const cover = (): readonly string[] => {
    const names = Array.from({ length: service.count }, (_, i) => nameOf(catalog.actionName(service.first + i)));
    const own = indices.map((index) => index - service.first);
    const patterns = own.length < 2 ? [] : remember(memo?.namePatterns, service.prefix, () => findNamePatterns(names), SERVICES);
    const all: NamePattern = { pattern: '*', positions: own };
    const isWhole = whole && own.length > 1 && own.length === names.length;
    return coverNames(names, own, isWhole ? [...patterns, all] : patterns).map((pattern) => `${service.prefix}:${pattern}`);
  };
  return remember(memo?.covers, `${service.prefix} ${whole} ${indices.join()}`, cover, COVERS);
}

/** How many services and covers are remembered. */
const SERVICES = 50;
const COVERS = 500;

function nameOf(fullName: string): string {
  return fullName.slice(fullName.indexOf(':') + 1);
}
