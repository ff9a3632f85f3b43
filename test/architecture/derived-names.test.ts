import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSources } from './sources.ts';

/** The third argument of `derive`, where it is written out; its last two are the name and the function. */
const pattern = /\bderive(?:<.*>)?\([\w.]+, [\w.()]+, '([^']+)',/g;

/** Two callers that make something of one object under one name would be given each other's. */
test('what is derived of an object has a name that no other place uses', () => {
  const places = new Map<string, string[]>();
  for (const { file } of readSources('server/src')) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(pattern)) places.set(name, [...(places.get(name) ?? []), file]);
  }
  expect(places.size).toBeGreaterThan(30);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
