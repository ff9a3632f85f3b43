/**
 * Which conditions of a document a request can meet together, by trial: for each key requests with values made of those written, and one without the
 * key, are put to every condition on it. Source: IAM User Guide, "Condition operators" and "Multivalued context keys".
 */
import { BlockList, isIPv6 } from 'node:net';
import { loadCatalogForTests } from './catalog.ts';

interface Clause {
  readonly text: string;
  readonly set: string;
  readonly base: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** Every set of clauses that some request meets, a clause being the JSON of operator, key and values; a bounded number of them. */
export function meetings(clauses: readonly string[]): readonly ReadonlySet<string>[] {
  const groups = new Map<string, Clause[]>();
  for (const text of clauses) {
    const clause = readClause(text);
    // What an unknown operator asks is anybody's guess, whatever else is asked of the key.
    const name = isKnown(clause.base) ? clause.key : text;
    groups.set(name, [...(groups.get(name) ?? []), clause]);
  }
  return combine([...groups.values()].map(outcomesOf));
}

/** All combinations, or each outcome of one key with all and with none of the others. */
function combine(groups: readonly (readonly ReadonlySet<string>[])[]): readonly ReadonlySet<string>[] {
  const size = groups.reduce((product, outcomes) => product * outcomes.length, 1);
  const join = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]));
  if (size <= 64) {
    return groups.reduce<readonly ReadonlySet<string>[]>(
      (met, outcomes) => met.flatMap((one) => outcomes.map((other) => join([one, other]))),
      [new Set()],
    );
  }
  const [most, least] = [1, -1].map((sign) =>
    groups.map((outcomes) => outcomes.toSorted((a, b) => sign * (b.size - a.size))[0] ?? new Set<string>()),
  );
  return groups.flatMap((outcomes, i) =>
    outcomes.flatMap((outcome) => [most, least].map((others) => join((others ?? []).map((other, j) => (i === j ? outcome : other))))),
  );
}

function outcomesOf(clauses: readonly Clause[]): readonly ReadonlySet<string>[] {
  const [only] = clauses;
  if (only !== undefined && !isKnown(only.base)) return [new Set(), new Set([only.text])];
  const outcomes = requestsAbout(clauses).map((values) => clauses.filter((clause) => isMet(clause, values)).map(({ text }) => text));
  return [...new Map(outcomes.map((met) => [met.join('\n'), new Set(met)])).values()];
}

function readClause(text: string): Clause {
  const [operator, key, values] = JSON.parse(text) as [string, string, readonly string[]];
  const [, set = '', base = '', suffix] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator) ?? [];
  return { text, set, base, ifExists: suffix !== undefined, key, values };
}

const KNOWN =
  /^(?:string(?:not)?(?:equals(?:ignorecase)?|like)|arn(?:not)?(?:equals|like)|bool|null|(?:not)?ipaddress|(?:numeric|date)(?:(?:not)?equals|(?:less|greater)than(?:equals)?)|binaryequals)$/;

function isKnown(base: string): boolean {
  return KNOWN.test(base);
}

/** The values of the key in each request; none for a request without it. Of a key with a set of values pairs too. */
function requestsAbout(clauses: readonly Clause[]): readonly (readonly string[])[] {
  const samples = [...new Set(['zz', 'true', 'false', ...clauses.flatMap(({ values }) => values.flatMap(around))])];
  const isSet = loadCatalogForTests().conditionKey(clauses[0]?.key ?? '')?.multivalued ?? true;
  const pairs = isSet ? samples.slice(0, 20).flatMap((one) => samples.slice(0, 20).map((other) => [one, other])) : [];
  return [[], ...samples.map((sample) => [sample]), ...pairs];
}

/** The value itself, and others near it. */
function around(value: string): readonly string[] {
  const filled = ['', 'zz', 'z:z'].map((text) => value.replace(/\*/g, text).replace(/\?/g, 'z'));
  const numbers = /^-?\d+(?:\.\d+)?$/.test(value) ? [Number(value) - 1, Number(value) + 1].map(String) : [];
  const time = timeOf(value);
  const dates = time === undefined ? [] : [-1000, 0, 1000].map((step) => new Date(time + step).toISOString());
  const [address = ''] = value.split('/');
  const addresses = /^[\d.]+$/.test(address) ? [0, 1, 127, 128, 255].map((last) => address.replace(/\d+$/, String(last))) : [];
  return [value, address, `${value}zz`, value.toLowerCase(), ...filled, ...numbers, ...dates, ...addresses];
}

function isMet({ set, base, ifExists, values }: Clause, actual: readonly string[]): boolean {
  if (base === 'null' && set === '') return values.some((value) => (value.toLowerCase() === 'true') === (actual.length === 0));
  if (base === 'null') return set === 'forallvalues';
  const negated = base.includes('not');
  if (actual.length === 0) return ifExists || set === 'forallvalues' || (negated && set === '');
  const compare = comparisonOf(base.replace('not', ''));
  const matches = (one: string): boolean => values.some((value) => compare(value, one)) !== negated;
  return set === 'forallvalues' ? actual.every(matches) : actual.some(matches);
}

function comparisonOf(base: string): (wanted: string, actual: string) => boolean {
  if (base === 'stringlike') return (wanted, actual) => glob(wanted).test(actual);
  if (base === 'stringequalsignorecase' || base === 'bool') return (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase();
  if (base.startsWith('arn')) return matchesArn;
  if (base === 'ipaddress') return isInside;
  if (base.startsWith('numeric')) return (wanted, actual) => isOrdered(base.slice('numeric'.length), numberOf(actual), numberOf(wanted));
  if (base.startsWith('date')) return (wanted, actual) => isOrdered(base.slice('date'.length), timeOf(actual), timeOf(wanted));
  return (wanted, actual) => wanted === actual;
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

function matchesArn(wanted: string, actual: string): boolean {
  if (wanted === '*') return true;
  const split = (text: string): readonly string[] => /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(text)?.slice(1) ?? [];
  const [patterns, parts] = [split(wanted), split(actual)];
  return patterns.length > 0 && parts.length > 0 && patterns.every((pattern, i) => glob(pattern).test(parts[i] ?? ''));
}

function isInside(range: string, address: string): boolean {
  const family = (text: string) => (isIPv6(text) ? 'ipv6' : 'ipv4');
  const [network = '', bits] = range.split('/');
  try {
    const list = new BlockList();
    list.addSubnet(network, bits === undefined ? (family(network) === 'ipv6' ? 128 : 32) : Number(bits), family(network));
    return list.check(address, family(address));
  } catch {
    return false;
  }
}

function isOrdered(relation: string, actual: number | undefined, wanted: number | undefined): boolean {
  if (actual === undefined || wanted === undefined) return false;
  if (relation.startsWith('less')) return actual < wanted || (relation.endsWith('equals') && actual === wanted);
  if (relation.startsWith('greater')) return actual > wanted || (relation.endsWith('equals') && actual === wanted);
  return actual === wanted;
}

function numberOf(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function timeOf(text: string): number | undefined {
  if (/^\d{5,}$/.test(text)) return Number(text) * 1000;
  const time = /^\d{4}-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
