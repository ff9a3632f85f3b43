import type { Catalog, PolicyKind } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import type { Principal, PrincipalKind } from '../grants/model.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { Problem, Range } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { DeclaredResource, Dialect, PolicySource, PolicySourceKind, Template } from '../template/template.ts';
import type { Suppression } from './suppression.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/**
 * What an edit does to the permissions of the document, computed on Allow minus Deny (`semantics.md` 3). `equal` and `narrows` speak of the
 * catalogue of its date.
 */
export type Effect = 'equal' | 'narrows' | 'repairs' | 'widens';

export interface Fix {
  /** In the imperative, no trailing period. A fix of effect `widens` says so here. */
  readonly title: string;
  readonly effect: Effect;
  /** At most one a finding; fix-all applies it where it is `equal` or `repairs` and `fixAll` is set. */
  readonly preferred: boolean;
  /** False keeps a preferred fix out of fix-all (`semantics.md` 4: wildcards, Effect, unwrapping, guesses by edit distance). */
  readonly fixAll: boolean;
  /** Computed on request; the empty list withdraws the fix. */
  edits(): readonly Edit[];
}

export interface RelatedPlace {
  readonly range: Range;
  readonly message: string;
}

export interface Report {
  readonly range: Range;
  /** What is wrong, no trailing period, under 200 characters. */
  readonly message: string;
  /** Where it differs from the rule's. */
  readonly severity?: Severity;
  /** A function where titles cost something to compute: it is called when somebody looks at the fixes. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  readonly related?: readonly RelatedPlace[];
  /** What stands there could be deleted and nothing would change: an editor fades it. */
  readonly unnecessary?: true;
}

/**
 * What a visit may ask. Whatever lies outside the entry being visited is reached through `template.scope`, whose answers are recorded: the
 * findings of an entry are kept until it or one of those answers changes.
 */
export interface RuleContext {
  readonly catalog: Catalog;
  readonly template: Template;
  /** The document a range belongs to. */
  sourceOf(range: Range): Source;
  /** Every policy of the template, lowered. */
  readonly policies: readonly Policy[];
  /** Every function, state machine and role with its effective policy. */
  readonly principals: readonly Principal[];
  /** The configuration demands that every role has a permissions boundary: any, or one that `isNamedBoundary` says is named so. */
  readonly requiredBoundary?: true | string;
}

/** Context of a statement visit. */
export interface StatementContext extends RuleContext {
  readonly policy: Policy;
}

/**
 * Code of an example: one statement, one entry of SAM `Policies`, or a whole template, in YAML, with the marked value in `«»`
 * (the range of the finding). The test harness prints it in every host that the rule's kinds and dialects admit.
 */
export interface Example {
  /** What `code` is; `statement` if absent. */
  readonly form?: 'statement' | 'entry' | 'document' | 'template';
  readonly code: string;
  /** The kind of policy a statement or document is an example of; the first of the rule's kinds if absent. */
  readonly kind?: PolicyKind;
  /** Resources that the code refers to, as YAML below `Resources:`; such an example has no policy JSON host. */
  readonly resources?: string;
}

/** An element that most statements do not have. */
export type StatementPart = 'sid' | 'notAction' | 'notResource' | 'principal' | 'notPrincipal' | 'condition';

export interface Rule {
  /** kebab-case; the name of its file. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what it reports. */
  readonly summary: string;
  /** Why it matters. */
  readonly rationale: string;
  /** Ids of the same checks in other tools; of `access-analyzer` every code that the rule covers. */
  readonly alsoKnownAs?: Readonly<Record<string, string | readonly string[]>>;
  /** Reported only where the configuration gives it a level. */
  readonly optIn?: true;
  readonly examples: { readonly incorrect: readonly Example[]; readonly correct: readonly Example[] };
  /** What the configuration says where the examples stand; a rule that has this says nothing without it. */
  readonly examplesUnder?: { readonly requireBoundary: true | string };
  /** Kinds of policy it is for; absent: all. */
  readonly kinds?: readonly PolicyKind[];
  readonly dialects?: readonly Dialect[];
  /** Kinds of policy source whose `source` visit it wants; absent: all. */
  readonly sources?: readonly PolicySourceKind[];
  /** The `statement` visit is for statements that have this element; absent: all. */
  readonly needs?: StatementPart;
  /** Types of the resources whose `entry` visit it wants; absent: all. */
  readonly types?: readonly string[];
  /** Kinds of principal whose `principal` visit it wants; absent: all. */
  readonly principals?: readonly PrincipalKind[];
  problem?(problem: Problem, context: RuleContext): Iterable<Report>;
  source?(source: PolicySource, context: RuleContext): Iterable<Report>;
  policy?(policy: Policy, context: RuleContext): Iterable<Report>;
  statement?(statement: Statement, context: StatementContext): Iterable<Report>;
  /** A function, a state machine or a role with its effective policy; a role that a framework makes too. */
  principal?(principal: Principal, context: RuleContext): Iterable<Report>;
  /** A declared resource, or a function of Serverless, for what its other properties say. */
  entry?(resource: DeclaredResource, context: RuleContext): Iterable<Report>;
  /** What an author has silenced, once it is known what that is; what is said of it cannot be silenced. */
  suppression?(suppression: Suppression, context: RuleContext): Iterable<Report>;
  /** The whole template; visited anew at every edit, so it must be cheap. */
  template?(template: Template, context: RuleContext): Iterable<Report>;
}

export interface Finding extends Omit<Report, 'fixes' | 'severity'> {
  readonly rule: Rule;
  readonly severity: Severity;
  /** Computed when first read. */
  readonly fixes: readonly Fix[];
}
