import type { Catalog } from './catalog.ts';
import type { CatalogText } from './catalog-text.ts';
import { readActions } from './read-actions.ts';
import { readCloudFormation } from './read-cloudformation.ts';
import { readConditionKeys } from './read-condition-keys.ts';
import { readPolicies } from './read-policies.ts';
import { readTables } from './read-tables.ts';
import { openBundle } from './shelf.ts';

/**
 * The catalogue of a bundle (the text of `dist/catalog.txt`). Reads only the index; a service, type or policy is decoded at its first
 * use and kept inside the returned object. Throws when the text is not a bundle of this version.
 */
export function readCatalog(text: CatalogText): Catalog {
  const bundle = openBundle(text);
  const { keyNames, ...actions } = readActions(bundle);
  return {
    date: bundle.index.date,
    ...actions,
    ...readConditionKeys(bundle, keyNames),
    ...readCloudFormation(bundle),
    ...readPolicies(bundle),
    ...readTables(bundle, actions.actionName, actions.service),
  };
}
