/** The principals of a statement, read once for all rules about them. */
import type { ConditionEntry, Element, Policy, PrincipalElement, PrincipalGroup, Statement, Value } from '../policy/model.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Text, TextSymbol } from '../template/text.ts';
import { literalText } from '../template/text.ts';

/** One value of `Principal` or `NotPrincipal`, with the key it stands under. */
export interface PrincipalValue {
  readonly group: PrincipalGroup;
  readonly value: Value;
  /** Absent where a symbol is in it. */
  readonly written?: string;
}

/** Every value of the element, in the order written. */
export function principalValues(element: PrincipalElement | undefined): readonly PrincipalValue[] {
  if (element === undefined) return [];
  return element.groups.flatMap((group) =>
    group.values.map((value): PrincipalValue => {
      const written = literalText(value.text);
      return written === undefined ? { group, value } : { group, value, written };
    }),
  );
}

/** Whether the value stands for everybody: `Principal: '*'` or `AWS: '*'`. */
export function isAnyone({ group, written }: PrincipalValue): boolean {
  return written === '*' && (group.key === undefined || group.type === 'AWS');
}

/** Whether the policy is made of the properties of a permission (`AWS::Lambda::Permission`), which have a grammar of their own. */
export function isPermission({ source }: Policy): boolean {
  return source.kind === 'permission';
}

/** The values under a key as an element that `edit/` can change; `undefined` for `Principal: '*'` and for a branch of `Fn::If`. */
export function groupElement(element: PrincipalElement, group: PrincipalGroup): Element | undefined {
  const pair = group.key === undefined ? undefined : findPair(element.pair.value, group.type);
  if (pair === undefined || pair.key !== group.key) return undefined;
  return { key: pair.key, pair, values: group.values, complete: element.complete };
}

/** The one symbol that the text is; `undefined` for every other text. */
export function soleSymbol({ parts }: Text): TextSymbol | undefined {
  const [part, ...others] = parts;
  return part?.kind === 'symbol' && others.length === 0 ? part.symbol : undefined;
}

/** The conditions on one of the keys, which are in lower case; whatever their operator. */
export function conditionsOn({ condition }: Statement, isKey: (key: string) => boolean): readonly ConditionEntry[] {
  return condition?.entries.filter((entry) => isKey(entry.key.value.toLowerCase())) ?? [];
}

/** Whether more conditions may apply than can be seen. */
export function hasUnreadCondition(statement: Statement): boolean {
  return !statement.complete || statement.condition?.complete === false;
}

/** A service's principal taken apart: `states.eu-west-1.amazonaws.com` is `states` in `eu-west-1`. */
export interface ServicePrincipal {
  /** Without Region and suffix: `states`, `delivery.logs`. */
  readonly service: string;
  readonly region?: string;
  readonly suffix: string;
}

/**
 * Reads the name of a service principal; `undefined` for a text that has none of the suffixes that AWS's partitions use (`amazonaws.com`, that of
 * China, of the isolated partitions and of the European Sovereign Cloud, and `aws.internal`; AWS's documentation of the services, 2026-11).
 */
export function parseServicePrincipal(written: string): ServicePrincipal | undefined {
  const [, head = '', suffix = ''] = SERVICE_PRINCIPAL.exec(written) ?? [];
  if (head === '') return undefined;
  const labels = head.split('.');
  const last = labels.at(-1) ?? '';
  const isRegional = labels.length > 1 && /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/.test(last);
  return isRegional ? { service: labels.slice(0, -1).join('.'), region: last, suffix } : { service: head, suffix };
}

const SERVICE_PRINCIPAL =
  /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.(amazonaws\.com(?:\.cn)?|amazonaws\.eu|aws\.internal|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** The service of a principal that is named with symbols in it too: `logs.${AWS::Region}.amazonaws.com`. */
export function serviceOfText({ parts }: Text): string | undefined {
  const [first] = parts;
  if (first?.kind !== 'literal') return undefined;
  const text = parts.map((part) => (part.kind === 'literal' ? part.text : symbolStandIn(part.symbol))).join('');
  return parseServicePrincipal(text)?.service;
}

function symbolStandIn({ key }: TextSymbol): string {
  return key === 'AWS::Region' ? 'eu-west-1' : key === 'AWS::URLSuffix' ? 'amazonaws.com' : '\u0000';
}

/** An OpenID Connect or SAML provider that `Federated` names. */
export type Provider =
  | { readonly kind: 'saml' }
  /** `host` as condition keys are prefixed with it: `token.actions.githubusercontent.com`, `cognito-identity.amazonaws.com`. */
  | { readonly kind: 'oidc'; readonly host: string }
  | { readonly kind: 'unknown' };

/** What a value of `Federated` names; a provider declared in the template is known by its properties. */
export function providerOf(text: Text, propertiesOf: (logicalId: string) => Node | undefined): Provider {
  const end = text.parts.at(-1);
  const symbol = soleSymbol(text);
  if (symbol?.resourceType === 'AWS::IAM::SAMLProvider') return { kind: 'saml' };
  if (symbol?.resourceType === 'AWS::IAM::OIDCProvider') {
    const url = findPair(propertiesOf(symbol.name), 'Url')?.value;
    const host = url?.kind === 'scalar' && url.tag === undefined ? hostOf(url.value) : undefined;
    return host === undefined ? { kind: 'unknown' } : { kind: 'oidc', host };
  }
  if (end?.kind !== 'literal') return { kind: 'unknown' };
  if (end.text.includes(':saml-provider/')) return { kind: 'saml' };
  // An address is no provider at all, which is a finding of its own.
  const isName = text.parts.length === 1 && !end.text.includes('://');
  const path = /:oidc-provider\/(.+)$/.exec(end.text)?.[1] ?? (isName ? end.text : undefined);
  const host = path === undefined ? undefined : hostOf(path);
  return host === undefined ? { kind: 'unknown' } : { kind: 'oidc', host };
}

/** A domain name, with the path behind it where there is one; without `https://`. */
function hostOf(url: string): string | undefined {
  return /^(?:https:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^\s*?]*)?)$/i.exec(url)?.[1]?.replace(/\/$/, '');
}
