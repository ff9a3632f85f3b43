import { expect, test } from 'vitest';
import { replaceValues } from '../../server/src/template/replaced-map.ts';

interface Value {
  readonly number: number;
}

function mapOf(size: number): ReadonlyMap<string, Value> {
  return new Map(Array.from({ length: size }, (_, number) => [`Name${number}`, { number }]));
}

test.each([3, 1000])('values of a map of %i are replaced again and again, in the same order', (size) => {
  const copied = new Map(mapOf(size));
  let replaced: ReadonlyMap<string, Value> = new Map(copied);
  for (let turn = 0; turn < 100; turn++) {
    const news = new Map([turn % size, (turn * 7) % size].map((number) => [`Name${number}`, { number: turn }]));
    for (const [name, value] of news) copied.set(name, value);
    replaced = replaceValues(replaced, news);
    expect([...replaced]).toEqual([...copied]);
  }
  const visited: unknown[] = [];
  replaced.forEach((value, name, map) => {
    visited.push([name, value, map === replaced]);
  });
  expect(visited).toEqual([...copied].map(([name, value]) => [name, value, true]));
  expect([...replaced.keys()]).toEqual([...copied.keys()]);
  expect([...replaced.values()]).toEqual([...copied.values()]);
  expect(replaced.size).toBe(size);
  expect(replaced.get('Name2')).toBe(copied.get('Name2'));
  expect(replaced.get('Other')).toBeUndefined();
  expect([replaced.has('Name2'), replaced.has('Other')]).toEqual([true, false]);
});

test('the map before stays as it is', () => {
  const before = replaceValues(mapOf(1000), new Map([['Name1', { number: -1 }]]));
  replaceValues(before, new Map([['Name1', { number: -2 }]]));
  expect(before.get('Name1')).toEqual({ number: -1 });
});
