import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';

let loaded: Catalog | undefined;

/** The catalogue of the tests: `dist/catalog.txt`, built when it is missing or stale, read once a thread, with one memo for all that is asked of it. */
export function loadCatalogForTests(): Catalog {
  loaded ??= withPolicyMemo(readCatalog(readFileSync(ensureCatalog(), 'utf8')));
  return loaded;
}
