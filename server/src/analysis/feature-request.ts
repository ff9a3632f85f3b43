import type { FeatureRequest } from '../features/request.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Document } from './document.ts';

/** A question about an offset in the document or one of its fragments; `undefined` in a text that it does not read. */
export function requestIn(
  catalog: KernelCatalog,
  { template, policies }: Document,
  uri: string,
  offset: number,
): FeatureRequest | undefined {
  const source = template.sources.get(uri);
  const tree = template.trees.get(uri);
  return source === undefined || tree === undefined ? undefined : { catalog, template, policies, source, tree, offset };
}
