import type { PolicySource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { shorten } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import { resolveManaged } from './customer-policies.ts';
import type { GrantedPolicy, ManagedUse, Origin, UnknownGrant } from './model.ts';
import { renderShown } from './render.ts';

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
  const text = reader.readText(source.node);
  const range = source.node.outer;
  const under = when.length === 0 ? source.when : [...when, ...source.when];
  const { use, policies } = resolveManaged(reader, text, byName);
  attached.managed.push({ range, when: under, ...use });
  if (policies === undefined) {
    attached.unknown.push({ reason: `the managed policy ${shorten(renderShown(text))} is not known`, range, about: 'attached' });
    return;
  }
  const kind = use.kind === 'aws' ? 'managed-policy' : 'customer-managed-policy';
  const origin: Origin = use.name === undefined ? { kind, range } : { kind, name: use.name, range };
  for (const policy of policies) attached.policies.push({ policy, origin, when: [...under, ...policy.source.when] });
}
