import type { PolicySource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { renderText } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import { findManagedPolicy, managedPolicyDocument } from './managed-policies.ts';
import type { GrantedPolicy, ManagedUse, Origin, UnknownGrant } from './model.ts';

/** What is attached to a principal, as it is found. */
export interface Attached {
  readonly policies: GrantedPolicy[];
  readonly managed: ManagedUse[];
  readonly unknown: UnknownGrant[];
}

export function nothingAttached(): Attached {
  return { policies: [], managed: [], unknown: [] };
}

/** A policy that is written out at the place. */
export function attachInline(
  attached: Attached,
  reader: GrantsReader,
  source: PolicySource,
  origin: Origin,
  when: readonly Branch[] = [],
): void {
  const policy = reader.policyOf(source);
  if (policy !== undefined) attached.policies.push({ policy, origin, when: [...when, ...source.when] });
}

/** A managed policy by ARN, by name where the place takes names, or by reference to a resource of the template. */
export function attachManaged(
  attached: Attached,
  reader: GrantsReader,
  source: PolicySource,
  byName: boolean,
  when: readonly Branch[] = [],
): void {
  const { catalog } = reader;
  const text = renderText(reader.readText(source.node));
  const range = source.node.outer;
  const place = { range, when: [...when, ...source.when] };
  const managed = findManagedPolicy(catalog, text, byName);
  if (managed !== undefined) {
    attached.managed.push({ kind: 'aws', text: managed.arn, name: managed.name, ...place });
    const origin: Origin = { kind: 'managed-policy', name: managed.name, range };
    attached.policies.push({ policy: managedPolicyDocument(catalog, managed), origin, when: place.when });
    return;
  }
  attached.managed.push({ kind: 'unknown', text, ...place });
  attached.unknown.push({ reason: `the managed policy ${text} is not known`, range, about: 'attached' });
}
