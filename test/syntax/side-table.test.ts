import { expect, test } from 'vitest';
import { createSideTable } from '../../server/src/syntax/side-table.ts';

test('an object has one value in each table, which nothing else shows', () => {
  const [sizes, names] = [createSideTable<object, number>(), createSideTable<object, string>()];
  const key = Object.freeze({ id: 1 });
  expect([sizes.get(key), names.get(key)]).toEqual([undefined, undefined]);
  sizes.set(key, 3);
  names.set(key, 'three');
  sizes.set(key, 4);
  expect([sizes.get(key), names.get(key)]).toEqual([4, 'three']);
  expect([Reflect.ownKeys(key), JSON.stringify(key)]).toEqual([['id'], '{"id":1}']);
});

test('a copy of an object, and what is made of it, has no value of its own', () => {
  const sizes = createSideTable<object, number>();
  const key = { id: 1 };
  sizes.set(key, 3);
  expect([sizes.get({ ...key }), sizes.get(Object.create(key)), sizes.get(structuredClone(key))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('lists, maps, functions and objects of classes can be keys', () => {
  const names = createSideTable<object, string>();
  const keys = { list: [1], map: new Map(), call: () => 1, date: new Date(0) };
  for (const [name, key] of Object.entries(keys)) names.set(key, name);
  expect(Object.values(keys).map((key) => names.get(key))).toEqual(Object.keys(keys));
});
