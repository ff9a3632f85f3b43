import { describe, expect, test } from 'vitest';
import { actionWordsOf } from '../../server/src/policy/action-words.ts';
import { arnPattern } from '../../server/src/policy/arn.ts';
import type { KernelCatalog } from '../../server/src/policy/kernel.ts';
import { derive, remember, withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { givenStatements } from './support.ts';

const { policyMemo: _, ...plain }: KernelCatalog = loadCatalogForTests();
/** With a memo of its own: that of all tests may be full, and is then emptied, at any moment. */
const catalog = withPolicyMemo(plain);

describe('derive', () => {
  test('makes a thing of an object once for each name, what is undefined too', () => {
    const key = {};
    let made = 0;
    const make = (as: string, value: unknown): unknown =>
      derive(catalog, key, as, () => {
        made++;
        return value;
      });
    for (let round = 0; round < 2; round++) {
      expect(make('first', 1)).toBe(1);
      expect(make('second', undefined)).toBeUndefined();
      expect(make('third', 3)).toBe(3);
    }
    expect(made).toBe(3);
  });

  test('of what is made of the same object while it is made, both are kept', () => {
    const key = {};
    const outer = (): string => derive(catalog, key, 'outer', () => `outer of ${derive(catalog, key, 'inner', () => 'inner')}`);
    expect(outer()).toBe('outer of inner');
    expect(outer()).toBe(outer());
  });
});

test('remember empties a map that is full', () => {
  const map = new Map<string, number>();
  for (let i = 0; i < 10; i++) remember(map, `key ${i}`, () => i, 4);
  expect(map.size).toBeLessThanOrEqual(4);
  expect(remember(map, 'key 9', () => -1, 4)).toBe(9);
});

test('two documents that say the same share what is made of it, but for what depends on a name of their own', () => {
  const [first, second] = [0, 1].map(() => {
    const [policy] = givenStatements(
      "Effect: Allow\nAction: [s3:GetObject, 's3:List*']\nResource: ['arn:aws:s3:::data/*', !Sub 'arn:aws:s3:::data-${AWS::Region}', !GetAtt Bucket.Arn]",
    ).policies;
    const [statement] = policy?.statements ?? [];
    if (statement === undefined) throw new Error('no statement');
    const patterns = (statement.resource?.values ?? []).map(({ text }) => arnPattern(catalog, text));
    return { words: actionWordsOf(catalog, statement, () => true), patterns };
  });
  expect(first?.words).toBe(second?.words);
  expect(first?.patterns.map((pattern, i) => pattern === second?.patterns[i])).toEqual([true, true, false]);
  expect(first?.patterns.map(({ key }) => key)).toEqual(second?.patterns.map(({ key }) => key));
});
