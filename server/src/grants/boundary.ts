import type { Node } from '../syntax/node.ts';
import { expand } from '../template/branches.ts';
import type { Branch } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import { resolveManaged } from './customer-policies.ts';
import type { BoundaryUse } from './model.ts';

/**
 * The permissions boundaries that a value names, one for each branch of an `Fn::If`: a managed policy of AWS, of this template, or one whose document
 * the configuration names. Of any other `policies` is absent.
 */
export function boundaryUses(reader: GrantsReader, node: Node | undefined, when: readonly Branch[] = []): readonly BoundaryUse[] {
  if (node === undefined) return [];
  return expand(node, when, reader.resolve).places.flatMap((place): readonly BoundaryUse[] => {
    if (place.node.kind === 'scalar' && place.node.type === 'null' && place.node.tag === undefined) return [];
    const { use, policies: found } = resolveManaged(reader, reader.readText(place.node), false);
    const policies = found ?? reader.findBoundary(use.text);
    const shown = { text: use.text, ...(use.name === undefined ? {} : { name: use.name }), range: place.node.outer };
    if (policies === undefined) return [{ when: place.when, ...shown }];
    return policies.map((policy) => ({ policies: [policy], when: [...place.when, ...policy.source.when], ...shown }));
  });
}
