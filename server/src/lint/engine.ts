import type { Policy } from '../policy/model.ts';
import type { Problem, Unit } from '../syntax/node.ts';
import type { Made } from '../template/align.ts';
import { alignResults } from '../template/align.ts';
import type { ScopeChange, ScopeRecorder } from '../template/dependencies.ts';
import { compareScopes, isAffected, NO_DEPENDENCIES, recordScope } from '../template/dependencies.ts';
import type { DeclaredResource, Dialect, PolicySource, Resource, Scope, Template } from '../template/template.ts';
import type { FindingsByUnit } from './collate.ts';
import { groupByUnit, inTextOrder } from './collate.ts';
import type { Configuration } from './config.ts';
import { severityOf } from './config.ts';
import type { Found, Visited } from './found.ts';
import { withFixes } from './found.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { createSuppressions } from './suppress.ts';
import type { Subject } from './visit.ts';
import { visit } from './visit.ts';

/**
 * Runs the rules over a template, one policy a step, so that a caller may stop or yield between steps. The findings come in the order of the
 * text; one problem at one place is reported once, though it be reached on several ways (an alias, a fragment used twice).
 */
export function* lint(rules: readonly Rule[], context: RuleContext, configuration: Configuration): Generator<void, readonly Finding[]> {
  const { found } = yield* lintAgain(rules, context, configuration, undefined);
  return withFixes(found, context);
}

export interface LintResult {
  readonly found: readonly Found[];
  /** For the next version of the document, under the same configuration. */
  readonly memory: LintMemory;
}

/** What the rules said of each subject of a version. */
export interface LintMemory {
  readonly dialect: Dialect;
  readonly scope: Scope;
  readonly problems: Made<Problem, Visited>;
  readonly sources: Made<PolicySource, Visited>;
  readonly entries: Made<DeclaredResource, Visited>;
  readonly policies: Made<Policy, Visited>;
  readonly units: FindingsByUnit;
}

/**
 * The same for a document of which an earlier version is known: the rules see again only what is new, and what depends on something that has
 * changed. The rules and the configuration are those of the earlier run.
 */
export function* lintAgain(
  rules: readonly Rule[],
  context: RuleContext,
  configuration: Configuration,
  previous: LintMemory | undefined,
): Generator<void, LintResult> {
  const { template } = context;
  const known = previous?.dialect === template.dialect ? previous : undefined;
  const active = rules.filter((rule) => severityOf(rule, undefined, configuration) !== undefined && isForDialect(rule, template));
  const run = startRun(active, context, configuration, known);
  const whole = run.visit({ kind: 'template' });
  const problems = yield* visitAll(run, known?.problems, template.problems, (problem) => ({ kind: 'problem', problem }), 0);
  yield;
  const sources = yield* visitAll(run, known?.sources, template.policies, (source) => ({ kind: 'source', source }), 0);
  yield;
  const declared = active.some((rule) => rule.entry !== undefined) ? [...template.scope.resources.values()].filter(isDeclared) : [];
  const entries = yield* visitAll(run, known?.entries, declared, (resource) => ({ kind: 'entry', resource }), 0);
  yield;
  const policies = yield* visitAll(run, known?.policies, context.policies, (policy) => ({ kind: 'policy', policy }), 1);
  const visited = [whole, ...problems.results, ...sources.results, ...entries.results, ...policies.results];
  const units = groupByUnit(visited, known?.units);
  const found = inTextOrder(units, template, createSuppressions(template));
  return { found, memory: { dialect: template.dialect, scope: template.scope, problems, sources, entries, policies, units } };
}

interface Run {
  readonly change: ScopeChange | undefined;
  visit(subject: Subject): Visited;
}

/** Subjects after which a caller may yield, where one is not a step by itself. */
const STEP = 64;

/** What the rules say of each item; what they said of it before, where that cannot have changed. `weight` 1: each is a step. */
function* visitAll<T>(
  run: Run,
  before: Made<T, Visited> | undefined,
  items: readonly T[],
  subjectOf: (item: T) => Subject,
  weight: 0 | 1,
): Generator<void, Made<T, Visited>> {
  const kept = alignResults(before, items);
  const results: Visited[] = [];
  let count = 0;
  for (const [index, item] of items.entries()) {
    const known = kept(index);
    if (known !== undefined && run.change !== undefined && !isAffected(known.dependencies, run.change)) {
      results.push(known);
      continue;
    }
    results.push(run.visit(subjectOf(item)));
    if (weight === 1 || ++count % STEP === 0) yield;
  }
  return { items, results };
}

function startRun(rules: readonly Rule[], context: RuleContext, configuration: Configuration, previous: LintMemory | undefined): Run {
  const { scope } = context.template;
  const recorder = recordScope(scope);
  const recorded = recordContext(context, recorder);
  const byKind = groupRules(rules);
  return {
    change: previous === undefined ? undefined : compareScopes(previous.scope, scope),
    visit(subject) {
      const found: Found[] = [];
      for (const { rule, report } of visit(byKind[subject.kind], watchEntry(subject, recorder), recorded)) {
        const { fixes: _, severity: reported, ...rest } = report;
        const severity = severityOf(rule, reported, configuration);
        if (severity !== undefined) found.push({ ...rest, rule, severity, subject });
      }
      const dependencies = recorder.take();
      if (found.length > 0) return { found, units: unitsOf(found), dependencies };
      return dependencies === NO_DEPENDENCIES ? NOTHING : { found, units: NOTHING.units, dependencies };
    },
  };
}

/** The rules that want to see each kind of subject: most rules want one. */
function groupRules(rules: readonly Rule[]): Readonly<Record<Subject['kind'], readonly Rule[]>> {
  return {
    template: rules.filter((rule) => rule.template !== undefined),
    problem: rules.filter((rule) => rule.problem !== undefined),
    source: rules.filter((rule) => rule.source !== undefined),
    entry: rules.filter((rule) => rule.entry !== undefined),
    policy: rules.filter((rule) => rule.policy !== undefined || rule.statement !== undefined),
  };
}

/** Rules see a resource as the scope hands it out, so that they may compare the two. */
function watchEntry(subject: Subject, recorder: ScopeRecorder): Subject {
  if (subject.kind !== 'entry') return subject;
  const resource = recorder.watch(subject.resource);
  return isDeclared(resource) ? { kind: 'entry', resource } : subject;
}

const NOTHING: Visited = { found: [], units: [], dependencies: NO_DEPENDENCIES };

function unitsOf(found: readonly Found[]): readonly Unit[] {
  return [...new Set(found.map(({ range }) => range.unit))];
}

/** What rules see: what they ask beyond their subject is noted. Texts of other entries, and lists of everything, are good for one version. */
function recordContext(context: RuleContext, recorder: ScopeRecorder): RuleContext {
  const { catalog, template, sourceOf } = context;
  const { dialect, hosts, replaced } = template;
  const ask = <T>(value: T): T => {
    recorder.noteEverything();
    return value;
  };
  return {
    catalog,
    sourceOf,
    template: {
      dialect,
      hosts,
      replaced,
      scope: recorder.scope,
      get source() {
        return ask(template.source);
      },
      get sources() {
        return ask(template.sources);
      },
      get trees() {
        return ask(template.trees);
      },
      get policies() {
        return ask(template.policies);
      },
      get problems() {
        return ask(template.problems);
      },
    },
    get policies() {
      return ask(context.policies);
    },
  };
}

function isDeclared(resource: Resource): resource is DeclaredResource {
  return resource.node !== undefined && resource.key !== undefined;
}

function isForDialect(rule: Rule, { dialect }: Template): boolean {
  return rule.dialects?.includes(dialect) ?? true;
}
