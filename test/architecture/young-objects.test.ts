import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contextOf } from '../../server/src/analysis/cache.ts';
import { readDocument } from '../../server/src/analysis/document.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { lintAgain } from '../../server/src/lint/engine.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { rules } from '../../server/src/rules/index.ts';
import { DIALECTS } from '../bench/generate-template.ts';
import { summarize } from '../bench/measure.ts';
import { loadCatalogForTests } from '../support/catalog.ts';
import { createCollector } from '../support/collector.ts';
import { readSources } from './sources.ts';

/**
 * V8 keeps some functions in what it knows of an object's class, which is old from the start: a getter of an object literal, and a function that takes the place
 * of another one in a property. All that such a function can see then lives until the whole heap is collected. A getter of a class is there once.
 */
test('no object has a getter or a replaced function of its own', () => {
  const found = readSources('server/src').flatMap(({ file }) => findOwnFunctions(file, readFileSync(file, 'utf8')));
  expect(found).toEqual([]);
});

test('getters of objects, and functions put in later, are found', () => {
  const text = [
    'class Whole {',
    '  get part() {',
    'const whole = {',
    '  get part() {',
    '  set part(value) {',
    '  getPart() {',
    'whole.part = () => 1;',
    'whole.part = part => 1;',
    'whole.part = async (part) => 1;',
    'const part = () => 1;',
    'whole.part = part;',
  ];
  expect(findOwnFunctions('f', text.join('\n'))).toEqual(['f:4', 'f:5', 'f:7', 'f:8', 'f:9']);
});

function findOwnFunctions(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const lines = text.split('\n');
  for (const [number, line] of lines.entries()) {
    const indent = /^(\s+)(?:get|set) [\w#]+\(/.exec(line)?.[1];
    const opening =
      indent === undefined
        ? undefined
        : lines.slice(0, number).findLast((above) => above.search(/\S/) < indent.length && above.trim() !== '');
    const isGetter = opening !== undefined && !/\bclass\b/.test(opening);
    if (isGetter || /\w\.\w+ = (?:async )?(?:\([^)]*\)|\w+) =>/.test(line)) found.push(`${file}:${number + 1}`);
  }
  return found;
}

/** Documents that are read and thrown away. */
const DOCUMENTS = 30;

/** Kilobytes a document may leave to the collections of the whole heap, which new code of the engine is part of: some 50 are measured, and 1,000 where a document is held. */
const LEFT = 250;

test.each(DIALECTS)('the collection of young objects takes nearly all of a document: $name', (dialect) => {
  const catalog = withPolicyMemo(loadCatalogForTests());
  const gc = createCollector();
  const check = (seed: number): number => {
    const files = {
      read: () => ({ kind: 'text', text: dialect.generate(500, seed), version: '1', languageId: dialect.languageId }) as const,
    };
    const document = readDocument(`file:///${dialect.file}`, files, catalog);
    if (document.kind === 'foreign') throw new Error('not taken for a template');
    return runToEnd(lintAgain(rules, contextOf(document, catalog), NO_CONFIGURATION, undefined)).found.length;
  };
  for (let seed = 1; seed <= DOCUMENTS; seed++) check(seed);
  gc();
  gc();
  const left = Array.from({ length: DOCUMENTS }, (_, index) => {
    const before = process.memoryUsage().heapUsed;
    expect(check(DOCUMENTS + index)).toBeGreaterThan(0);
    gc({ type: 'minor' });
    return (process.memoryUsage().heapUsed - before) / 1024;
  });
  expect(Math.round(summarize(left).median)).toBeLessThan(LEFT);
});
