import type { Catalog } from '../catalog/catalog.ts';
import { describeAction, describeMissingAction } from '../features/hover/action.ts';
import { describeWildcard } from '../features/hover/wildcard.ts';

/** What is known of an action or of a pattern of actions, as `service:Name` or `*`; Markdown, the same as on hover. */
export function documentAction(catalog: Catalog, written: string): string {
  if (/[*?]/.test(written)) return describeWildcard(catalog, written);
  const index = catalog.actionIndex(written);
  return index === undefined ? describeMissingAction(catalog, written) : describeAction(catalog, catalog.action(index));
}
