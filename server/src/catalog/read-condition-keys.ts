import type { EncodedConditionKey, EncodedNamespaces } from './bundle-format.ts';
import type { Catalog, ConditionKey } from './catalog.ts';
import type { Bundle } from './shelf.ts';
import { lazy, memoised } from './shelf.ts';

type ConditionKeyPart = Pick<Catalog, 'conditionKeys' | 'globalConditionKeys' | 'conditionKey'>;

interface Namespace {
  readonly all: readonly ConditionKey[];
  /** By name in lower case, as the reference writes it. */
  readonly byName: ReadonlyMap<string, ConditionKey>;
  /** Keys with placeholders, longest literal text first. */
  readonly templates: readonly (readonly [parts: readonly string[], key: ConditionKey])[];
}

/** Nobody writes a longer key; it bounds the matching of templates. */
const LONGEST_KEY = 2048;

/** Condition keys, one namespace (`aws`, `s3`, `token.actions.githubusercontent.com`) decoded at a time. */
export function readConditionKeys(bundle: Bundle, keyNames: (service: string) => readonly string[]): ConditionKeyPart {
  const shelf = bundle.shelf('keys');
  const namespaces = bundle.table<EncodedNamespaces>('namespaces', { templates: [] });
  const namespace = memoised((name: string) => decodeNamespace(shelf.line(name)));
  const templates = lazy(() =>
    namespaces()
      .templates.map((name) => [splitTemplate(name), name] as const)
      .sort(mostLiteralFirst),
  );
  const conditionKey = (key: string): ConditionKey | undefined => {
    const colon = key.indexOf(':');
    if (colon < 1 || key.length > LONGEST_KEY) return undefined;
    const written = key.toLowerCase();
    const prefix = written.slice(0, colon);
    const own = lookUp(namespace(prefix), written);
    if (own !== undefined) return own;
    for (const [parts, name] of templates()) {
      const found = matchesTemplate(prefix, parts) ? lookUp(namespace(name), written) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    globalConditionKeys: lazy(() => namespace('aws')?.all ?? []),
    conditionKeys: (service) => keyNames(service).flatMap((name) => conditionKey(name) ?? []),
    conditionKey,
  };
}

function lookUp(namespace: Namespace | undefined, written: string): ConditionKey | undefined {
  return namespace?.byName.get(written) ?? namespace?.templates.find(([parts]) => matchesTemplate(written, parts))?.[1];
}

function decodeNamespace(line: string | undefined): Namespace | undefined {
  if (line === undefined) return undefined;
  const encoded = JSON.parse(line) as readonly EncodedConditionKey[];
  const all = encoded.map(
    ([name, type, multivalued, description]): ConditionKey => ({ name, type, multivalued: multivalued === 1, description }),
  );
  const templates = all
    .filter(({ name }) => name.includes('${'))
    .map((key) => [splitTemplate(key.name), key] as const)
    .sort(mostLiteralFirst);
  return { all, byName: new Map(all.map((key) => [key.name.toLowerCase(), key])), templates };
}

/** The literal texts around the placeholders, lower case: `aws:resourcetag/` and an empty one. */
function splitTemplate(template: string): readonly string[] {
  return template.toLowerCase().split(/\$\{[^}]*\}/);
}

function mostLiteralFirst([a]: readonly [readonly string[], unknown], [b]: readonly [readonly string[], unknown]): number {
  return b.join('').length - a.join('').length;
}

/** Whether `text` is the parts in this order with at least one character between each two. */
function matchesTemplate(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let offset = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, offset + 1);
    if (found < 0) return false;
    offset = found + part.length;
  }
  return offset < text.length - last.length;
}
