/** Values of a list that another value of the list covers. */
import { removeValues } from '../edit/values.ts';
import { countActions } from '../policy/action-set.ts';
import type { ActionWord } from '../policy/action-words.ts';
import { actionWordsOf } from '../policy/action-words.ts';
import { coversArn } from '../policy/arn.ts';
import { coversGlob } from '../policy/glob-compare.ts';
import { always } from '../policy/grant.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import type { Branch } from '../template/text.ts';
import { literalText } from '../template/text.ts';
import { createFix } from './fix.ts';
import { resourceValues } from './resources.ts';
import type { Fix, Report, StatementContext } from './rule.ts';
import { effectOf } from './statement.ts';
import { quote, showText } from './text.ts';

/** A value and the one that covers it. */
export interface RedundantValue {
  readonly value: Value;
  readonly by: Value;
  /** They say the same. */
  readonly same: boolean;
}

/** Redundant values of `Action` or `NotAction`; a pattern covers another by what it says, whatever actions there are. */
export function findRedundantActions(statement: Statement, context: StatementContext): readonly RedundantValue[] {
  const element = statement.action ?? statement.notAction;
  if (element === undefined || element.values.length < 2 || areDifferentNames(element)) return [];
  const { words } = actionWordsOf(context.catalog, statement, always);
  const entries = element.values.flatMap((value, i): readonly Entry<ActionWord>[] => {
    const word = words[i];
    return word === undefined ? [] : [{ value, content: word, key: word.key, isPattern: word.key.includes('\u0000') }];
  });
  const covered = findCovered(entries, (left, right) => coversGlob(left.glob, right.glob) === 'yes');
  // A name that no action has is reported as such, whatever covers it.
  const unknown = new Set(
    entries.filter(({ content }) => content.literal && countActions(content.actions) === 0).map(({ value }) => value),
  );
  return covered.filter(({ value, same }) => same || !unknown.has(value));
}

/** Redundant values of `Resource` or `NotResource`. */
export function findRedundantResources(element: Element | undefined, context: StatementContext): readonly RedundantValue[] {
  if (element === undefined || element.values.length < 2) return [];
  const entries = resourceValues(element, context).map(({ value, pattern }) => ({
    value,
    content: pattern,
    key: pattern.key,
    isPattern: pattern.tokens.some(({ kind }) => kind === 'star' || kind === 'any'),
  }));
  return findCovered(entries, (left, right) => coversArn(left, right) === 'yes');
}

/** The report of a redundant value, at that value. */
export function reportRedundant(
  { value, by, same }: RedundantValue,
  element: Element,
  statement: Statement,
  context: StatementContext,
): Report {
  const [shown, other] = [quote(showText(value.text)), quote(showText(by.text))];
  return {
    range: value.text.node.outer,
    message: same
      ? shown === other
        ? `${shown} stands here twice`
        : `${shown} says the same as ${other}`
      : `${shown} is covered by ${other}`,
    unnecessary: true,
    related: [{ range: by.text.node.outer, message: same ? 'first here' : 'covers it' }],
    fixes: () => fixesOf(value, by, same, element, statement, context),
  };
}

/** Whether whatever is deployed with `inner` is deployed with `outer` too. */
export function isWithin(inner: readonly Branch[], outer: readonly Branch[]): boolean {
  return outer.every((branch) => inner.some((other) => other.condition === branch.condition && other.is === branch.is));
}

/** What most lists are: names without a wildcard, none of them twice. */
function areDifferentNames({ values }: Element): boolean {
  const names = new Set<string>();
  for (const { text } of values) {
    const name = literalText(text)?.toLowerCase();
    if (name === undefined || /[*?]/.test(name) || names.has(name)) return false;
    names.add(name);
  }
  return true;
}

interface Entry<T> {
  readonly value: Value;
  readonly content: T;
  /** Equal for values that say the same. */
  readonly key: string;
  readonly isPattern: boolean;
}

/** How many pairs are compared in one list; a longer one is not looked through to its end. */
const MOST_COMPARISONS = 20_000;

/** Each value with the first that covers it; of two that cover each other the later one. */
function findCovered<T>(entries: readonly Entry<T>[], covers: (left: T, right: T) => boolean): readonly RedundantValue[] {
  const first = new Map<string, Entry<T>>();
  const found: RedundantValue[] = [];
  const rest: Entry<T>[] = [];
  for (const entry of entries) {
    const same = first.get(entry.key);
    if (same === undefined) first.set(entry.key, entry);
    if (same !== undefined && same.value.node !== entry.value.node && isWithin(entry.value.when, same.value.when))
      found.push({ value: entry.value, by: same.value, same: true });
    else rest.push(entry);
  }
  const patterns = rest.filter(({ isPattern }) => isPattern);
  const covered = new Set<Entry<T>>();
  let comparisons = 0;
  for (const entry of rest) {
    for (const pattern of patterns) {
      if (pattern === entry || pattern.key === entry.key || covered.has(pattern)) continue;
      if (comparisons++ > MOST_COMPARISONS) return found;
      if (!isWithin(entry.value.when, pattern.value.when) || !covers(pattern.content, entry.content)) continue;
      covered.add(entry);
      found.push({ value: entry.value, by: pattern.value, same: false });
      break;
    }
  }
  return found;
}

/** Taking the covered value away changes nothing; in an Allow the wider one can go instead. */
function fixesOf(
  value: Value,
  by: Value,
  same: boolean,
  element: Element,
  statement: Statement,
  context: StatementContext,
): readonly Fix[] {
  const source = context.sourceOf(value.text.node.outer);
  const remove = createFix(`Remove ${quote(showText(value.text))}`, 'equal', () => removeValues(source, element, [value]), {
    preferred: true,
    // What is named under a wildcard says what is needed: that is not to be lost unasked.
    fixAll: same,
  });
  const narrows = !same && effectOf(statement) === 'Allow' && (element === statement.action || element === statement.resource);
  if (!narrows) return [remove];
  const title = `Remove ${quote(showText(by.text))}, which covers more`;
  return [remove, createFix(title, 'narrows', () => removeValues(source, element, [by]))];
}
