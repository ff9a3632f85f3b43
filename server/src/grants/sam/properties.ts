import type { MappingNode, Node, Pair } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { findIntrinsic, plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource } from '../../template/template.ts';
import type { GrantsReader } from '../context.ts';

/** What `Globals` says of a type: `AWS::Serverless::Function`. */
export function readGlobals({ template: { trees, source } }: GrantsReader, type: string): Node | undefined {
  return findValue(trees.get(source.uri), 'Globals', type.slice('AWS::Serverless::'.length));
}

/**
 * The properties of a resource with those of `Globals`. SAM merges mappings key by key, lists one after the other, and of anything else takes the resource's
 * own (aws/serverless-application-model 1.110.0, `plugins/globals`). `IgnoreGlobals` leaves out some or all.
 */
export function mergeGlobals({ node, properties }: DeclaredResource, globals: Node | undefined): Node | undefined {
  if (globals?.kind !== 'mapping') return properties;
  const ignored = findPair(node, 'IgnoreGlobals')?.value;
  if (ignored?.kind === 'scalar' && ignored.value === '*') return properties;
  const left = ignored?.kind === 'sequence' ? withoutKeys(globals, ignored.items) : globals;
  return properties?.kind === 'mapping' ? mergeMappings(left, properties) : left;
}

/** The parameter that a value is. */
export function readParameter(reader: GrantsReader, node: Node): string | undefined {
  const [part, ...others] = reader.readText(node).parts;
  return part?.kind === 'symbol' && part.symbol.kind === 'parameter' && others.length === 0 ? part.symbol.name : undefined;
}

/** Whether a parameter may have such a value, as far as its `AllowedValues` say. */
export function mayBe(reader: GrantsReader, parameter: string, value: RegExp): boolean {
  const allowed = findPair(reader.template.scope.parameters.get(parameter)?.node, 'AllowedValues')?.value;
  return allowed?.kind !== 'sequence' || allowed.items.some((item) => value.test(plainString(item) ?? ''));
}

/** Whether SAM takes a property to be there: neither absent, null, empty nor false. */
export function isSet(node: Node | undefined): node is Node {
  if (node === undefined) return false;
  if (findIntrinsic(node) !== undefined) return true;
  if (node.kind === 'mapping') return node.pairs.length > 0;
  if (node.kind === 'sequence') return node.items.length > 0;
  if (node.type === 'boolean') return /^true$/i.test(node.value);
  return node.type !== 'null' && node.value !== '';
}

/** Deeper mappings are not merged; SAM's own go no deeper than 5. */
const maximumDepth = 20;

function mergeMappings(global: MappingNode, own: MappingNode, depth = 0): MappingNode {
  const merged = new Map<string, Pair>(global.pairs.map((pair) => [pair.key.value, pair]));
  for (const pair of own.pairs) {
    const known = merged.get(pair.key.value);
    merged.set(pair.key.value, known === undefined ? pair : { ...pair, value: mergeNodes(known.value, pair.value, depth + 1) });
  }
  return { ...own, pairs: [...merged.values()] };
}

function mergeNodes(global: Node, own: Node, depth: number): Node {
  if (depth > maximumDepth || findIntrinsic(global) !== undefined || findIntrinsic(own) !== undefined) return own;
  if (global.kind === 'mapping' && own.kind === 'mapping') return mergeMappings(global, own, depth);
  if (global.kind === 'sequence' && own.kind === 'sequence') return { ...own, items: [...global.items, ...own.items] };
  return own;
}

function withoutKeys(mapping: MappingNode, names: readonly Node[]): MappingNode {
  const left = mapping.pairs.filter(({ key }) => !names.some((name) => name.kind === 'scalar' && name.value === key.value));
  return { ...mapping, pairs: left };
}
