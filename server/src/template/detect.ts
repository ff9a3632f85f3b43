import type { MappingNode, Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Parsed } from '../syntax/source.ts';
import { findIntrinsic } from './intrinsic.ts';
import { findLooseForm } from './loose-forms.ts';
import { findResourceFragment } from './resource-fragments.ts';
import type { Dialect } from './template.ts';

/** The dialect of a document, by what it says and, for Serverless, its name; `undefined` where it is none of ours. */
export function detectDialect(parsed: Parsed): Dialect | undefined {
  const { tree } = parsed;
  if (tree === undefined) return undefined;
  if (tree.kind === 'mapping') {
    if (isServerless(tree, parsed.source.uri)) return 'serverless';
    if (isCloudFormation(tree)) return isSam(tree) ? 'sam' : 'cloudformation';
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
function isCloudFormation(tree: MappingNode): boolean {
  const resources = findPair(tree, 'Resources')?.value;
  if (resources !== undefined && resources.kind === 'sequence') return false;
  if (findPair(tree, 'AWSTemplateFormatVersion') !== undefined) return true;
  const transform = findPair(tree, 'Transform')?.value;
  if (transform !== undefined && names(transform).some((name) => name.startsWith('AWS::'))) return true;
  return resourceTypes(resources).some(
    (type) => /^(?:AWS|Alexa|Custom)::/.test(type) || /^[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]+/.test(type),
  );
}

function isSam(tree: MappingNode): boolean {
  const transform = findPair(tree, 'Transform')?.value;
  if (transform !== undefined && names(transform).some((name) => name.startsWith('AWS::Serverless'))) return true;
  return resourceTypes(findPair(tree, 'Resources')?.value).some((type) => type.startsWith('AWS::Serverless::'));
}

function names(node: Node): readonly string[] {
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => (item.kind === 'scalar' ? [item.value] : []));
}

function resourceTypes(resources: Node | undefined): readonly string[] {
  if (resources?.kind !== 'mapping' || findIntrinsic(resources) !== undefined) return [];
  return resources.pairs.flatMap((pair) => {
    const type = findValue(pair.value, 'Type');
    return type?.kind === 'scalar' ? [type.value] : [];
  });
}
