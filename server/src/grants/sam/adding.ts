import type { Policy } from '../../policy/model.ts';
import type { Range } from '../../syntax/node.ts';
import type { Owner } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import type { FoundPrincipal } from '../acting.ts';
import type { Attached } from '../attached.ts';
import { nothingAttached } from '../attached.ts';
import type { GrantsReader } from '../context.ts';
import { managedPolicyDocument } from '../managed-policies.ts';
import type { BoundaryUse } from '../model.ts';
import type { Written } from '../written.ts';

/** A role that SAM makes, while what it attaches to it is being found. */
export interface Adding {
  readonly reader: GrantsReader;
  /** The resource that it is made for. */
  readonly owner: Owner;
  readonly attached: Attached;
}

export function addingTo(reader: GrantsReader, owner: Owner): Adding {
  return { reader, owner, attached: nothingAttached() };
}

/** Attaches a managed policy of AWS, by its name. `what` says what for: `VpcConfig`. */
export function addManaged({ reader, attached }: Adding, what: string, name: string, range: Range): void {
  const managed = reader.catalog.managedPolicy(name);
  if (managed === undefined) {
    attached.unknown.push({ reason: `the managed policy ${name} is not known`, range, about: 'attached' });
    return;
  }
  attached.managed.push({ kind: 'aws', text: managed.arn, name: managed.name, range, when: [] });
  const origin = { kind: 'managed-policy', name: managed.name, addedFor: what, range } as const;
  attached.policies.push({ policy: managedPolicyDocument(reader.catalog, managed), origin, when: [] });
}

/** Attaches an inline policy. */
export function addStatements(
  { reader, owner, attached }: Adding,
  what: string,
  statements: readonly Written[],
  range: Range,
  when: readonly Branch[] = [],
): void {
  if (statements.length === 0) return;
  const policy = reader.lower({ Statement: statements }, owner, range, when);
  attached.policies.push({ policy, origin: { kind: 'framework', name: what, range }, when });
}

/** Says that SAM does not accept what is written at `range`, so that nothing can be told of it. */
export function addRejected({ attached }: Adding, reason: string, range: Range): void {
  attached.unknown.push({ reason: `SAM rejects ${reason}`, range, about: 'attached' });
}

export function allow(actions: string | readonly string[], resource: Written): Written {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

/** What `Ref` yields of a resource that SAM makes, which the template does not declare: one value for certain. */
export function referenceTo(logicalId: string): Written {
  return { 'Fn::Sub': `\${${logicalId}}` };
}

export interface GeneratedRole {
  readonly logicalId: string;
  readonly when: readonly Branch[];
  readonly trust: readonly Policy[];
  readonly boundaries?: readonly BoundaryUse[];
}

/** The role with all that was added to it. What is attached twice, SAM attaches once. */
export function finishRole({ owner, attached }: Adding, { logicalId, when, trust, boundaries = [] }: GeneratedRole): FoundPrincipal {
  const managed = withoutRepeated(attached.managed, ({ text }) => text);
  const policies = withoutRepeated(attached.policies, ({ policy }) => policy);
  const { range } = owner;
  const { unknown } = attached;
  const type = 'AWS::IAM::Role';
  return { kind: 'role', logicalId, type, range, generated: true, roles: [], policies, managed, boundaries, trust, when, unknown };
}

/** The trust policy that lets a service assume the role: `lambda.amazonaws.com`. */
export function trustOf({ reader, owner }: Adding, service: string): readonly Policy[] {
  const statement = { Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } };
  return [reader.lower({ Version: '2012-10-17', Statement: [statement] }, owner, owner.range, [], 'trust')];
}

/** Each item once that is the same under the same branches. */
function withoutRepeated<T extends { readonly when: readonly Branch[] }>(items: readonly T[], what: (item: T) => unknown): readonly T[] {
  if (new Set(items.map(what)).size === items.length) return items;
  const kept: T[] = [];
  for (const item of items) {
    const when = JSON.stringify(item.when);
    if (!kept.some((other) => what(other) === what(item) && JSON.stringify(other.when) === when)) kept.push(item);
  }
  return kept;
}
