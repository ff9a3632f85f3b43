import type { Node } from '../syntax/node.ts';
import { expandItems } from '../template/branches.ts';
import type { Branch, Text } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import type { RoleUse } from './model.ts';
import { renderShown } from './render.ts';

/**
 * The roles that a value names: `Role` and `RoleArn` by ARN, `RoleName` and `Roles` by name; one for each item and each branch of an `Fn::If`. A role of the
 * template has its logical id where it is referred to; one that is written by name or ARN is told by `joinPrincipals`.
 */
export function readRoleUses(reader: GrantsReader, node: Node, when: readonly Branch[] = []): readonly RoleUse[] {
  const { places } = expandItems(node, when, reader.resolve);
  return places.flatMap((place): readonly RoleUse[] => {
    const text = reader.readText(place.node);
    if (text.parts.length === 0) return [];
    const logicalId = referredRole(text);
    const use = { text: renderShown(text), range: place.node.outer, when: place.when };
    return [logicalId === undefined ? use : { logicalId, ...use }];
  });
}

/** `!GetAtt Role.Arn`, `!Ref Role`, and an ARN whose name is `${Role}`. */
function referredRole({ parts }: Text): string | undefined {
  const last = parts[parts.length - 1];
  if (last?.kind !== 'symbol' || last.symbol.resourceType !== 'AWS::IAM::Role') return undefined;
  const { name, kind, attribute } = last.symbol;
  if (kind === 'attribute') return parts.length === 1 && attribute === 'Arn' ? name : undefined;
  const before = parts[parts.length - 2];
  return before === undefined || (before.kind === 'literal' && before.text.endsWith('/')) ? name : undefined;
}
