import type { Node, Pair } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import type { Collector } from '../collector.ts';
import type { Location } from '../locations.ts';
import { locationsOf } from '../locations.ts';
import { addPolicies } from '../policy-sources.ts';
import { entries } from '../sections.ts';
import type { Owner, Resource, Scope } from '../template.ts';
import { walk } from '../walk.ts';

/** The policies of every resource in a section `Resources`, whose entries keep the order they are written in. */
export function addResourcePolicies(collector: Collector, resources: Node | undefined): void {
  for (const pair of entries(resources).pairs) addPoliciesOf(collector, pair, typeOf(pair));
}

/** The policies of `resources.extensions` of Serverless: properties merged into resources that it makes itself. */
export function addExtensionPolicies(collector: Collector, extensions: Node | undefined, resources: ReadonlyMap<string, Resource>): void {
  for (const pair of entries(extensions).pairs) addPoliciesOf(collector, pair, resources.get(pair.key.value)?.type ?? '');
}

function addPoliciesOf(collector: Collector, pair: Pair, type: string): void {
  const properties = findPair(pair.value, 'Properties')?.value;
  if (properties === undefined || type === '') return;
  addAt(collector, { name: pair.key.value, type, range: pair.key.range }, properties, locationsOf(type, collector.context.catalog));
}

/** The policies of one owner at the places given, paths starting at `root`. */
export function addAt(collector: Collector, owner: Owner, root: Node, locations: readonly Location[]): void {
  for (const { path, kind, form } of locations) {
    for (const step of walk(collector, root, path)) addPolicies(collector, { owner, policyKind: kind, when: step.when }, step.node, form);
  }
}

/** Marks the customer managed policies that serve as a permissions boundary and are attached to nothing. */
export function markBoundaries(collector: Collector, scope: Scope, references: BoundaryReferences): void {
  for (const [index, source] of collector.policies.entries()) {
    const { owner } = source;
    if (owner.type !== 'AWS::IAM::ManagedPolicy' || !references.boundaries.has(owner.name) || references.attached.has(owner.name)) continue;
    const properties = scope.resources.get(owner.name)?.properties;
    if (['Roles', 'Users', 'Groups'].some((key) => findPair(properties, key) !== undefined)) continue;
    collector.policies[index] = { ...source, policyKind: 'boundary' };
  }
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
