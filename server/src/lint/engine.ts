import type { Policy } from '../policy/model.ts';
import type { DeclaredResource, Resource } from '../template/template.ts';
import type { Configuration } from './config.ts';
import { severityOf } from './config.ts';
import type { Finding, Fix, Report, Rule, RuleContext, Severity, StatementContext } from './rule.ts';
import { createSuppressions } from './suppress.ts';

/**
 * Runs the rules over a template, one policy a step, so that a caller may stop or yield between steps. The findings come in the order of the
 * text; one problem at one place is reported once, though it be reached on several ways (an alias, a fragment used twice).
 */
export function* lint(rules: readonly Rule[], context: RuleContext, configuration: Configuration): Generator<void, readonly Finding[]> {
  const active = rules.filter((rule) => configuration.rules[rule.id] !== 'off' && isForDialect(rule, context));
  const findings = new Map<string, Finding>();
  const suppressions = createSuppressions(context.template);
  const collect = (rule: Rule, reports: Iterable<Report> | undefined): void => {
    for (const report of reports ?? []) {
      const severity = severityOf(rule, report.severity, configuration);
      if (severity === undefined || suppressions.covers(rule.id, report.range)) continue;
      const key = `${rule.id} ${report.range.unit.uri} ${report.range.unit.name} ${report.range.start} ${report.range.end} ${report.message}`;
      if (!findings.has(key)) findings.set(key, createFinding(rule, report, severity));
    }
  };
  for (const rule of active) {
    collect(rule, rule.template?.(context.template, context));
    for (const problem of rule.problem === undefined ? [] : context.template.problems) collect(rule, rule.problem?.(problem, context));
  }
  yield;
  for (const source of context.template.policies) {
    for (const rule of active) {
      if (rule.source !== undefined && (rule.sources?.includes(source.kind) ?? true)) collect(rule, rule.source(source, context));
    }
  }
  yield;
  for (const resource of context.template.scope.resources.values()) {
    if (!isDeclared(resource)) continue;
    for (const rule of active) collect(rule, rule.entry?.(resource, context));
  }
  yield;
  for (const policy of context.policies) {
    const visited: StatementContext = { ...context, policy };
    for (const rule of active) if (isForKind(rule, policy)) visitPolicy(rule, policy, visited, collect);
    yield;
  }
  return inTextOrder([...findings.values()], context);
}

function isDeclared(resource: Resource): resource is DeclaredResource {
  return resource.node !== undefined && resource.key !== undefined;
}

function createFinding(rule: Rule, report: Report, severity: Severity): Finding {
  const { fixes, ...rest } = report;
  let known: readonly Fix[] | undefined;
  return {
    ...rest,
    rule,
    severity,
    get fixes() {
      known ??= typeof fixes === 'function' ? fixes() : (fixes ?? []);
      return known;
    },
  };
}

function visitPolicy(
  rule: Rule,
  policy: Policy,
  context: StatementContext,
  collect: (rule: Rule, reports: Iterable<Report> | undefined) => void,
): void {
  collect(rule, rule.policy?.(policy, context));
  if (rule.statement === undefined) return;
  for (const statement of policy.statements) collect(rule, rule.statement(statement, context));
}

function isForDialect(rule: Rule, context: RuleContext): boolean {
  return rule.dialects?.includes(context.template.dialect) ?? true;
}

function isForKind(rule: Rule, policy: Policy): boolean {
  return rule.kinds?.includes(policy.kind) ?? true;
}

function inTextOrder(findings: readonly Finding[], context: RuleContext): readonly Finding[] {
  const start = (finding: Finding): number => (context.sourceOf(finding.range).layout.get(finding.range.unit) ?? 0) + finding.range.start;
  return findings
    .map((finding) => ({ finding, uri: finding.range.unit.uri, start: start(finding) }))
    .sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start || a.finding.rule.id.localeCompare(b.finding.rule.id)))
    .map((entry) => entry.finding);
}
