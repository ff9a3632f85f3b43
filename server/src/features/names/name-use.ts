import type { Range, ScalarNode } from '../../syntax/node.ts';
import { sourceRange } from '../../syntax/source.ts';

/** `value`: what `Ref` and `Fn::GetAtt` may name, a resource or a parameter. Each kind has names of its own. */
export type NameKind = 'value' | 'condition' | 'mapping';

/** A place where a name of the template is written. */
export interface NameUse {
  readonly kind: NameKind;
  /** Without attribute: `Table` of `${Table.Arn}`. */
  readonly name: string;
  /** The name itself, without quotes, braces and attribute. */
  readonly range: Range;
  /** Names that the map of the `Fn::Sub` around it takes for itself. */
  readonly variables?: ReadonlySet<string>;
}

/** Where a name is given its meaning: the key of an entry. */
export interface NameDeclaration extends NameUse {
  /** Of a function of Serverless, whose key is not its logical id. */
  readonly byAnotherName?: true;
}

/** A name that a scalar holds from its start to its first dot; `undefined` for what is no name (`AWS::Region`, a loop's `${Name}`). */
export function readName(kind: NameKind, scalar: ScalarNode): NameUse | undefined {
  const [name] = /^[A-Za-z0-9]+(?=\.|$)/.exec(scalar.value) ?? [];
  return name === undefined ? undefined : { kind, name, range: sourceRange(scalar, 0, name.length) };
}
