import { lowerPolicy } from '../../policy/lower.ts';
import type { Node } from '../../syntax/node.ts';
import { expand, isList } from '../../template/branches.ts';
import { findIntrinsic, plainItems } from '../../template/intrinsic.ts';
import type { Owner, PolicySource } from '../../template/template.ts';
import { shorten } from '../../template/text.ts';
import { attachManaged } from '../attached.ts';
import type { GrantsReader } from '../context.ts';
import type { GrantedPolicy, OriginKind, UnknownGrant } from '../model.ts';
import { renderShown } from '../render.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo, addStatements } from '../sam/adding.ts';
import { isUnresolved } from './nodes.ts';
import type { Addition } from './statements.ts';

/** Statements that an author wrote for `owner`: as the template has them, or, where only a variable brings them, read here. */
export function attachStatements({ reader, owner, attached }: Adding, node: Node | undefined, kind: OriginKind): void {
  if (node === undefined) return;
  const sources = reader.sourcesOf(owner.type, owner.name, 'identity');
  for (const place of expand(node, [], reader.resolve).places) {
    const unread = [place.node, ...plainItems(place.node)].filter((one) => isUnresolved(one) || (one === place.node && isUnreadable(one)));
    for (const one of unread) attached.unknown.push(unknownStatements(one, renderShown(reader.readText(one))));
    if (place.node.kind === 'scalar' || findIntrinsic(place.node) !== undefined) continue;
    const source = sources.find((one) => one.node === place.node) ?? sourceOf({ owner }, place.node);
    const policy = reader.policyOf(source) ?? lowerPolicy(source, reader.template);
    if (policy !== undefined) attached.policies.push({ policy, origin: { kind, range: place.node.range }, when: place.when });
  }
}

/** Managed policies by ARN or reference. */
export function attachManagedList({ reader, owner, attached }: Adding, list: Node | undefined): void {
  if (list === undefined) return;
  const items = isList(list) ? list.items : [list];
  for (const item of items) {
    for (const { node, when } of expand(item, [], reader.resolve).places) {
      if (node.kind === 'scalar' && node.value === '' && node.tag === undefined) continue;
      attachManaged(attached, reader, { kind: 'managed', owner, policyKind: 'identity', when: [], node }, false, when);
    }
  }
}

/** What the framework adds for one thing, with its policies. */
export interface GrantedAddition {
  readonly what: string;
  readonly once?: string;
  readonly granted: readonly GrantedPolicy[];
}

export function grantAdditions(reader: GrantsReader, owner: Owner, additions: readonly Addition[]): readonly GrantedAddition[] {
  return additions.map(({ what, statements, range, once }) => {
    const adding = addingTo(reader, owner);
    addStatements(adding, what, statements, range);
    return { what, granted: adding.attached.policies, ...(once === undefined ? {} : { once }) };
  });
}

/** Attaches what is added, and what is added once only the first time. */
export function attachGranted({ attached }: Adding, additions: readonly GrantedAddition[]): void {
  const seen = new Set<string>();
  for (const { once, granted } of additions) {
    if (once !== undefined && seen.has(once)) continue;
    if (once !== undefined) seen.add(once);
    attached.policies.push(...granted);
  }
}

function isUnreadable(node: Node): boolean {
  return findIntrinsic(node) !== undefined || (node.kind === 'scalar' && node.type !== 'null');
}

function unknownStatements(node: Node, text: string): UnknownGrant {
  return { reason: `the statements of ${shorten(text)} are not known`, range: node.outer, about: 'attached' };
}

function sourceOf({ owner }: Pick<Adding, 'owner'>, node: Node): PolicySource {
  return { kind: 'statements', owner, policyKind: 'identity', when: [], node };
}
