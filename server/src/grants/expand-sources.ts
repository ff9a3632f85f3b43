import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Owner, PolicySource, Template } from '../template/template.ts';
import { renderText } from '../template/text.ts';
import { findManagedPolicy, managedPolicyDocument } from './managed-policies.ts';
import type { GrantedPolicy, Grants } from './model.ts';

/** What one side of a comparison of permissions holds: the policies and sources of some owners. */
export interface Compared {
  /** Their names. */
  readonly owners: ReadonlySet<string>;
  readonly policies: readonly Policy[];
  readonly sources: readonly PolicySource[];
  readonly template: Template;
  readonly grants: Grants;
}

/**
 * The same with policies in place of what is named rather than written: the documents of managed policies of AWS, the statements of SAM's policy
 * templates; and with what SAM adds by itself to the roles that it makes for these owners. The same object where nothing of it is known.
 */
export function expandSources(catalog: KernelCatalog, compared: Compared): Compared {
  const made = findMade(compared);
  const places = new Set(made.flatMap(({ granted: { origin } }) => (origin.kind === 'policy-template' ? [placeOf(origin.range)] : [])));
  const found = made.map(({ owner, granted: { policy, when } }) => attachedAt({ owner, policyKind: 'identity', when }, policy));
  const rest: PolicySource[] = [];
  for (const source of compared.sources) {
    const policy = source.kind === 'managed' ? documentOf(catalog, compared.template, source) : undefined;
    if (policy !== undefined) found.push(policy);
    else if (source.kind !== 'policy-template' || !places.has(placeOf(source.node.range))) rest.push(source);
  }
  return found.length === 0 ? compared : { ...compared, policies: [...compared.policies, ...found], sources: rest };
}

/** A policy as if it were written where the source stands: of its owner, under its branches. */
export function attachedAt({ owner, policyKind, when }: Pick<PolicySource, 'owner' | 'policyKind' | 'when'>, policy: Policy): Policy {
  return { ...policy, source: { kind: 'document', owner, policyKind, when, node: policy.source.node } };
}

interface Made {
  readonly owner: Owner;
  readonly granted: GrantedPolicy;
}

/** What SAM writes into the roles that it makes for functions and state machines. */
function findMade({ owners, grants: { principals } }: Compared): readonly Made[] {
  const holders = new Map<string, Owner>();
  const made: Made[] = [];
  for (const { kind, logicalId, type, range, generated, policies } of principals) {
    if (type.startsWith('AWS::Serverless::') && owners.has(logicalId)) holders.set(`${logicalId}Role`, { name: logicalId, type, range });
    const owner = kind === 'role' && generated ? holders.get(logicalId) : undefined;
    if (owner === undefined) continue;
    for (const granted of policies) {
      const { origin } = granted;
      const isOfTemplate = origin.kind === 'policy-template';
      if (isOfTemplate || origin.kind === 'framework' || origin.addedFor !== undefined) made.push({ owner, granted });
    }
  }
  return made;
}

function placeOf({ unit, start }: Range): string {
  return `${unit.uri} ${unit.name} ${start}`;
}

function documentOf(catalog: KernelCatalog, template: Template, source: PolicySource): Policy | undefined {
  const managed = findManagedPolicy(
    catalog,
    renderText(readText(source.node, template)),
    source.owner.type.startsWith('AWS::Serverless::'),
  );
  return managed && attachedAt(source, managedPolicyDocument(catalog, managed));
}
