import type { MappingNode, Node, ScalarNode } from '../syntax/node.ts';

/** A function of CloudFormation as written, short (`!Sub x`) or long (`Fn::Sub: x`). */
export interface Intrinsic {
  /** Without its `Fn::`: `Ref`, `Sub`, `GetAtt`, `If`. */
  readonly name: string;
  /** Of the short form the node itself: read it as untagged. */
  readonly argument: Node;
  readonly node: Node;
  readonly short: boolean;
}

/**
 * The function that a node is, `undefined` for plain data. The long form of `Condition` is plain data: it looks like a statement with
 * nothing but a condition, and it stands in no value. `<<`-merged and further keys beside an `Fn::` key make plain data of it.
 * A tag of YAML itself (`!!str`, `!`) is no function.
 */
export function findIntrinsic(node: Node): Intrinsic | undefined {
  const { tag } = node;
  if (tag !== undefined && tag.length > 1 && tag.startsWith('!') && !tag.startsWith('!!')) {
    return { name: tag.startsWith('!Fn::') ? tag.slice(5) : tag.slice(1), argument: node, node, short: true };
  }
  if (node.kind !== 'mapping' || node.pairs.length !== 1) return undefined;
  const pair = node.pairs[0];
  if (pair === undefined) return undefined;
  const key = pair.key.value;
  if (key === 'Ref') return { name: key, argument: pair.value, node, short: false };
  if (!key.startsWith('Fn::') || key.startsWith('Fn::ForEach')) return undefined;
  return { name: key.slice(4), argument: pair.value, node, short: false };
}

/** Whether the node is `AWS::NoValue`, which stands for an absent value. */
export function isNoValue(node: Node): boolean {
  const intrinsic = findIntrinsic(node);
  return intrinsic?.name === 'Ref' && intrinsic.argument.kind === 'scalar' && intrinsic.argument.value === 'AWS::NoValue';
}

/** The arguments of a function that takes a list; a sole argument is a list of one. */
export function argumentList(intrinsic: Intrinsic): readonly Node[] {
  return intrinsic.argument.kind === 'sequence' ? intrinsic.argument.items : [intrinsic.argument];
}

/** The scalar that the argument is, if it is no function itself (the tag of the short form is the function's own). */
export function scalarArgument(intrinsic: Intrinsic): ScalarNode | undefined {
  const { argument } = intrinsic;
  if (argument.kind !== 'scalar') return undefined;
  return intrinsic.short || findIntrinsic(argument) === undefined ? argument : undefined;
}

/** A string, number or boolean that is written out. */
export function plainString(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && findIntrinsic(node) === undefined && node.type !== 'null' ? node.value : undefined;
}

/** A mapping that is no function of CloudFormation. */
export function plainMapping(node: Node | undefined): MappingNode | undefined {
  return node?.kind === 'mapping' && findIntrinsic(node) === undefined ? node : undefined;
}

/** The items of a list that is no function of CloudFormation. */
export function plainItems(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' && findIntrinsic(node) === undefined ? node.items : [];
}
