/** Statements of one policy beside each other: what covers what, what cancels what. */
import { containsActions, hasAction } from '../policy/action-set.ts';
import type { ActionWord, ActionWords } from '../policy/action-words.ts';
import { unmatchedWords } from '../policy/action-words.ts';
import { impliesClauses } from '../policy/condition.ts';
import { coversGlob } from '../policy/glob-compare.ts';
import type { ReadStatement } from '../policy/grant.ts';
import { always, readStatement } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy, Statement, Value } from '../policy/model.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { coversResources, resourceKey } from '../policy/resource-set.ts';
import { groupBy } from '../syntax/group-by.ts';
import { findRelated } from './redundant-candidates.ts';
import { isWithin } from './redundant-values.ts';
import { effectOf } from './statement.ts';
import { writtenIn } from './statement-actions.ts';

/** A statement, and an earlier or wider one of the policy that allows (or denies) all that it does. */
export interface RedundantStatement {
  readonly statement: Statement;
  readonly by: Statement;
  /** They say the same. */
  readonly same: boolean;
}

/** How many pairs of statements are compared in one policy; in a larger one only equal statements are all found. */
const MOST_COMPARISONS = 20_000;

/** Of two statements that cover each other the later one. */
export function findRedundantStatements(policy: Policy, catalog: KernelCatalog): readonly RedundantStatement[] {
  if (policy.statements.length < 2) return [];
  const read = readAll(policy, catalog, findRelated(policy.statements, catalog));
  const found: RedundantStatement[] = [];
  const gone = new Set<ReadStatement>();
  for (const same of groupBy(read, statementKey).values()) {
    const [first, ...others] = same;
    for (const other of others) {
      if (first === undefined || first.statement.node === other.statement.node) continue;
      if (!isWithin(other.statement.when, first.statement.when)) continue;
      gone.add(other);
      found.push({ statement: other.statement, by: first.statement, same: true });
    }
  }
  const left = read.filter((one) => !gone.has(one)).map(compared);
  const buckets = byService(left);
  let comparisons = 0;
  for (const one of left) {
    for (const other of candidatesFor(one, buckets)) {
      if (gone.has(other.read) || other.read.statement.node === one.read.statement.node) continue;
      if (comparisons++ > MOST_COMPARISONS) return found;
      if (!covers(other.read, one)) continue;
      gone.add(one.read);
      found.push({ statement: one.read.statement, by: other.read.statement, same: false });
      break;
    }
  }
  return found;
}

/** An Allow of which a Deny of the same policy leaves nothing, for some of its actions or for all. */
export interface CancelledAllow {
  readonly statement: Statement;
  /** Values of `Action`, at least one. */
  readonly values: readonly Value[];
  readonly whole: boolean;
  readonly by: Statement;
}

export function findCancelledAllows(policy: Policy, catalog: KernelCatalog): readonly CancelledAllow[] {
  const denying = policy.statements.filter((statement) => effectOf(statement) === 'Deny');
  const denies = denying.length === 0 ? [] : readAll(policy, catalog, denying);
  if (denies.length === 0) return [];
  const read = readAll(
    policy,
    catalog,
    policy.statements.filter((statement) => mayBeDenied(catalog, statement, denies)),
  );
  const found: CancelledAllow[] = [];
  let comparisons = 0;
  for (const allow of read) {
    const element = allow.statement.action;
    if (element === undefined || !element.complete) continue;
    for (const deny of denies) {
      if (comparisons++ > MOST_COMPARISONS) return found;
      const values = element.values.filter((_, i) => {
        const word = allow.words.words[i];
        return word !== undefined && coversWord(deny, word);
      });
      if (values.length === 0 || !coversBesideActions(deny, allow)) continue;
      found.push({ statement: allow.statement, values, whole: values.length === element.values.length, by: deny.statement });
      break;
    }
  }
  return found;
}

/** Whether an Allow names something that the catalogue does not know, or that one of the Denies is about. */
function mayBeDenied(catalog: KernelCatalog, statement: Statement, denies: readonly ReadStatement[]): boolean {
  if (effectOf(statement) !== 'Allow') return false;
  // A pattern that no action of the catalogue matches may be meant for any name.
  if (denies.some(({ words }) => unmatchedWords(words).length > 0)) return true;
  return writtenIn(statement.action, catalog).some(
    ({ index }) => index === undefined || denies.some(({ actions }) => hasAction(actions, index)),
  );
}

/** A key that is equal for statements that may be told apart by nothing but their actions, or by nothing but their resources. */
export function mergeKey(read: ReadStatement, differ: 'action' | 'resource'): string {
  const actions = read.words.words.map(({ key }) => key).sort();
  return JSON.stringify([read.scope, whenKey(read.statement), read.words.complement, differ === 'action' ? resourceKeys(read) : actions]);
}

/** The statements whose every element is read and stands in no branch of its own. */
export function readAll(policy: Policy, catalog: KernelCatalog, statements = policy.statements): readonly ReadStatement[] {
  return statements.flatMap((statement) => {
    if (effectOf(statement) === undefined || !statement.complete || hasBranches(statement)) return [];
    const [only, ...others] = readStatement(catalog, policy, statement, always);
    return only === undefined || others.length > 0 ? [] : [only];
  });
}

function hasBranches(statement: Statement): boolean {
  const { action, notAction, resource, notResource, condition, principal, notPrincipal } = statement;
  const values = [action, notAction, resource, notResource].flatMap((element) => element?.values ?? []);
  const others = [...(condition?.entries ?? []), ...(principal?.groups ?? []), ...(notPrincipal?.groups ?? [])];
  return [...values, ...others.flatMap((other) => other.values)].some(({ when }) => when.length > statement.when.length);
}

/** A statement with what is asked of it once for each of its neighbours. */
interface Compared {
  readonly read: ReadStatement;
  readonly unmatched: readonly ActionWord[];
}

function compared(read: ReadStatement): Compared {
  return { read, unmatched: unmatchedWords(read.words) };
}

function covers(left: ReadStatement, right: Compared): boolean {
  return left.effect === right.read.effect && coversActionsOf(left, right) && coversBesideActions(left, right.read);
}

function coversBesideActions(left: ReadStatement, right: ReadStatement): boolean {
  return (
    left.principal === right.principal &&
    isWithin(right.statement.when, left.statement.when) &&
    impliesClauses(left.clauses, right.clauses) === 'yes' &&
    right.resources.length > 0 &&
    right.resources.every((resource) =>
      left.resources.some((other) => mayCover(other, resource) && coversResources(other, resource) === 'yes'),
    )
  );
}

/** What a pattern begins with, all that it covers begins with: spares most comparisons. */
function mayCover(left: ResourceSet, right: ResourceSet): boolean {
  const first = left.kind === 'pattern' ? left.pattern.tokens[0] : undefined;
  if (first?.kind !== 'literal' || right.kind !== 'pattern') return true;
  const other = right.pattern.tokens[0];
  return other?.kind === 'literal' && other.text.startsWith(first.text);
}

function coversActionsOf(left: ReadStatement, { read: right, unmatched }: Compared): boolean {
  if (!containsActions(left.actions, right.actions)) return false;
  if (!right.words.complement) return unmatched.every((word) => isUnder(left.words, word) !== left.words.complement);
  // All but some: the other must be everything, or leave out no more.
  if (!left.words.complement) return left.words.words.some(({ key }) => key === EVERYTHING);
  return left.words.words.every((word) => isUnder(right.words, word));
}

/** Whether the word is written there, or under one of the patterns. */
function isUnder({ words }: ActionWords, word: ActionWord): boolean {
  return words.some((other) => other.key === word.key || (isPattern(other) && coversGlob(other.glob, word.glob) === 'yes'));
}

function coversWord(deny: ReadStatement, word: ActionWord): boolean {
  if (!word.literal) return false;
  if (deny.words.complement) return containsActions(deny.actions, word.actions) && isKnown(word);
  return isUnder(deny.words, word);
}

/** Matches something of the catalogue and no more than that: one name. */
function isKnown(word: ActionWord): boolean {
  return !isPattern(word) && word.actions.words.some((bits) => bits !== 0);
}

/** With a wildcard or a symbol in it, which its key sets apart. */
function isPattern({ key }: ActionWord): boolean {
  return key.includes('\u0000');
}

/** The key of a word that is a lone star. */
const EVERYTHING = '\u0000star';

function statementKey(read: ReadStatement): string {
  const actions = read.words.words.map(({ key }) => key).sort();
  return JSON.stringify([read.scope, read.words.complement, [...new Set(actions)], resourceKeys(read)]);
}

function resourceKeys(read: ReadStatement): readonly string[] {
  return [...new Set(read.resources.map(resourceKey))].sort();
}

function whenKey(statement: Statement): string {
  return statement.when.map(({ condition, is }) => `${condition}=${is}`).join();
}

interface Buckets {
  readonly services: ReadonlyMap<string, readonly Compared[]>;
  /** Those that name no service: `*`, `NotAction`, symbols. */
  readonly any: readonly Compared[];
}

/** A statement covers another only if it speaks of the service of the other's first action. */
function byService(all: readonly Compared[]): Buckets {
  const services = new Map<string, Compared[]>();
  const any: Compared[] = [];
  for (const one of all) {
    const { words } = one.read;
    const prefixes = new Set(words.words.map(serviceOf));
    if (words.complement || prefixes.has(undefined)) any.push(one);
    else for (const prefix of prefixes) if (prefix !== undefined) push(services, prefix, one);
  }
  return { services, any };
}

function* candidatesFor({ read }: Compared, { services, any }: Buckets): Generator<Compared> {
  const [first] = read.words.words;
  const prefix = first === undefined || read.words.complement ? undefined : serviceOf(first);
  if (prefix !== undefined) yield* services.get(prefix) ?? [];
  yield* any;
}

function serviceOf({ key }: ActionWord): string | undefined {
  const prefix = key.slice(0, Math.max(key.indexOf(':'), 0));
  return prefix === '' || prefix.includes('\u0000') ? undefined : prefix;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
