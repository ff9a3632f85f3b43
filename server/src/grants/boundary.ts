import type { Node } from '../syntax/node.ts';
import { expand } from '../template/branches.ts';
import type { Branch } from '../template/text.ts';
import type { GrantsContext, GrantsReader } from './context.ts';
import { managedInputs, resolveManaged } from './customer-policies.ts';
import type { BoundaryUse } from './model.ts';

/**
 * The permissions boundaries that a value names, one for each branch of an `Fn::If`: a managed policy of AWS or of this template. Of any other
 * `policies` is absent. What decides it beside the node: `boundaryInputs`.
 */
export function boundaryUses(reader: GrantsReader, node: Node | undefined, when: readonly Branch[] = []): readonly BoundaryUse[] {
  if (node === undefined) return [];
  return expand(node, when, reader.resolve).places.flatMap((place): readonly BoundaryUse[] => {
    if (place.node.kind === 'scalar' && place.node.type === 'null' && place.node.tag === undefined) return [];
    const { use, policies } = resolveManaged(reader, reader.readText(place.node), false);
    const shown = { text: use.text, ...(use.name === undefined ? {} : { name: use.name }), range: place.node.outer };
    if (policies === undefined) return [{ ...shown, when: place.when }];
    return policies.map((policy) => ({ ...shown, policies: [policy], when: [...place.when, ...policy.source.when] }));
  });
}

/** For the `by` of `recall`, where `make` asks for `boundaryUses` of the same value. */
export function boundaryInputs(context: GrantsContext, node: Node | undefined): readonly unknown[] {
  if (node === undefined) return [];
  return expand(node, [], context.resolve).places.flatMap((place) => managedInputs(context, place.node));
}
