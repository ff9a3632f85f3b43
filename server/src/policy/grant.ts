import { literalText, renderText } from '../template/text.ts';
import type { ActionSet } from './action-set.ts';
import { emptyActions, hasActions, unionActions } from './action-set.ts';
import type { ActionWords } from './action-words.ts';
import { actionWordsOf, matchedActions } from './action-words.ts';
import type { Answer } from './answer.ts';
import type { Clause, Presence } from './condition.ts';
import { clausesOf, principalKey } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import type { KernelCatalog } from './kernel.ts';
import type { Policy, Statement } from './model.ts';
import type { ResourceSet } from './resource-set.ts';
import { resourcesOf } from './resource-set.ts';
import { admits, alikeActions } from './resource-types.ts';

/** A statement decoded: a cross product of its actions and resources, under conditions. */
export interface ReadStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly words: ActionWords;
  /** Actions of the catalogue, after `NotAction`. */
  readonly actions: ActionSet;
  readonly resources: readonly ResourceSet[];
  readonly clauses: readonly Clause[];
  /** Equal for statements with the same `Principal` and `NotPrincipal`; '' without. */
  readonly principal: string;
  /** Equal for statements with the same effect, principal and clauses. */
  readonly scope: string;
  readonly policy: Policy;
  readonly statement: Statement;
}

/** Part of a statement: actions that its resources admit alike. */
export interface Grant extends Omit<ReadStatement, 'words'> {
  /** Those of the statement's actions that can be on every one of `resources`, and on no other resource of the statement. */
  readonly actions: ActionSet;
  /** Never empty; pairs that `admits` denies are left out. */
  readonly resources: readonly ResourceSet[];
  /** Those of `resources` of which it is unknown whether the actions can be on them. */
  readonly uncertain: ReadonlySet<ResourceSet>;
  /** On one grant of a statement, whose `actions` are empty: names that the catalogue does not know. */
  readonly words?: ActionWords;
}

/**
 * The statement decoded; nothing where its `Effect` says neither Allow nor Deny. Where `Effect` is a symbol it is both, each under a
 * condition that only this symbol meets.
 */
export function readStatement(catalog: KernelCatalog, policy: Policy, statement: Statement, isPresent: Presence): readonly ReadStatement[] {
  if (!isPresent(statement.when) || !isPresent(policy.source.when)) return [];
  const words = actionWordsOf(catalog, statement, isPresent);
  if (words.words.length === 0) return [];
  const actions = matchedActions(catalog, words);
  const resources = resourcesOf(catalog, policy, statement, isPresent);
  const principal = principalKey(statement.principal, statement.notPrincipal, isPresent);
  const clauses = statementClauses(catalog, statement, isPresent);
  const reads: ReadStatement[] = [];
  for (const { effect, extra } of effectsOf(statement, isPresent)) {
    const all = extra.length === 0 ? clauses : [...clauses, ...extra];
    reads.push({ effect, words, actions, resources, clauses: all, principal, scope: scopeOf(effect, principal, all), policy, statement });
  }
  return reads;
}

/** The statement split into actions that its resources admit alike; those that none admits are left out. */
export function grantsOf(catalog: KernelCatalog, read: ReadStatement): readonly Grant[] {
  const { effect, words, resources, clauses, principal, scope, policy, statement } = read;
  if (resources.length === 0) return [];
  const grants = admitAll(resources) ? [grantOf(read, read.actions, { resources, uncertain: NONE })] : admittedGrants(catalog, read);
  const known = grants.filter(({ actions }) => hasActions(actions));
  known.push({ effect, actions: emptyActions(catalog), resources, uncertain: NONE, clauses, principal, scope, policy, statement, words });
  return known;
}

/** Everything is present: branches of `Fn::If` are not told apart. */
export function always(): boolean {
  return true;
}

function scopeOf(effect: 'Allow' | 'Deny', principal: string, clauses: readonly Clause[]): string {
  if (principal === '' && clauses.length === 0) return PLAIN_SCOPE[effect];
  const about = clauses.map((clause) => JSON.stringify([clause.about, clause.values])).sort();
  return JSON.stringify([effect, principal, about]);
}

/** Of nearly all statements. */
const PLAIN_SCOPE = { Allow: JSON.stringify(['Allow', '', []]), Deny: JSON.stringify(['Deny', '', []]) } as const;

/** Which of a statement's resources admit an action. */
interface Admission {
  readonly resources: readonly ResourceSet[];
  readonly uncertain: ReadonlySet<ResourceSet>;
}

const NONE: ReadonlySet<ResourceSet> = new Set();

function grantOf(read: ReadStatement, actions: ActionSet, { resources, uncertain }: Admission): Grant {
  const { effect, clauses, principal, scope, policy, statement } = read;
  return { effect, actions, resources, uncertain, clauses, principal, scope, policy, statement };
}

function admitAll(resources: readonly ResourceSet[]): boolean {
  for (const resource of resources) if (resource.kind === 'pattern' && resource.pattern.form !== 'star') return false;
  return true;
}

/** A grant for all actions that the same resources admit, in the order of their first. */
function admittedGrants(catalog: KernelCatalog, read: ReadStatement): Grant[] {
  const { resources } = read;
  const groups = new Map<string, { readonly admission: Admission; readonly sets: ActionSet[] }>();
  for (const { first, actions } of alikeActions(catalog, read.actions)) {
    const answers = resources.map((resource): Answer => (resource.kind === 'not' ? 'yes' : admits(catalog, first, resource.pattern)));
    const key = answers.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { admission: admissionOf(resources, answers), sets: [actions] });
    else group.sets.push(actions);
  }
  const grants: Grant[] = [];
  for (const { admission, sets } of groups.values()) {
    if (admission.resources.length === 0) continue;
    const [one = read.actions, ...others] = sets;
    grants.push(grantOf(read, groups.size === 1 ? read.actions : unionActions(one, ...others), admission));
  }
  return grants;
}

function admissionOf(resources: readonly ResourceSet[], answers: readonly Answer[]): Admission {
  return {
    resources: answers.includes('no') ? resources.filter((_, i) => answers[i] !== 'no') : resources,
    uncertain: answers.includes('unknown') ? new Set(resources.filter((_, i) => answers[i] === 'unknown')) : NONE,
  };
}

interface EffectReading {
  readonly effect: 'Allow' | 'Deny';
  readonly extra: readonly Clause[];
}

function effectsOf(statement: Statement, isPresent: Presence): readonly EffectReading[] {
  const { effect } = statement;
  if (effect === undefined) return NO_EFFECT;
  const readings: EffectReading[] = [];
  for (const { text, when } of effect.values) {
    if (!isPresent(when)) continue;
    const literal = literalText(text);
    if (literal === 'Allow' || literal === 'Deny') readings.push(PLAIN_EFFECT[literal]);
    else if (literal === undefined) readings.push(...either(renderText(text)));
  }
  if (!effect.complete) readings.push(...either(fingerprint(effect.pair.value)));
  return readings;
}

const NO_EFFECT: readonly EffectReading[] = [];
const PLAIN_EFFECT = { Allow: { effect: 'Allow', extra: [] }, Deny: { effect: 'Deny', extra: [] } } as const;

function either(text: string): readonly EffectReading[] {
  return [
    { effect: 'Allow', extra: [{ about: `effect ${text}`, values: ['Allow'] }] },
    { effect: 'Deny', extra: [{ about: `effect ${text}`, values: ['Deny'] }] },
  ];
}

const NO_CLAUSES: readonly Clause[] = [];

function statementClauses(catalog: KernelCatalog, statement: Statement, isPresent: Presence): readonly Clause[] {
  if (statement.condition === undefined && statement.complete) return NO_CLAUSES;
  return [...clausesOf(catalog, statement.condition, isPresent), ...unreadClauses(statement)];
}

/** What is brought into the statement by what cannot be read decides when it applies. */
function unreadClauses(statement: Statement): readonly Clause[] {
  if (statement.complete) return [];
  const elements = [statement.sid, statement.effect, statement.action, statement.notAction, statement.resource, statement.notResource];
  const others = [statement.principal, statement.notPrincipal, statement.condition];
  const read = new Set([...elements, ...others].flatMap((element) => (element === undefined ? [] : [element.pair.value])));
  return [{ about: `unread ${fingerprint(statement.node, read)}`, values: [] }];
}
