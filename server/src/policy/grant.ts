import { literalText, renderText } from '../template/text.ts';
import type { ActionSet } from './action-set.ts';
import { actionIndices, actionsAt } from './action-set.ts';
import type { ActionWords } from './action-words.ts';
import { actionWordsOf, matchedActions } from './action-words.ts';
import type { Answer } from './answer.ts';
import type { Clause, Presence } from './condition.ts';
import { clausesOf, principalKey } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import type { KernelCatalog } from './kernel.ts';
import { remember } from './kernel.ts';
import type { Policy, Statement } from './model.ts';
import type { ResourceSet } from './resource-set.ts';
import { resourcesOf } from './resource-set.ts';
import { actionFormats, admits } from './resource-types.ts';

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
  const base = {
    words,
    actions: matchedActions(catalog, words),
    resources: resourcesOf(catalog, policy, statement, isPresent),
    principal: principalKey(statement.principal, statement.notPrincipal, isPresent),
    policy,
    statement,
  };
  const clauses = [...clausesOf(catalog, statement.condition, isPresent), ...unreadClauses(statement)];
  return effectsOf(statement, isPresent).map(({ effect, extra }) => {
    const all = [...clauses, ...extra];
    const about = all.map((clause) => JSON.stringify([clause.about, clause.values])).sort();
    return { effect, clauses: all, scope: JSON.stringify([effect, base.principal, about]), ...base };
  });
}

/** The statement split into actions that its resources admit alike; those that none admits are left out. */
export function grantsOf(catalog: KernelCatalog, read: ReadStatement): readonly Grant[] {
  const { words, ...rest } = read;
  if (read.resources.length === 0) return [];
  const named: Grant = { uncertain: new Set(), words, ...rest, actions: actionsAt(catalog, []) };
  const groups = new Map<Admission, number[]>();
  for (const [index, admission] of admissions(catalog, read)) {
    const group = groups.get(admission);
    if (group === undefined) groups.set(admission, [index]);
    else group.push(index);
  }
  const known = [...groups].filter(([{ resources }]) => resources.length > 0);
  return [...known.map(([admission, indices]) => ({ ...rest, ...admission, actions: actionsAt(catalog, indices) })), named];
}

/** Everything is present: branches of `Fn::If` are not told apart. */
export function always(): boolean {
  return true;
}

interface Admission {
  readonly resources: readonly ResourceSet[];
  readonly uncertain: ReadonlySet<ResourceSet>;
}

/** For each action which resources admit it; the same object for actions of which the same is true. */
function* admissions(catalog: KernelCatalog, read: ReadStatement): Generator<readonly [number, Admission]> {
  const all: Admission = { resources: read.resources, uncertain: new Set() };
  const admitAll = read.resources.every((resource) => resource.kind === 'not' || resource.pattern.form === 'star');
  const byFormats = new Map<string, Admission>();
  const byAnswers = new Map<string, Admission>();
  for (const index of actionIndices(read.actions)) {
    if (admitAll) {
      yield [index, all];
      continue;
    }
    const { key } = actionFormats(catalog, index);
    let admission = byFormats.get(key);
    if (admission === undefined) {
      const answers = read.resources.map(
        (resource): Answer => (resource.kind === 'not' ? 'yes' : admits(catalog, index, resource.pattern)),
      );
      admission = remember(byAnswers, answers.join(' '), () => admissionOf(read.resources, answers));
      byFormats.set(key, admission);
    }
    yield [index, admission];
  }
}

function admissionOf(resources: readonly ResourceSet[], answers: readonly Answer[]): Admission {
  return {
    resources: resources.filter((_, i) => answers[i] !== 'no'),
    uncertain: new Set(resources.filter((_, i) => answers[i] === 'unknown')),
  };
}

interface EffectReading {
  readonly effect: 'Allow' | 'Deny';
  readonly extra: readonly Clause[];
}

function effectsOf(statement: Statement, isPresent: Presence): readonly EffectReading[] {
  const { effect } = statement;
  if (effect === undefined) return [];
  const values = effect.values.filter((value) => isPresent(value.when));
  const readings = values.flatMap(({ text }): readonly EffectReading[] => {
    const literal = literalText(text);
    if (literal === undefined) return either(renderText(text));
    return literal === 'Allow' || literal === 'Deny' ? [{ effect: literal, extra: [] }] : [];
  });
  return effect.complete ? readings : [...readings, ...either(fingerprint(effect.pair.value))];
}

function either(text: string): readonly EffectReading[] {
  return [
    { effect: 'Allow', extra: [{ about: `effect ${text}`, values: ['Allow'] }] },
    { effect: 'Deny', extra: [{ about: `effect ${text}`, values: ['Deny'] }] },
  ];
}

/** What is brought into the statement by what cannot be read decides when it applies. */
function unreadClauses(statement: Statement): readonly Clause[] {
  if (statement.complete) return [];
  const elements = [statement.sid, statement.effect, statement.action, statement.notAction, statement.resource, statement.notResource];
  const others = [statement.principal, statement.notPrincipal, statement.condition];
  const read = new Set([...elements, ...others].flatMap((element) => (element === undefined ? [] : [element.pair.value])));
  return [{ about: `unread ${fingerprint(statement.node, read)}`, values: [] }];
}
