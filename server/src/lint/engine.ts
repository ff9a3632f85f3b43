import type { Principal } from '../grants/model.ts';
import type { Policy } from '../policy/model.ts';
import type { Problem, Unit } from '../syntax/node.ts';
import type { TextEdit } from '../syntax/source.ts';
import type { Dependencies, ScopeRecorder, ScopeVersion } from '../template/dependencies.ts';
import { changeSince, NO_DEPENDENCIES, recordScope } from '../template/dependencies.ts';
import type { ScopeMemory } from '../template/memory.ts';
import type { DeclaredResource, Dialect, PolicySource, Scope, Template } from '../template/template.ts';
import { isDeclared } from '../template/template.ts';
import { inTextOrder, interleave } from './collate.ts';
import type { Configuration } from './config.ts';
import { severityOf } from './config.ts';
import type { Found, Visited } from './found.ts';
import { NOTHING_FOUND, splitByUnit, toFound, withFixes } from './found.ts';
import type { Grouped } from './group-by-unit.ts';
import { groupByUnit } from './group-by-unit.ts';
import type { Plan } from './plan.ts';
import { planVisits } from './plan.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import type { SuppressionMemory } from './suppress.ts';
import { createSuppressions } from './suppress.ts';
import type { Subject } from './visit.ts';
import { visit } from './visit.ts';
import type { VisitedList, VisitSubject } from './visit-all.ts';
import { visitAll } from './visit-all.ts';

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
  readonly version: ScopeVersion;
  /** What was said of the template as a whole. */
  readonly whole: ReadonlyMap<Unit, Visited>;
  readonly problems: VisitedList<Problem>;
  readonly sources: VisitedList<PolicySource>;
  readonly entries: VisitedList<DeclaredResource>;
  readonly policies: VisitedList<Policy>;
  readonly principals: VisitedList<Principal>;
  readonly grouped: Grouped;
  readonly suppressions: SuppressionMemory;
  readonly plan: Plan;
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
  { version, declared, edit }: Version = nameOnly(context.template),
): Generator<void, LintResult> {
  const { template } = context;
  const known = previous?.dialect === template.dialect ? previous : undefined;
  const plan = known?.plan ?? planVisits(context.catalog, rules, configuration, template.dialect);
  const run = startRun(plan, context, configuration);
  const change = known === undefined ? undefined : changeSince(known.version, version);
  const whole = splitByUnit(run({ kind: 'template' }), known?.whole);
  const problems = yield* visitAll(run, change, known?.problems, template.problems, (problem) => ({ kind: 'problem', problem }), 0);
  yield;
  const sources = yield* visitAll(run, change, known?.sources, template.policies, (source) => ({ kind: 'source', source }), 0);
  yield;
  const entries = yield* visitAll(run, change, known?.entries, declared, (resource) => ({ kind: 'entry', resource }), 0);
  yield;
  const policies = yield* visitAll(run, change, known?.policies, context.policies, (policy) => ({ kind: 'policy', policy }), 1);
  const principals = yield* visitAll(
    run,
    change,
    known?.principals,
    context.principals,
    (principal) => ({ kind: 'principal', principal }),
    1,
  );
  const grouped = groupByUnit(whole, [problems, sources, entries, policies, principals], template, known?.grouped);
  const suppressions = createSuppressions(template, declared, known?.suppressions, edit);
  const loud = inTextOrder(grouped, template, suppressions);
  const written = suppressions.used(rules, configuration).map((suppression) => run({ kind: 'suppression', suppression }));
  const ofSuppressions = { results: written, changed: undefined };
  const found = written.length === 0 ? loud : interleave(loud, groupByUnit(new Map(), [ofSuppressions], template), template);
  return {
    found,
    memory: {
      dialect: template.dialect,
      version,
      whole,
      problems,
      sources,
      entries,
      policies,
      principals,
      grouped,
      suppressions: suppressions.memory,
      plan,
    },
  };
}

/** What is known of the version that is linted. */
interface Version extends Pick<ScopeMemory, 'version' | 'declared'> {
  /** How its text came from that of the earlier one, where that is known. */
  readonly edit?: TextEdit | undefined;
}

function nameOnly({ scope }: Template): Version {
  return { version: { scope, id: {} }, declared: [...scope.resources.values()].filter(isDeclared) };
}

function startRun(plan: Plan, context: RuleContext, configuration: Configuration): VisitSubject {
  const recorder = recordScope(context.template.scope);
  const recorded = recordContext(context, recorder);
  return (subject) => {
    const found: Found[] = [];
    // What is said of the whole is good for one version whatever it asks.
    const shown = subject.kind === 'template' ? context : recorded;
    for (const { rule, report } of visit(plan(subject), watchEntry(subject, recorder), shown)) {
      const severity = severityOf(rule, report.severity, configuration);
      if (severity !== undefined) found.push(toFound(report, rule, severity, subject));
    }
    const dependencies = withoutOwn(recorder.take(), subject);
    if (found.length === 0 && dependencies === NO_DEPENDENCIES) return NOTHING_FOUND;
    return { found, units: unitsOf(found), dependencies };
  };
}

/** An entry whose own declaration has changed is another subject. */
function withoutOwn(dependencies: Dependencies, subject: Subject): Dependencies {
  const { names, declarations, all, everything } = dependencies;
  if (subject.kind !== 'entry' || declarations.length === 0) return dependencies;
  const others = declarations.filter((name) => name !== subject.resource.logicalId);
  return names.length === 0 && others.length === 0 && !all && !everything ? NO_DEPENDENCIES : { ...dependencies, declarations: others };
}

/** Rules see a resource as the scope hands it out, so that they may compare the two. */
function watchEntry(subject: Subject, recorder: ScopeRecorder): Subject {
  if (subject.kind !== 'entry') return subject;
  const resource = recorder.watch(subject.resource);
  return isDeclared(resource) ? { kind: 'entry', resource } : subject;
}

function unitsOf(found: readonly Found[]): readonly Unit[] {
  return [...new Set(found.map(({ range }) => range.unit))];
}

/** What rules see: what they ask beyond their subject is noted. Texts of other entries, and lists of everything, are good for one version. */
function recordContext(context: RuleContext, recorder: ScopeRecorder): RuleContext {
  const { catalog, template, sourceOf, requiredBoundary } = context;
  return {
    catalog,
    sourceOf,
    template: new RecordedTemplate(template, recorder),
    policies: recordList(context.policies, recorder),
    principals: recordList(context.principals, recorder),
    ...(requiredBoundary === undefined ? {} : { requiredBoundary }),
  };
}

/**
 * A list that notes who reads it, not a getter: a context may be copied by a rule that wants something else of it. Its methods, and with them what goes through
 * it, work on the list itself: a copy of thousands of items is noted once.
 */
function recordList<T>(list: readonly T[], recorder: ScopeRecorder): readonly T[] {
  return new Proxy(list, {
    get(target, key) {
      recorder.noteEverything();
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

class RecordedTemplate implements Template {
  readonly dialect: Dialect;
  readonly hosts: Template['hosts'];
  readonly replaced: Template['replaced'];
  readonly scope: Scope;
  readonly #template: Template;
  readonly #recorder: ScopeRecorder;

  constructor(template: Template, recorder: ScopeRecorder) {
    this.dialect = template.dialect;
    this.hosts = template.hosts;
    this.replaced = template.replaced;
    this.scope = recorder.scope;
    this.#template = template;
    this.#recorder = recorder;
  }

  get source(): Template['source'] {
    return this.#noted().source;
  }

  get sources(): Template['sources'] {
    return this.#noted().sources;
  }

  get trees(): Template['trees'] {
    return this.#noted().trees;
  }

  get policies(): Template['policies'] {
    return this.#noted().policies;
  }

  get problems(): Template['problems'] {
    return this.#noted().problems;
  }

  #noted(): Template {
    this.#recorder.noteEverything();
    return this.#template;
  }
}
