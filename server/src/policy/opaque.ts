import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';
import { fingerprint } from './fingerprint.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy } from './model.ts';

/** A policy that is not read statement by statement: it is there or not. */
export interface OpaqueSource {
  readonly source: PolicySource;
  /** Equal for sources that grant the same. */
  readonly key: string;
  /** Whether it might hold a Deny: a policy template never does. */
  readonly mayDeny: boolean;
}

/**
 * Managed policies, policy templates that the catalogue knows (the others are rejected and grant nothing), and what stands for a statement
 * but is not among `policies`.
 */
export function opaqueSources(
  catalog: KernelCatalog,
  policies: readonly Policy[],
  sources: readonly PolicySource[],
): readonly OpaqueSource[] {
  const lowered = new Set(policies.map(({ source }) => source.node));
  return [...new Set([...sources, ...policies.map(({ source }) => source)])].flatMap((source): readonly OpaqueSource[] => {
    if (source.kind === 'managed') return [{ source, key: `managed ${fingerprint(source.node)}`, mayDeny: true }];
    if (source.kind === 'policy-template') {
      const key = templateKey(catalog, source.name.value, source.parameters);
      return key === undefined ? [] : [{ source, key, mayDeny: false }];
    }
    if (source.kind === 'permission' && !lowered.has(source.node)) return [{ source, key: fingerprint(source.node), mayDeny: false }];
    return [];
  });
}

/** What of the policies cannot be read and may bring statements; '' where all is read. */
export function unreadOf(policies: readonly Policy[]): string {
  return policies
    .filter(({ complete }) => !complete)
    .map((policy) => fingerprint(policy.node ?? policy.source.node, new Set<Node>(policy.statements.map(({ node }) => node))))
    .sort()
    .join('\n');
}

/** Parameters beyond those of the policy template are dropped by SAM (`semantics.md` 17). */
function templateKey(catalog: KernelCatalog, name: string, parameters: Node): string | undefined {
  const template = catalog.policyTemplate(name);
  if (template === undefined) return undefined;
  const values = template.parameters.flatMap((parameter) => {
    const pair = findPair(parameters, parameter.name);
    return pair === undefined ? [] : [`${parameter.name}=${fingerprint(pair.value)}`];
  });
  return `template ${name} ${values.join(' ')}`;
}
