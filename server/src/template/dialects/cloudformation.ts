import type { Node, Pair } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import type { Collector } from '../collector.ts';
import { contribute, contributeEntries } from '../contribute.ts';
import { hasOwnRole } from '../implicit-sam.ts';
import type { Location } from '../locations.ts';
import { locationsIn } from '../locations.ts';
import { addPolicies } from '../policy-sources.ts';
import type { Entries } from '../sections.ts';
import { entries } from '../sections.ts';
import type { Owner, PolicySource, Resource, Scope } from '../template.ts';
import { walk } from '../walk.ts';

/** The policies of every resource in a section `Resources`, whose entries keep the order they are written in. */
export function addResourcePolicies(collector: Collector, name: string, resources: Entries): void {
  contributeEntries(collector, name, resources, (pair) => {
    const found = locate(collector, pair, typeOf(pair));
    return found === undefined ? undefined : () => addAt(collector, found.owner, found.root, found.locations);
  });
}

/** The policies of `resources.extensions` of Serverless: properties merged into resources that it makes itself. */
export function addExtensionPolicies(collector: Collector, extensions: Node | undefined, resources: ReadonlyMap<string, Resource>): void {
  for (const pair of entries(extensions).pairs) {
    const found = locate(collector, pair, resources.get(pair.key.value)?.type ?? '');
    if (found !== undefined) addEntry(collector, pair, found.owner, found.root, found.locations);
  }
}

interface Located {
  readonly owner: Owner;
  readonly root: Node;
  readonly locations: readonly Location[];
}

/** Where the policies of a resource would stand; `undefined` where there is no such place. */
function locate(collector: Collector, pair: Pair, type: string): Located | undefined {
  const root = findPair(pair.value, 'Properties')?.value;
  if (root === undefined || type === '') return undefined;
  const locations = locationsIn(root, type, collector.context.catalog);
  if (locations.length === 0) return undefined;
  const named: Owner = { name: pair.key.value, type, range: pair.key.range };
  return { owner: hasOwnRole(type, root) ? { ...named, hasOwnRole: true } : named, root, locations };
}

/** The policies of an entry: found anew only where the entry is another than in an earlier version. */
export function addEntry(collector: Collector, { key, value }: Pair, owner: Owner, root: Node, locations: readonly Location[]): void {
  if (locations.length === 0) return;
  contribute(collector, key, value, `${owner.type} ${owner.name}`, () => addAt(collector, owner, root, locations));
}

/** The policies of one owner at the places given, paths starting at `root`. */
export function addAt(collector: Collector, owner: Owner, root: Node, locations: readonly Location[]): void {
  for (const { path, kind, form } of locations) {
    for (const step of walk(collector, root, path)) addPolicies(collector, { owner, policyKind: kind, when: step.when }, step.node, form);
  }
}

/** The policies of a template, those customer managed ones marked that serve as a permissions boundary and are attached to nothing. */
export function markBoundaries(
  policies: readonly PolicySource[],
  scope: Scope,
  { boundaries, attached }: BoundaryReferences,
  previous: ReadonlyMap<PolicySource, PolicySource> | undefined,
): MarkedPolicies {
  const marked = new Map<PolicySource, PolicySource>();
  if (boundaries.size === 0) return { policies, marked };
  const found = policies.map((source) => {
    const { owner } = source;
    if (owner.type !== 'AWS::IAM::ManagedPolicy' || !boundaries.has(owner.name) || attached.has(owner.name)) return source;
    const properties = scope.resources.get(owner.name)?.properties;
    if (['Roles', 'Users', 'Groups'].some((key) => findPair(properties, key) !== undefined)) return source;
    const boundary: PolicySource = previous?.get(source) ?? { ...source, policyKind: 'boundary' };
    marked.set(source, boundary);
    return boundary;
  });
  return { policies: found, marked };
}

export interface MarkedPolicies {
  readonly policies: readonly PolicySource[];
  /** What stands for each policy that was marked. */
  readonly marked: ReadonlyMap<PolicySource, PolicySource>;
}

export interface BoundaryReferences {
  /** Logical ids that a `PermissionsBoundary` names. */
  readonly boundaries: ReadonlySet<string>;
  /** Logical ids that stand among attached policies. */
  readonly attached: ReadonlySet<string>;
}

function typeOf(pair: Pair): string {
  const type = findPair(pair.value, 'Type')?.value;
  return type?.kind === 'scalar' ? type.value : '';
}
