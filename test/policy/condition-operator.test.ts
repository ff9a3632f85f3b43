import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OperatorFamily, WrittenOperator } from '../../server/src/policy/condition-operator.ts';
import {
  CONDITION_OPERATORS,
  counterpart,
  fitsKeyType,
  parseOperator,
  renderOperator,
} from '../../server/src/policy/condition-operator.ts';
import { excludesTest } from '../../server/src/policy/condition-operator-excludes.ts';
import type { KeyTest } from '../../server/src/policy/condition-operator-implies.ts';
import { effectiveOperator, impliesTest } from '../../server/src/policy/condition-operator-implies.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { meetings } from '../support/naive-conditions.ts';

const catalog = loadCatalogForTests();

function operator(written: string): WrittenOperator {
  const found = parseOperator(written);
  if (found === undefined) throw new Error(`no operator ${written}`);
  return found;
}

describe('an operator', () => {
  test('is read without regard to letter case, and written as the reference does', () => {
    for (const written of ['stringequals', 'forAnyValue:stringLikeifexists', 'FORALLVALUES:NOTIPADDRESS', 'nullIfExists'])
      expect(parseOperator(written) && renderOperator(operator(written)).toLowerCase()).toBe(written.toLowerCase());
    expect(renderOperator(operator('foranyvalue:stringlikeifexists'))).toBe('ForAnyValue:StringLikeIfExists');
  });

  test('that does not exist is none', () => {
    for (const written of [
      '',
      'String',
      'StringEqual',
      'ForAnyValue',
      'ForAnyValue:',
      'IfExists',
      'ForSome:Bool',
      'Bool:IfExists',
      ' Bool',
    ])
      expect(parseOperator(written), written).toBeUndefined();
  });

  test('says whether it is negated and reads patterns', () => {
    const named = (has: 'negated' | 'patterns') => CONDITION_OPERATORS.filter((one) => one[has]).map(({ name }) => name);
    expect(named('negated')).toEqual([
      'StringNotEquals',
      'StringNotLike',
      'StringNotEqualsIgnoreCase',
      'ArnNotEquals',
      'ArnNotLike',
      'NotIpAddress',
      'NumericNotEquals',
      'DateNotEquals',
    ]);
    expect(named('patterns')).toEqual(['StringLike', 'ArnEquals', 'ArnLike', 'StringNotLike', 'ArnNotEquals', 'ArnNotLike']);
  });

  test('fits the keys of its type; a string operator fits ARNs too, and Null every key', () => {
    expect(['String', 'ARN', 'Bool', 'Date'].map((type) => fitsKeyType(operator('StringLike'), type))).toEqual([true, true, false, false]);
    expect(['String', 'ARN', 'Bool', 'Date'].map((type) => fitsKeyType(operator('Null'), type))).toEqual([true, true, true, true]);
  });

  test.each<readonly [string, OperatorFamily, string | undefined]>([
    ['StringLike', 'ARN', 'ArnLike'],
    ['StringNotEquals', 'ARN', 'ArnNotEquals'],
    ['StringEquals', 'IPAddress', 'IpAddress'],
    ['StringNotLike', 'IPAddress', 'NotIpAddress'],
    ['StringEqualsIgnoreCase', 'Bool', 'Bool'],
    ['StringNotEquals', 'Bool', undefined],
    ['NumericLessThan', 'String', undefined],
    ['DateEquals', 'Numeric', 'NumericEquals'],
    ['Null', 'String', undefined],
  ])('%s has for %s the counterpart %s', (from, family, to) => expect(counterpart(operator(from), family)?.name).toBe(to));

  test('with a set operator is none on a key of one value', () => {
    const shown = (written: string, key: string) => {
      const found = effectiveOperator(written, key, catalog);
      return found && renderOperator(found);
    };
    expect(shown('ForAnyValue:StringEquals', 'aws:PrincipalOrgID')).toBe('StringEquals');
    expect(shown('ForAllValues:StringEquals', 'aws:PrincipalOrgID')).toBe('StringEqualsIfExists');
    expect(shown('ForAnyValue:StringNotEquals', 'aws:PrincipalOrgID')).toBe('ForAnyValue:StringNotEquals');
    expect(shown('ForAllValues:StringEquals', 'aws:TagKeys')).toBe('ForAllValues:StringEquals');
    expect(shown('ForAllValues:StringEquals', 'idp.example.com:groups')).toBe('ForAllValues:StringEquals');
  });
});

/** Keys with operators and values that meet each other often. */
const POOLS = [
  {
    key: 'aws:principaltag/team',
    operators: [
      'StringEquals',
      'StringLike',
      'StringEqualsIgnoreCase',
      'StringNotEquals',
      'StringNotLike',
      'StringEqualsIfExists',
      'StringLikeIfExists',
      'StringNotLikeIfExists',
    ],
    values: ['blue', 'Blue', 'b*', '*', 'bl?e', '*ue', 'red', ''],
    sets: ['', 'ForAllValues:', 'ForAnyValue:'],
  },
  {
    key: 'aws:tagkeys',
    operators: ['StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringLikeIfExists'],
    values: ['team', 'stage', '*', 't*', 'te?m'],
    sets: ['ForAllValues:', 'ForAnyValue:'],
  },
  {
    key: 'aws:sourcearn',
    operators: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'StringLike', 'StringEquals', 'StringNotLike', 'ArnLikeIfExists'],
    values: [
      'arn:aws:s3:::b',
      'arn:aws:s3:::*',
      'arn:aws:s3:*',
      '*',
      'arn:*:s3:::b',
      'arn:aws:sns:*:*:t',
      'arn:aws:sns:eu-west-1:111122223333:t',
    ],
    sets: [''],
  },
  {
    key: 'aws:sourceip',
    operators: ['IpAddress', 'NotIpAddress', 'IpAddressIfExists'],
    values: ['203.0.113.0/24', '203.0.113.7/24', '203.0.113.7', '203.0.113.0/25', '0.0.0.0/0', '198.51.100.1/32', '2001:db8::/32'],
    sets: [''],
  },
  {
    key: 's3:max-keys',
    operators: [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
      'NumericLessThanIfExists',
    ],
    values: ['1', '5', '10', '10.0'],
    sets: [''],
  },
  {
    key: 'aws:currenttime',
    operators: ['DateEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    values: ['2026-01-01', '2026-01-01T00:00:00Z', '1767225600', '2027-01-01T00:00:00Z'],
    sets: [''],
  },
  { key: 'aws:securetransport', operators: ['Bool', 'BoolIfExists', 'StringEquals'], values: ['true', 'false', 'True'], sets: [''] },
  {
    key: 'aws:principaltag/stage',
    operators: ['Null', 'StringLike', 'StringNotLike', 'StringLikeIfExists'],
    values: ['true', 'false', '*'],
    sets: [''],
  },
];

interface Written {
  readonly operator: string;
  readonly values: readonly string[];
}

const pairs = fc.constantFrom(...POOLS).chain(({ key, operators, values, sets }) => {
  const one: fc.Arbitrary<Written> = fc.record({
    operator: fc.tuple(fc.constantFrom(...sets), fc.constantFrom(...operators)).map((parts) => parts.join('')),
    values: fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 }),
  });
  return fc.tuple(fc.constant(key), one, one);
});

function testOf(key: string, { operator: written, values }: Written): KeyTest {
  const effective = effectiveOperator(written, key, catalog);
  if (effective === undefined) throw new Error(written);
  return { operator: effective, values };
}

/** Whether some request of the naive evaluator meets exactly those of the two. */
function isPossible(key: string, left: Written, right: Written, wanted: readonly [boolean, boolean]): boolean {
  const [a, b] = [left, right].map((one) => JSON.stringify([one.operator.toLowerCase(), key, one.values]));
  return meetings([...new Set([a ?? '', b ?? ''])]).some((met) => met.has(a ?? '') === wanted[0] && met.has(b ?? '') === wanted[1]);
}

describe('two tests of one key', () => {
  test('imply each other only where no request meets the one alone', () =>
    fc.assert(
      fc.property(pairs, ([key, left, right]) => {
        if (impliesTest(testOf(key, left), testOf(key, right))) expect(isPossible(key, left, right, [false, true])).toBe(false);
      }),
      { numRuns: 1000 },
    ));

  test('exclude each other only where no request meets both', () =>
    fc.assert(
      fc.property(pairs, ([key, left, right]) => {
        const isSingle = catalog.conditionKey(key)?.multivalued === false;
        if (isSingle && excludesTest(testOf(key, left), testOf(key, right))) expect(isPossible(key, left, right, [true, true])).toBe(false);
      }),
      { numRuns: 1000 },
    ));

  test('imply themselves', () =>
    fc.assert(
      fc.property(pairs, ([key, left]) => {
        const one = testOf(key, left);
        if (one.operator.type !== 'Null') expect(impliesTest(one, one)).toBe(true);
      }),
    ));

  test.each<readonly [string, readonly string[], string, readonly string[], string]>([
    ['StringLike', ['b*'], 'StringEquals', ['blue', 'black'], 'aws:principaltag/team'],
    ['StringLike', ['arn:aws:s3:*'], 'ArnLike', ['arn:aws:s3:::b'], 'aws:sourcearn'],
    ['StringEqualsIfExists', ['a'], 'StringEquals', ['a'], 'aws:principaltag/team'],
    ['StringNotLike', ['blue'], 'StringNotLike', ['b*'], 'aws:principaltag/team'],
    ['ForAllValues:StringEquals', ['a', 'b'], 'ForAllValues:StringEquals', ['a'], 'aws:tagkeys'],
    ['IpAddress', ['203.0.113.0/24'], 'IpAddress', ['203.0.113.7'], 'aws:sourceip'],
    ['NumericLessThanEquals', ['10'], 'NumericLessThan', ['10'], 's3:max-keys'],
    ['DateEquals', ['2026-01-01T00:00:00Z'], 'DateEquals', ['1767225600'], 'aws:currenttime'],
    ['Null', ['false'], 'StringLike', ['*'], 'aws:principaltag/team'],
    ['StringLike', ['*'], 'Null', ['false'], 'aws:principaltag/team'],
    ['StringNotLike', ['*'], 'Null', ['true'], 'aws:principaltag/team'],
    ['Null', ['true'], 'StringNotLike', ['*'], 'aws:principaltag/team'],
    ['StringLike', ['${Bucket}/*'], 'StringEquals', ['${Bucket}/a'], 's3:prefix'],
  ])('%s %j is implied by %s %j', (a, left, b, right, key) =>
    expect(impliesTest(testOf(key, { operator: a, values: left }), testOf(key, { operator: b, values: right }))).toBe(true),
  );

  test.each<readonly [string, readonly string[], string, readonly string[], string]>([
    ['StringEquals', ['b*'], 'StringEquals', ['blue'], 'aws:principaltag/team'],
    ['ArnLike', ['arn:aws:s3:*'], 'StringLike', ['arn:aws:s3:*'], 'aws:sourcearn'],
    ['StringEquals', ['a'], 'StringEqualsIfExists', ['a'], 'aws:principaltag/team'],
    ['StringEquals', ['a'], 'ForAllValues:StringEquals', ['a'], 'aws:principaltag/team'],
    ['ForAnyValue:StringEquals', ['a'], 'ForAllValues:StringEquals', ['a'], 'aws:tagkeys'],
    ['StringLike', ['${A}*'], 'StringLike', ['${B}*'], 's3:prefix'],
    ['StringEquals', ['a'], 'StringNotEquals', ['b'], 's3:prefix'],
  ])('%s %j is not implied by %s %j', (a, left, b, right, key) =>
    expect(impliesTest(testOf(key, { operator: a, values: left }), testOf(key, { operator: b, values: right }))).toBe(false),
  );
});
