import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSources } from './sources.ts';

/** Functions that know languages: the first use of one takes Node 10 ms, and up to 8 MB for good. */
const KNOWS_LANGUAGES = /\.localeCompare\(|\.toLocale\w+\(|\bIntl\.|\.normalize\('NF/;

test('no source of the product orders texts or writes numbers by the rules of a language', () => {
  const found = readSources('server/src').filter(({ file }) => KNOWS_LANGUAGES.test(readFileSync(file, 'utf8')));
  expect(found.map(({ file }) => file)).toEqual([]);
});
