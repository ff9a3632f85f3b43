import type { KernelCatalog } from '../policy/kernel.ts';
import { derive, remember } from '../policy/kernel.ts';
import type { Dialect } from '../template/template.ts';
import type { Configuration } from './config.ts';
import { isActive, levelsKey } from './config.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './visit.ts';

/** The rules that want to see a subject: found once for a configuration and a dialect, since there are many rules, documents and edits. */
export type Plan = (subject: Subject) => readonly Rule[];

/** Plans of configurations beyond this many are made again. */
const PLANS = 50;

export function planVisits(catalog: KernelCatalog, rules: readonly Rule[], configuration: Configuration, dialect: Dialect): Plan {
  const plans = derive(catalog, rules, 'plans', () => new Map<string, Plan>());
  return remember(plans, `${dialect} ${levelsKey(configuration)}`, () => makePlan(rules, configuration, dialect), PLANS);
}

function makePlan(rules: readonly Rule[], configuration: Configuration, dialect: Dialect): Plan {
  const active = rules.filter((rule) => isActive(rule, configuration) && (rule.dialects?.includes(dialect) ?? true));
  const types = new Set(active.flatMap((rule) => rule.types ?? []));
  const plans = new Map<Subject['kind'], Map<string, readonly Rule[]>>();
  return (subject) => {
    const ofKind = remember(plans, subject.kind, () => new Map<string, readonly Rule[]>());
    return remember(ofKind, whichOf(subject, types), () => active.filter((rule) => wants(rule, subject)));
  };
}

/** What rules may choose subjects of a kind by; a type that none of them names is like any other. */
function whichOf(subject: Subject, types: ReadonlySet<string>): string {
  switch (subject.kind) {
    case 'source':
      return subject.source.kind;
    case 'entry':
      return types.has(subject.resource.type) ? subject.resource.type : '';
    case 'policy':
      return subject.policy.kind;
    case 'principal':
      return subject.principal.kind;
    default:
      return '';
  }
}

function wants(rule: Rule, subject: Subject): boolean {
  switch (subject.kind) {
    case 'source':
      return rule.source !== undefined && includes(rule.sources, subject.source.kind);
    case 'entry':
      return rule.entry !== undefined && includes(rule.types, subject.resource.type);
    case 'policy':
      return (rule.policy !== undefined || rule.statement !== undefined) && includes(rule.kinds, subject.policy.kind);
    case 'principal':
      return rule.principal !== undefined && includes(rule.principals, subject.principal.kind);
    default:
      return rule[subject.kind] !== undefined;
  }
}

function includes<T>(wanted: readonly T[] | undefined, item: T): boolean {
  return wanted?.includes(item) ?? true;
}
