import type { Principal } from '../grants/model.ts';
import { derive } from '../policy/kernel.ts';
import type { Policy } from '../policy/model.ts';
import { mayAllow } from './allowed.ts';
import { NOTHING } from './report-each.ts';
import type { Report, RuleContext } from './rule.ts';

/**
 * What a rule about all that a principal is granted says of a policy that no principal of the template has (a loose file, that of a user, a managed
 * policy): as if somebody had it and nothing else. Asked of one that may allow one of `actions`.
 */
export function reportUnheld(
  policy: Policy,
  context: RuleContext,
  actions: readonly string[],
  report: (holder: Principal) => Iterable<Report>,
): readonly Report[] {
  if (policy.kind !== 'identity' || !mayAllow(context.catalog, policy, actions)) return NOTHING;
  const reports = [...report(derive(context.catalog, policy, 'holder', () => holderOf(policy)))];
  // Who has it is asked only where it matters: the answer is good for one version of the document.
  if (reports.length === 0 || context.principals.some(({ policies }) => policies.some((granted) => granted.policy === policy)))
    return NOTHING;
  return reports;
}

/** One for all rules: what is computed of it is computed once. */
function holderOf(policy: Policy): Principal {
  const { owner } = policy.source;
  const none = { managed: [], boundaries: [], trust: [], when: [], unknown: [], roles: [] };
  const granted = { policy, origin: { kind: 'inline', range: policy.range }, when: [] } as const;
  return { kind: 'role', logicalId: owner.name, type: owner.type, range: owner.range, generated: false, policies: [granted], ...none };
}
