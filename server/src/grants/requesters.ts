import type { Presence } from '../policy/condition.ts';
import { fingerprint } from '../policy/fingerprint.ts';
import type { PrincipalElement, PrincipalGroup, Statement, Value } from '../policy/model.ts';
import { renderText } from '../template/text.ts';
import type { PlainPrincipals } from './plain-statements.ts';
import { renderSub } from './render.ts';

/** Somebody whom a resource's policy names. */
export interface Requester {
  /** Equal for those that are the same, whatever they are written as: everybody, an account by its number or its root user. */
  readonly key: string;
  readonly principals: PlainPrincipals;
  /** It is everybody but `principals`. */
  readonly others: boolean;
}

/** Whom a statement is about, in one deployment. */
export interface About {
  /** Of `Principal` those whom it names; of `NotPrincipal` the rest as one. */
  readonly named: readonly Requester[];
  /** Those whom `NotPrincipal` names. */
  readonly except: readonly Requester[];
}

const EVERYBODY: Requester = { key: '*', principals: { '*': ['*'] }, others: false };

export function isEverybody({ key }: Requester): boolean {
  return key === EVERYBODY.key;
}

export function readAbout({ principal, notPrincipal }: Statement, isPresent: Presence): About {
  if (principal !== undefined) return { named: requestersOf(principal, isPresent), except: [] };
  if (notPrincipal === undefined) return { named: [], except: [] };
  const except = requestersOf(notPrincipal, isPresent);
  const key = `not ${except
    .map((one) => one.key)
    .sort()
    .join(' ')}`;
  return { named: [{ key, principals: joinPrincipals(except), others: true }], except };
}

/** Whether the statement is about all that the requester asks. What `NotPrincipal` denies is all that everybody asks, for those whom it names are asked about too. */
export function isAbout({ named, except }: About, requester: Requester, effect: 'Allow' | 'Deny'): boolean {
  if (named.some(({ key }) => key === requester.key || key === EVERYBODY.key)) return true;
  const isNot = named.some(({ others }) => others);
  if (!isNot || requester.others) return false;
  return isEverybody(requester) ? effect === 'Deny' : except.every(({ key }) => key !== requester.key);
}

/** Several as one element of a policy. */
export function joinPrincipals(requesters: readonly Requester[]): PlainPrincipals {
  const joined = new Map<string, Set<string>>();
  for (const { principals } of requesters)
    for (const [type, names] of Object.entries(principals)) joined.set(type, new Set([...(joined.get(type) ?? []), ...names]));
  return Object.fromEntries([...joined].map(([type, names]) => [type, [...names]]));
}

function requestersOf(element: PrincipalElement, isPresent: Presence): readonly Requester[] {
  const named = element.groups.flatMap((group) =>
    group.values.filter(({ when }) => isPresent(when)).map((value) => requesterOf(group, value)),
  );
  const unread = { key: `unread ${fingerprint(element.pair.value)}`, principals: { '${?}': ['${?}'] }, others: false };
  return element.complete ? named : [...named, unread];
}

function requesterOf({ key, type }: PrincipalGroup, { text }: Value): Requester {
  const written = renderText(text);
  const isAws = key === undefined || type === 'AWS';
  if (isAws && written === '*') return EVERYBODY;
  const account = isAws ? ACCOUNT.exec(written)?.[1] : undefined;
  const principals = { [key === undefined ? '*' : type]: [renderSub(text)] };
  return { key: account === undefined ? `${type} ${written}` : `account ${account}`, principals, others: false };
}

/** An account by its number, or by the ARN of its root user. */
const ACCOUNT = /^(?:arn:(?:[\w-]+|\$\{AWS::Partition\}):iam::)?(\d{12}|\$\{AWS::AccountId\})(?::root)?$/;
