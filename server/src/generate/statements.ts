/** Statements of a role that is being written: for the resources that a function names, or one to fill in. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Node } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Resource, Scope } from '../template/template.ts';
import type { OwnValue } from './resource-arns.ts';
import { arnsInScope } from './resource-arns.ts';
import type { SnippetTree } from './snippet-tree.ts';
import { escapeSnippet, list, map, sub, text } from './snippet-tree.ts';
import { usualAccess } from './usual-access.ts';

/** The resources of the template that a value refers to by `Ref`, `GetAtt` or `Sub`, each once, in the order of the text. */
export function findReferenced(scope: Scope, node: Node | undefined): readonly Resource[] {
  const names = node === undefined ? [] : referencesIn(node, 0);
  return [...new Set(names)].flatMap((name) => scope.resources.get(name) ?? []);
}

/** Statements for what a function usually does with these resources; without any, one to fill in. `stop` is the first tab stop. */
export function statementsFor(catalog: Catalog, scope: Scope, resources: readonly Resource[], stop = 1): SnippetTree {
  const statements = resources.flatMap((resource, index) => {
    const access = usualAccess(resource.type);
    const only: Scope = { ...scope, resources: new Map([[resource.logicalId, resource]]) };
    const [arn] = access === undefined ? [] : arnsInScope(catalog, only, access.resourceTypes);
    return access === undefined || arn === undefined
      ? []
      : [statement(`\${${stop + index}:${access.actions.join(', ')}}`, valueTree(arn.value))];
  });
  return list(...(statements.length > 0 ? statements : [emptyStatement(stop)]));
}

function emptyStatement(stop: number): SnippetTree {
  return statement(`\${${stop}:s3:GetObject}`, sub(`arn:${escapeSnippet('${AWS::Partition}')}:s3:::\${${stop + 1}:BucketName}/*`));
}

function statement(action: string, resource: SnippetTree): SnippetTree {
  return map(['Effect', text('Allow')], ['Action', list(text(action))], ['Resource', resource]);
}

/** A value that names resources, in either notation. */
export function valueTree(value: OwnValue): SnippetTree {
  switch (value.kind) {
    case 'sub':
      return sub(escapeSnippet(value.text));
    case 'ref':
      return { kind: 'code', yaml: `!Ref ${value.logicalId}`, json: `{ "Ref": "${value.logicalId}" \\}` };
    case 'getAtt':
      return {
        kind: 'code',
        yaml: `!GetAtt ${value.logicalId}.${value.attribute}`,
        json: `{ "Fn::GetAtt": ["${value.logicalId}", "${value.attribute}"] \\}`,
      };
  }
}

/** Deeper than any template; the parser bounds the depth as well. */
const maximumDepth = 60;

function referencesIn(node: Node, depth: number): readonly string[] {
  if (depth > maximumDepth) return [];
  const own = ownReferences(node);
  if (node.kind === 'scalar') return own;
  const inner = node.kind === 'sequence' ? node.items : node.pairs.map((pair) => pair.value);
  return [...own, ...inner.flatMap((one) => referencesIn(one, depth + 1))];
}

function ownReferences(node: Node): readonly string[] {
  const intrinsic = findIntrinsic(node);
  if (intrinsic === undefined) return [];
  const { argument } = intrinsic;
  const first = argument.kind === 'sequence' ? argument.items[0] : argument;
  if (first?.kind !== 'scalar') return [];
  if (intrinsic.name === 'Ref') return [first.value];
  if (intrinsic.name === 'GetAtt') return [first.value.split('.')[0] ?? ''];
  return intrinsic.name === 'Sub' ? [...first.value.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map((match) => match[1] ?? '') : [];
}
