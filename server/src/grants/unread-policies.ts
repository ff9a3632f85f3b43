import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { expand, expandItems } from '../template/branches.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { DeclaredResource } from '../template/template.ts';
import { shorten } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import type { UnknownGrant } from './model.ts';
import { renderShown } from './render.ts';

/** What may grant more at a role, a policy or a managed policy because it cannot be read: a document that is a parameter, an included part. */
export function findUnreadPolicies(reader: GrantsReader, resource: DeclaredResource): readonly UnknownGrant[] {
  const { properties, type } = resource;
  if (properties === undefined) return [];
  const found: UnknownGrant[] = [];
  for (const place of expand(properties, [], reader.resolve).places) {
    found.push(...included(place.node));
    const policies = findPair(place.node, 'Policies')?.value;
    const document = findPair(place.node, 'PolicyDocument')?.value;
    if (type === 'AWS::IAM::Role') {
      if (policies !== undefined) found.push(...unreadItems(reader, resource, policies));
    } else if (document !== undefined) found.push(...unreadDocument(reader, resource, document));
  }
  return found;
}

/** `Fn::Transform` among the properties may bring more of them. */
function included(node: Node): readonly UnknownGrant[] {
  const transform = findPair(node, 'Fn::Transform');
  if (transform === undefined) return [];
  return [{ reason: 'Fn::Transform may bring more', range: transform.key.range, about: 'attached' }];
}

function unreadItems(reader: GrantsReader, resource: DeclaredResource, list: Node): readonly UnknownGrant[] {
  const { places, complete } = expandItems(list, [], reader.resolve);
  const found = places.flatMap(({ node }): readonly UnknownGrant[] => {
    const document = findPair(node, 'PolicyDocument')?.value;
    if (document !== undefined) return unreadDocument(reader, resource, document);
    return findIntrinsic(node) === undefined ? included(node) : [unreadable(reader, node)];
  });
  return complete ? found : [...found, { reason: 'the policies cannot be read', range: list.outer, about: 'attached' }];
}

function unreadDocument(reader: GrantsReader, { type, logicalId }: DeclaredResource, node: Node): readonly UnknownGrant[] {
  const { places, complete } = expand(node, [], reader.resolve);
  const known = new Set<Node | undefined>(reader.sourcesOf(type, logicalId).flatMap((source) => [source.node, source.node.host]));
  const unread = places.filter((place) => {
    const intrinsic = findIntrinsic(place.node);
    const [text] = intrinsic?.argument.kind === 'sequence' ? intrinsic.argument.items : [intrinsic?.argument];
    return intrinsic?.name === 'ToJsonString' ? false : !known.has(place.node) && (text === undefined || !known.has(text));
  });
  const found = unread.map((place) => unreadable(reader, place.node));
  return complete ? found : [...found, { reason: 'the policy document cannot be read', range: node.outer, about: 'attached' }];
}

function unreadable(reader: GrantsReader, node: Node): UnknownGrant {
  const text = reader.readText(node);
  const [part] = text.parts;
  // An intrinsic that yields no text is named; anything else is shown as it is written.
  const isNamed = part?.kind === 'symbol' && part.symbol.kind === 'unknown' && !part.symbol.key.startsWith('resolve:');
  const written = isNamed ? part.symbol.name : renderShown(text);
  return { reason: `the policy ${shorten(written === '' ? 'document' : written)} cannot be read`, range: node.outer, about: 'attached' };
}
