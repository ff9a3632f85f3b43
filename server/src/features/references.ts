import type { Range } from '../syntax/node.ts';
import { findNameAt } from './names/find-name.ts';
import type { FeatureRequest } from './request.ts';

/** Where the name under the cursor is used, and where what a framework makes of it is; for a role that are the functions that act by it. */
export function findReferences(request: FeatureRequest, includeDeclaration: boolean): readonly Range[] {
  const found = findNameAt(request);
  if (found === undefined) return [];
  return [...(includeDeclaration ? found.declarations : []), ...found.uses].map(({ range }) => range);
}
