import { ensureCatalog } from '../action-catalog/build/ensure.ts';

/** Builds the catalogue before the first test, so that no test pays for it. */
export function setup(): void {
  ensureCatalog();
}
