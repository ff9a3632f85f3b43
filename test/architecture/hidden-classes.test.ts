import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { contextOf } from '../../server/src/analysis/cache.ts';
import { readDocument } from '../../server/src/analysis/document.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import { effectiveAccess } from '../../server/src/grants/effective.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { lintAgain } from '../../server/src/lint/engine.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import { rules } from '../../server/src/rules/index.ts';
import { DIALECTS } from '../bench/generate-template.ts';
import { loadCatalogForTests } from '../support/catalog.ts';

/** More objects alike than this are many: a template has them in each statement. */
const MANY = 20;

/** Hidden classes that many objects alike may have: what is read of them is compiled for four at most. */
const FEW = 4;

/**
 * An object made as `{ ...other, added }` gets a hidden class of its own from V8 (11.3), which takes microseconds to make and makes whoever reads it slow;
 * `{ added, ...other }` does not.
 */
test.each(DIALECTS)('objects alike share their hidden classes: $name', (dialect) => {
  const catalog = withPolicyMemo(loadCatalogForTests());
  const uri = `file:///${dialect.file}`;
  const text = dialect.generate(600);
  const files = { read: () => ({ kind: 'text', text, version: '1', languageId: dialect.languageId }) as const };
  const document = readDocument(uri, files, catalog);
  if (document.kind === 'foreign') throw new Error('not taken for a template');
  const { found } = runToEnd(lintAgain(rules, contextOf(document, catalog), NO_CONFIGURATION, undefined));
  const accesses = document.grants.principals.map((principal) => effectiveAccess(catalog, principal).pieces);
  const counts = withNatives((haveSameClass) => countClasses([document.policies, document.grants, found, accesses], haveSameClass));
  const scattered = [...counts]
    .filter(([, { objects, classes }]) => objects >= MANY && classes.length > FEW)
    .map(([properties, { objects, classes }]) => `{ ${properties} }: ${objects} objects of ${classes.length} hidden classes`);
  expect(scattered).toEqual([]);
});

type Compare = (left: object, right: object) => boolean;

/** Lends a comparison of hidden classes; the engine's flag is for the whole process, and stays no longer than it is needed. */
function withNatives<T>(use: (haveSameClass: Compare) => T): T {
  setFlagsFromString('--allow-natives-syntax');
  try {
    return use(runInThisContext('(left, right) => %HaveSameMap(left, right)') as Compare);
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

interface Count {
  objects: number;
  /** An object of each. */
  readonly classes: object[];
}

/** All plain objects that can be reached, by the names of their properties. */
function countClasses(root: object, haveSameClass: Compare): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  const seen = new Set<object>([root]);
  for (const object of seen) {
    if (Object.getPrototypeOf(object) === Object.prototype) count(counts, object, haveSameClass);
    const inside = object instanceof Map ? [...object.values()] : object instanceof Set ? [...object] : ownValues(object);
    for (const value of inside) if (typeof value === 'object' && value !== null) seen.add(value);
  }
  return counts;
}

/** Getters are left alone. */
function ownValues(object: object): readonly unknown[] {
  return Object.values(Object.getOwnPropertyDescriptors(object)).map((property): unknown => property.value);
}

function count(counts: Map<string, Count>, object: object, haveSameClass: Compare): void {
  const properties = Object.keys(object).join(', ');
  const known = counts.get(properties) ?? { objects: 0, classes: [] };
  counts.set(properties, known);
  known.objects++;
  if (known.classes.length <= MANY && !known.classes.some((other) => haveSameClass(object, other))) known.classes.push(object);
}
