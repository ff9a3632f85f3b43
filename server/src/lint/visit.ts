import type { Principal } from '../grants/model.ts';
import type { Policy } from '../policy/model.ts';
import type { Problem } from '../syntax/node.ts';
import type { DeclaredResource, PolicySource } from '../template/template.ts';
import { NOTHING } from './report-each.ts';
import type { Report, Rule, RuleContext, StatementContext } from './rule.ts';
import type { Suppression } from './suppression.ts';

/** What rules are shown at once: their reports are kept, and made again, for all of it. */
export type Subject =
  | { readonly kind: 'template' }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'source'; readonly source: PolicySource }
  | { readonly kind: 'entry'; readonly resource: DeclaredResource }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'principal'; readonly principal: Principal }
  | { readonly kind: 'suppression'; readonly suppression: Suppression };

export interface Said {
  readonly rule: Rule;
  readonly report: Report;
}

/** What the rules say of a subject that each of them wants to see. A policy is shown with its statements. */
export function visit(rules: readonly Rule[], subject: Subject, context: RuleContext): readonly Said[] {
  const said: Said[] = [];
  const inPolicy = subject.kind === 'policy' ? { policy: subject.policy, ...context } : undefined;
  for (const rule of rules) {
    if (inPolicy === undefined) addReports(said, rule, show(rule, subject, context));
    else showPolicy(said, rule, inPolicy);
  }
  return said;
}

function show(rule: Rule, subject: Subject, context: RuleContext): Iterable<Report> {
  switch (subject.kind) {
    case 'template':
      return rule.template?.(context.template, context) ?? NOTHING;
    case 'problem':
      return rule.problem?.(subject.problem, context) ?? NOTHING;
    case 'source':
      return rule.source?.(subject.source, context) ?? NOTHING;
    case 'entry':
      return rule.entry?.(subject.resource, context) ?? NOTHING;
    case 'principal':
      return rule.principal?.(subject.principal, context) ?? NOTHING;
    case 'suppression':
      return rule.suppression?.(subject.suppression, context) ?? NOTHING;
    case 'policy':
      return NOTHING;
  }
}

function showPolicy(said: Said[], rule: Rule, context: StatementContext): void {
  const { policy } = context;
  const { needs } = rule;
  if (rule.policy !== undefined) addReports(said, rule, rule.policy(policy, context));
  if (rule.statement === undefined) return;
  for (const statement of policy.statements) {
    if (needs === undefined || statement[needs] !== undefined) addReports(said, rule, rule.statement(statement, context));
  }
}

function addReports(said: Said[], rule: Rule, reports: Iterable<Report>): void {
  if (reports === NOTHING) return;
  for (const report of reports) said.push({ rule, report });
}
