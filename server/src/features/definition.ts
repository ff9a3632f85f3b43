import type { Range } from '../syntax/node.ts';
import { findNameAt } from './names/find-name.ts';
import type { FeatureRequest } from './request.ts';

/** Where the name under the cursor is declared, in the document or a file it names: of `WorkerRole`, which SAM makes, the function `Worker`. */
export function findDefinition(request: FeatureRequest): readonly Range[] {
  return findNameAt(request)?.declarations.map(({ range }) => range) ?? [];
}
