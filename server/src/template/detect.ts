import type { MappingNode, Node, Pair } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Parsed } from '../syntax/source.ts';
import type { Made } from './align.ts';
import { makeAgain } from './align.ts';
import { findIntrinsic } from './intrinsic.ts';
import { findLooseForm } from './loose-forms.ts';
import { findResourceFragment } from './resource-fragments.ts';
import type { Dialect } from './template.ts';

/** What the resources of a document say that they are; nothing where they do not say. */
export type ResourceTypes = Made<Pair, string>;

/** The dialect of a document, by what it says and, for Serverless, its name; `undefined` where it is none of ours. `before`: what an earlier version left. */
export function detectDialect(
  { tree, source }: Parsed,
  before?: ResourceTypes,
): { readonly dialect: Dialect | undefined; readonly types: ResourceTypes } {
  const types = readTypes(findPair(tree, 'Resources')?.value, before);
  return { dialect: tree === undefined ? undefined : dialectOf(tree, source.uri, types.results), types };
}

function dialectOf(tree: Node, uri: string, types: readonly string[]): Dialect | undefined {
  if (tree.kind === 'mapping') {
    if (isServerless(tree, uri)) return 'serverless';
    if (isCloudFormation(tree, types)) return isSam(tree, types) ? 'sam' : 'cloudformation';
  }
  if (findResourceFragment(tree) !== undefined) return 'cloudformation';
  return findLooseForm(tree) === undefined ? undefined : 'policy';
}

/** `provider: aws`, `provider: { name: aws }`, or a provider named elsewhere in a file called serverless.*. */
function isServerless(tree: MappingNode, uri: string): boolean {
  const provider = findPair(tree, 'provider')?.value;
  if (provider === undefined) return false;
  const name = provider.kind === 'scalar' ? provider : findValue(provider, 'name');
  if (name?.kind === 'scalar' && name.value === 'aws') return true;
  if (name?.kind === 'scalar' && name.value !== '' && !name.value.includes('${')) return false;
  return /(?:^|\/)[^/]*serverless[^/]*$/i.test(uri) || ['functions', 'service'].some((key) => findPair(tree, key) !== undefined);
}

/** A template says so, or has resources of CloudFormation types; appspec files of CodeDeploy have `Resources` too, as a list. */
function isCloudFormation(tree: MappingNode, types: readonly string[]): boolean {
  const resources = findPair(tree, 'Resources')?.value;
  if (resources !== undefined && resources.kind === 'sequence') return false;
  if (findPair(tree, 'AWSTemplateFormatVersion') !== undefined) return true;
  const transform = findPair(tree, 'Transform')?.value;
  if (transform !== undefined && names(transform).some((name) => name.startsWith('AWS::'))) return true;
  return types.some((type) => /^(?:AWS|Alexa|Custom)::/.test(type) || /^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]+/.test(type));
}

function isSam(tree: MappingNode, types: readonly string[]): boolean {
  const transform = findPair(tree, 'Transform')?.value;
  if (transform !== undefined && names(transform).some((name) => name.startsWith('AWS::Serverless'))) return true;
  return types.some((type) => type.startsWith('AWS::Serverless::'));
}

function names(node: Node): readonly string[] {
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
}

function readTypes(resources: Node | undefined, before: ResourceTypes | undefined): ResourceTypes {
  const items = resources?.kind !== 'mapping' || findIntrinsic(resources) !== undefined ? [] : resources.pairs;
  const results = makeAgain(before, items, ({ value }) => {
    const type = findValue(value, 'Type');
    return type?.kind === 'scalar' ? type.value : '';
  });
  return { items, results };
}
