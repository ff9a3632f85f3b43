import type { Dialect } from '../template/template.ts';
import type { Configuration } from './config.ts';
import { isActive } from './config.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './visit.ts';

/** The rules that want to see a subject: found once for a configuration and a dialect, since there are many rules and a subject at every edit. */
export type Plan = (subject: Subject) => readonly Rule[];

export function planVisits(rules: readonly Rule[], configuration: Configuration, dialect: Dialect): Plan {
  const active = rules.filter((rule) => isActive(rule, configuration) && (rule.dialects?.includes(dialect) ?? true));
  const byKind: Readonly<Record<Subject['kind'], readonly Rule[]>> = {
    template: active.filter((rule) => rule.template !== undefined),
    problem: active.filter((rule) => rule.problem !== undefined),
    source: active.filter((rule) => rule.source !== undefined),
    entry: active.filter((rule) => rule.entry !== undefined),
    principal: active.filter((rule) => rule.principal !== undefined),
    suppression: active.filter((rule) => rule.suppression !== undefined),
    policy: active.filter((rule) => rule.policy !== undefined || rule.statement !== undefined),
  };
  const ofPolicies = new Map<string, readonly Rule[]>();
  return (subject) => {
    if (subject.kind !== 'policy') return byKind[subject.kind];
    const { kind } = subject.policy;
    const known = ofPolicies.get(kind) ?? byKind.policy.filter(({ kinds }) => kinds?.includes(kind) ?? true);
    ofPolicies.set(kind, known);
    return known;
  };
}
