import type { Node } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import { shorten } from '../template/text.ts';
import type { Attachment } from './acting.ts';
import { nothingAttached } from './attached.ts';
import type { GrantsContext } from './context.ts';
import type { UnknownGrant } from './model.ts';

/**
 * Macros that may bring resources of which nothing is known, policies of roles among them: `Fn::Transform` among the resources, and any macro of the whole
 * template that is not AWS's own, or includes a file.
 */
export function findMacros(context: GrantsContext): readonly Attachment[] {
  const { trees, source } = context.template;
  const tree = trees.get(source.uri);
  const included = findPair(findValue(tree, 'Resources'), 'Fn::Transform')?.key;
  const transform = findPair(tree, 'Transform')?.value;
  const named = (transform?.kind === 'sequence' ? transform.items : [transform]).flatMap((node) => macroIn(node) ?? []);
  const all = included === undefined ? named : [...named, { name: included.value, node: included }];
  return all.map(({ name, node }) =>
    context.recall(node, 'macro', [], (): Attachment => {
      const unknown: UnknownGrant = { reason: `the macro ${shorten(name)} may bring more`, range: node.outer, about: 'attached' };
      return { ...nothingAttached(), unknown: [unknown], roles: [] };
    }),
  );
}

function macroIn(node: Node | undefined): { readonly name: string; readonly node: Node } | undefined {
  if (node === undefined) return undefined;
  const name = plainString(node) ?? plainString(findPair(node, 'Name')?.value);
  if (name === undefined || (name.startsWith('AWS::') && name !== 'AWS::Include')) return undefined;
  return { name, node };
}
