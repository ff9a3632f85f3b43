/**
 * A second opinion on what an edit does to the permissions of a document, sharing nothing with the kernel but the catalogue's facts: the
 * text is read by `yaml` alone, every symbol is replaced by concrete values, and concrete requests are put to the statements one by one.
 */
import { meetings } from './naive-conditions.ts';
import type { Data, World } from './naive-document.ts';
import { conditionNames, fillVariables, isMapping, listOf, readYaml, SCHEMES } from './naive-document.ts';
import type { NaiveStatement } from './naive-owners.ts';
import { readOwners } from './naive-owners.ts';
import type { Requests } from './naive-requests.ts';
import { requestsFor } from './naive-requests.ts';

/** What the edit did to some request, in some deployment. */
export interface Verdict {
  /** `action resource` of requests allowed before and not after, and the other way round. */
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** The same for what a Deny says of a principal that is allowed everything by another policy. */
  readonly denied: readonly string[];
  readonly freed: readonly string[];
  /** Gained, and of an action that some statement of before had in vain. */
  readonly repaired: readonly string[];
}

/** Compares two versions of a document request by request; with `fewer`, unknown values turn out to be names or `*` only. */
export function judge(before: string, after: string, fewer = false): Verdict {
  const [left, right] = [readYaml(before), readYaml(after)];
  const names = [...new Set([...conditionNames(left), ...conditionNames(right)])].slice(0, 4);
  const verdict = {
    lost: new Set<string>(),
    gained: new Set<string>(),
    denied: new Set<string>(),
    freed: new Set<string>(),
    repaired: new Set<string>(),
  };
  for (const scheme of fewer ? SCHEMES.slice(0, 2) : SCHEMES) {
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      const world: World = { scheme, conditions: new Map(names.map((name, bit) => [name, ((bits >> bit) & 1) === 1])) };
      compareWorlds(readOwners(left, world), readOwners(right, world), verdict);
    }
  }
  const list = (set: ReadonlySet<string>): readonly string[] => [...set].slice(0, 5);
  return {
    lost: list(verdict.lost),
    gained: list(verdict.gained),
    denied: list(verdict.denied),
    freed: list(verdict.freed),
    repaired: list(verdict.repaired),
  };
}

/** What a claim says must not have happened, and did; empty for a claim that holds. */
export function broken(claim: string, verdict: Verdict): readonly string[] {
  const say = (what: string, requests: readonly string[]): readonly string[] => requests.map((request) => `${what} ${request}`);
  const { lost, gained, denied, freed, repaired } = verdict;
  if (claim === 'widens') return [];
  const more = [
    ...say('gained', claim === 'repairs' ? gained.filter((one) => !repaired.includes(one)) : gained),
    ...say('no longer denied', freed),
  ];
  return claim === 'narrows' ? more : [...more, ...say('lost', lost), ...say('newly denied', denied)];
}

type Sets = { readonly [Name in keyof Verdict]: Set<string> };

function compareWorlds(
  before: ReadonlyMap<string, readonly NaiveStatement[]>,
  after: ReadonlyMap<string, readonly NaiveStatement[]>,
  verdict: Sets,
): void {
  for (const owner of new Set([...before.keys(), ...after.keys()])) {
    const [mine, others] = [before.get(owner) ?? [], after.get(owner) ?? []];
    if (JSON.stringify(mine) === JSON.stringify(others)) continue;
    compareOwner(owner, mine, others, verdict);
  }
}

function compareOwner(owner: string, before: readonly NaiveStatement[], after: readonly NaiveStatement[], verdict: Sets): void {
  const all = [...before, ...after];
  const requests = requestsFor(all);
  const principals = principalsOf(all);
  const [mine, others] = [before.map(compile), after.map(compile)];
  const metSets = meetings([...new Set(all.flatMap(({ clauses }) => clauses))]);
  const vainWords = mine.flatMap((one) => (one.effect === 'Allow' ? one.words.filter((word) => isVain(word, one, requests)) : []));
  for (const { action, resources } of requests) {
    const left = mine.filter((one) => one.hasAction(action));
    const right = others.filter((one) => one.hasAction(action));
    if (left.length === 0 && right.length === 0) continue;
    const vain = vainWords.some((word) => word.test(action));
    for (const arn of resources) {
      const [lefts, rights] = [left.filter((one) => one.hasResource(arn)), right.filter((one) => one.hasResource(arn))];
      for (const met of metSets)
        for (const principal of principals) {
          const applies = (one: Compiled): boolean => one.clauses.every((clause) => met.has(clause)) && one.hasPrincipal(principal);
          const [a, b] = [lefts.filter(applies), rights.filter(applies)];
          const name = `${action} ${arn} (${owner})`;
          const [was, is] = [isAllowed(a), isAllowed(b)];
          if (was && !is) verdict.lost.add(name);
          if (is && !was) verdict.gained.add(name);
          if (is && !was && vain) verdict.repaired.add(name);
          const [wasDenied, isDenied] = [isDeniedBy(a), isDeniedBy(b)];
          if (wasDenied && !isDenied) verdict.freed.add(name);
          if (isDenied && !wasDenied) verdict.denied.add(name);
        }
    }
  }
}

/** Whether nothing that is written in the word can be done on a resource of its statement. */
function isVain(word: RegExp, { hasResource }: Compiled, requests: readonly Requests[]): boolean {
  return requests.every(({ action, resources }) => !word.test(action) || !resources.some(hasResource));
}

interface Compiled {
  readonly effect: string;
  readonly clauses: readonly string[];
  hasAction(action: string): boolean;
  /** What Action holds. */
  readonly words: readonly RegExp[];
  hasResource(arn: string): boolean;
  hasPrincipal(principal: string): boolean;
}

function compile({ effect, clauses, data, variables }: NaiveStatement): Compiled {
  const actions = listOf(data.Action).map((value) => globRegExp(String(value), false));
  const notActions = 'NotAction' in data ? listOf(data.NotAction).map((value) => globRegExp(String(value), false)) : undefined;
  const resources = listOf(data.Resource).map((value) => globRegExp(String(value), variables));
  const notResources = 'NotResource' in data ? listOf(data.NotResource).map((value) => globRegExp(String(value), variables)) : undefined;
  const attached = !('Resource' in data) && notResources === undefined;
  const principals = 'Principal' in data ? new Set(principalNames(data.Principal)) : undefined;
  const notPrincipals = 'NotPrincipal' in data ? new Set(principalNames(data.NotPrincipal)) : undefined;
  return {
    effect,
    clauses,
    hasAction: (action) =>
      actions.some((one) => one.test(action)) || (notActions !== undefined && !notActions.some((one) => one.test(action))),
    words: actions,
    hasResource: remembered(
      (arn) =>
        attached || resources.some((one) => one.test(arn)) || (notResources !== undefined && !notResources.some((one) => one.test(arn))),
    ),
    hasPrincipal: (name) => (principals?.has(name) ?? true) && !(notPrincipals?.has(name) ?? false),
  };
}

/** The same question is asked of many actions. */
function remembered(ask: (arn: string) => boolean): (arn: string) => boolean {
  const answers = new Map<string, boolean>();
  return (arn) => {
    const known = answers.get(arn);
    if (known !== undefined) return known;
    const answer = ask(arn);
    answers.set(arn, answer);
    return answer;
  };
}

function isAllowed(applying: readonly Compiled[]): boolean {
  return applying.some(({ effect }) => effect === 'Allow') && !isDeniedBy(applying);
}

function isDeniedBy(applying: readonly Compiled[]): boolean {
  return applying.some(({ effect }) => effect === 'Deny');
}

function globRegExp(pattern: string, variables: boolean): RegExp {
  const filled = variables ? fillVariables(pattern) : pattern;
  const source = filled
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, variables || pattern.startsWith('arn:') ? 's' : 'is');
}

function principalNames(value: Data): readonly string[] {
  if (!isMapping(value)) return listOf(value).map(String);
  return Object.entries(value).flatMap(([type, names]) => listOf(names).map((name) => `${type}:${String(name)}`));
}

function principalsOf(statements: readonly NaiveStatement[]): readonly string[] {
  const names = statements.flatMap(({ data }) => [...principalNames(data.Principal), ...principalNames(data.NotPrincipal)]);
  return [...new Set([...names, 'somebody'])];
}
