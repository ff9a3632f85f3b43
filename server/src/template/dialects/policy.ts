import type { Collector, Holder } from '../collector.ts';
import { findLooseForm } from '../loose-forms.ts';
import { addPolicies } from '../policy-sources.ts';

/** The policies of a file that is no template. Their kind is `unknown` unless the place, or whoever asks, says it. */
export function addLoosePolicies(collector: Collector): void {
  for (const { kind, node, policyKind } of findLooseForm(collector.tree) ?? []) {
    const holder: Holder = {
      owner: { name: '', type: '', range: collector.tree.range },
      policyKind: policyKind ?? collector.context.looseKind ?? 'unknown',
      when: [],
    };
    addPolicies(collector, holder, node, kind === 'statements' ? 'statements' : 'document');
  }
}
