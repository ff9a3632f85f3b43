import type { Catalog } from '../catalog/catalog.ts';
import type { WrittenOperator } from './condition-operator.ts';
import { parseOperator } from './condition-operator.ts';
import { coversWanted } from './condition-operator-cover.ts';

/** One key of a condition: an operator and what it compares. */
export interface KeyTest {
  readonly operator: WrittenOperator;
  /** In `Fn::Sub` notation. */
  readonly values: readonly string[];
}

/**
 * The operator as it works on a key, so that tests which say the same look the same: a set operator on a key that has one value is none, but that
 * `ForAllValues` is met without the key. `undefined` where there is no such operator.
 */
export function effectiveOperator(written: string, key: string, catalog: Catalog): WrittenOperator | undefined {
  const operator = parseOperator(written);
  if (operator?.set === undefined || operator.type === 'Null' || !hasOneValue(key, catalog)) return operator;
  const { set, ...rest } = operator;
  if (set === 'ForAllValues') return { ...rest, ifExists: true };
  return operator.negated ? operator : rest;
}

/**
 * Whether a request has no more than one value of the key. What else an identity provider says in a token may be a list, whatever the catalogue
 * holds of it (`cognito-identity.amazonaws.com:amr` is one).
 */
export function hasOneValue(key: string, catalog: Catalog): boolean {
  if (catalog.conditionKey(key)?.multivalued !== false) return false;
  return !/^(?:saml:|[^:]*\.)/i.test(key) || /:(?:aud|sub|iss)$/i.test(key);
}

/** Whether every request that meets `right` meets `left`, both tests of one key; false where it is not known. */
export function impliesTest(left: KeyTest, right: KeyTest): boolean {
  if (isAlwaysMet(left)) return true;
  const [a, b] = [left.operator, right.operator];
  if (a.type === 'Null' && a.set === undefined) return impliesNull(left, right);
  if (b.type === 'Null') return b.set === undefined && isWord(right, 'true') ? meetsAbsent(a) : isWord(right, 'false') && isPresence(left);
  if (meetsAbsent(b) && !meetsAbsent(a)) return false;
  if (a.set !== b.set || a.negated !== b.negated) return false;
  const covers = (wide: KeyTest, narrow: KeyTest): boolean =>
    narrow.values.every((text) =>
      wide.values.some((other) => coversWanted({ operator: wide.operator, text: other }, { operator: narrow.operator, text })),
    );
  // What must not match may be less for the test that more requests meet.
  return a.negated ? covers(right, left) : covers(left, right);
}

/** Whether every request meets it: a pattern that matches everything, under an operator that a request without the key meets too. */
export function isAlwaysMet(test: KeyTest): boolean {
  return isStar(test) && meetsAbsent(test.operator);
}

function impliesNull(left: KeyTest, right: KeyTest): boolean {
  const { operator } = right;
  if (operator.type === 'Null') return operator.set === undefined && coversAll(left, right);
  if (isWord(left, 'false')) return !meetsAbsent(operator) && !right.values.includes('');
  return isWord(left, 'true') && isAbsence(right);
}

function coversAll(left: KeyTest, right: KeyTest): boolean {
  return right.values.every((value) => left.values.some((other) => other.toLowerCase() === value.toLowerCase()));
}

function isWord({ values }: KeyTest, word: string): boolean {
  return values.length === 1 && values[0]?.toLowerCase() === word;
}

/** Met by a request without the key. */
function meetsAbsent({ set, ifExists, negated }: WrittenOperator): boolean {
  return ifExists || set === 'ForAllValues' || (negated && set === undefined);
}

/** Met by every value of the key, whatever it is. */
function isStar({ operator, values }: KeyTest): boolean {
  return !operator.negated && operator.patterns && values.some((value) => /^\*+$/.test(value));
}

/** Met by every request with the key. */
function isPresence(test: KeyTest): boolean {
  return isStar(test);
}

/** Met by requests without the key only. */
function isAbsence({ operator, values }: KeyTest): boolean {
  if (!meetsAbsent(operator)) return false;
  if (!operator.negated) return values.length === 0;
  return operator.patterns && values.some((value) => /^\*+$/.test(value));
}
