import type { EncodedConditionKey } from '../../server/src/catalog/bundle-format.ts';
import { OIDC_CLAIMS, OIDC_PROVIDER } from '../tables/oidc-condition-keys.ts';
import type { IamData, RawConditionKey } from './iam-data.ts';
import { byCodePoint, normalisePlaceholders } from './iam-data.ts';

/**
 * Every condition key, once, by namespace (the text before its first colon, lower case). Global keys take their description from
 * `globalDescriptions`, since the data has none; the first service that lists another key describes it. The claims of OpenID Connect
 * providers are added.
 */
export function buildConditionKeys(
  data: IamData,
  global: readonly RawConditionKey[],
  globalDescriptions: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly EncodedConditionKey[]> {
  const keys = new Map<string, EncodedConditionKey>();
  const add = (raw: RawConditionKey, description: string): void => {
    const name = normalisePlaceholders(raw.key);
    if (keys.has(name.toLowerCase())) return;
    const element = /^ArrayOf(.+)$/.exec(raw.type)?.[1];
    keys.set(name.toLowerCase(), [name, element ?? raw.type, element === undefined ? 0 : 1, description.trim()]);
  };
  for (const key of global) add(key, globalDescriptions[normalisePlaceholders(key.key)] ?? '');
  for (const prefix of data.services.keys()) for (const key of Object.values(data.conditionKeys(prefix))) add(key, key.description);
  for (const [claim, description] of Object.entries(OIDC_CLAIMS))
    add({ key: `${OIDC_PROVIDER}:${claim}`, type: 'String', description }, description);
  return groupByNamespace([...keys.values()]);
}

function groupByNamespace(keys: readonly EncodedConditionKey[]): ReadonlyMap<string, readonly EncodedConditionKey[]> {
  const groups = new Map<string, EncodedConditionKey[]>();
  for (const key of [...keys].sort((a, b) => byCodePoint(a[0], b[0]))) {
    const namespace = key[0].slice(0, key[0].indexOf(':')).toLowerCase();
    const group = groups.get(namespace) ?? [];
    group.push(key);
    groups.set(namespace, group);
  }
  return groups;
}
