import type { Node } from '../syntax/node.ts';
import { findValue } from '../syntax/node.ts';
import type { Made } from './align.ts';
import { makeAgain } from './align.ts';
import { expand } from './branches.ts';
import type { Collector } from './collector.ts';
import type { ScopeRecorder, ScopeVersion } from './dependencies.ts';
import { changeSince, isAffected, recordScope } from './dependencies.ts';
import type { BoundaryReferences } from './dialects/cloudformation.ts';
import type { TextContext } from './intrinsics.ts';
import { readText } from './intrinsics.ts';
import type { NamesRead } from './memory.ts';
import type { DeclaredResource, PolicySource } from './template.ts';

/** Where Serverless names boundaries: the provider's, and those of serverless-iam-roles-per-function 3.2.0. */
const serverlessPaths: readonly (readonly string[])[] = [
  ['provider', 'rolePermissionsBoundary'],
  ['provider', 'iam', 'role', 'permissionsBoundary'],
  ['provider', 'iam', 'role', 'permissionBoundary'],
  ['custom', 'serverless-iam-roles-per-function', 'iamGlobalPermissionsBoundary'],
];

export interface FoundReferences extends BoundaryReferences {
  readonly boundaryNodes: Made<DeclaredResource, Node | null>;
  readonly read: ReadonlyMap<Node, NamesRead>;
}

/** The resources of this template that its permissions boundaries and its attached policies refer to. */
export function findBoundaryReferences(
  collector: Collector,
  { version, ...others }: Omit<TextContext, 'scope'> & { readonly version: ScopeVersion },
  declared: readonly DeclaredResource[],
  policies: readonly PolicySource[],
): FoundReferences {
  const read = new Map<Node, NamesRead>();
  const reader = createReader(collector, { ...others, scope: version.scope }, version, read);
  const boundaries = new Set<string>();
  const attached = new Set<string>();
  const add = (names: Set<string>, node: Node | undefined): void => {
    if (node !== undefined) for (const name of reader(node)) names.add(name);
  };
  const results = makeAgain(collector.context.previous?.boundaries, declared, ({ properties }) => {
    return findValue(properties, 'PermissionsBoundary') ?? findValue(properties, 'iamPermissionsBoundary') ?? null;
  });
  for (const node of results) if (node !== null) add(boundaries, node);
  for (const section of ['Function', 'StateMachine']) add(boundaries, findValue(collector.tree, 'Globals', section, 'PermissionsBoundary'));
  for (const path of serverlessPaths) add(boundaries, findValue(collector.tree, ...path));
  // Without a boundary nobody asks what is attached.
  if (boundaries.size > 0) for (const source of policies) if (source.kind === 'managed') add(attached, source.node);
  return { boundaries, attached, read, boundaryNodes: { items: declared, results } };
}

/** Reads names, as an earlier version did where nothing that was asked then has changed; what is behind a variable is read anew. */
function createReader(
  collector: Collector,
  context: TextContext,
  version: ScopeVersion,
  read: Map<Node, NamesRead>,
): (node: Node) => readonly string[] {
  const { previous } = collector.context;
  const change = previous === undefined || previous.references.size === 0 ? undefined : changeSince(previous.names.version, version);
  let recorder: ScopeRecorder | undefined;
  return (node) => {
    const known = previous?.references.get(node);
    if (known !== undefined && change !== undefined && !isAffected(known.dependencies, change)) {
      read.set(node, known);
      return known.names;
    }
    recorder ??= recordScope(context.scope);
    const places = expand(node, [], collector.resolve).places;
    const texts = places.map((place) => readText(place.node, { ...context, scope: recorder?.scope ?? context.scope }));
    const names = texts.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'symbol' ? [part.symbol.name] : [])));
    const dependencies = recorder.take();
    if (collector.dialect !== 'serverless') read.set(node, { names, dependencies });
    return names;
  };
}
