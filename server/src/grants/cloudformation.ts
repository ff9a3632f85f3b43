import { attachInline, attachManaged, nothingAttached } from './attached.ts';
import type { GrantsContext } from './context.ts';
import type { Principal } from './model.ts';

/** The roles of a template, and what acts by them. */
export function findCloudFormationPrincipals(context: GrantsContext): readonly Principal[] {
  const found: Principal[] = [];
  for (const { logicalId, type, key, properties } of context.template.scope.resources.values()) {
    if (type !== 'AWS::IAM::Role' || key === undefined || properties === undefined) continue;
    const attached = nothingAttached();
    for (const source of context.sourcesOf(type, logicalId, 'identity')) {
      if (source.kind === 'managed') attachManaged(attached, context, source, false);
      else attachInline(attached, context, source, { kind: 'inline', range: source.node.range });
    }
    const shared = { boundaries: [], trust: [], when: [], roles: [], generated: false, range: key.range };
    found.push({ kind: 'role', logicalId, type, ...shared, ...attached });
  }
  return found;
}
