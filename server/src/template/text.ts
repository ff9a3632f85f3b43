import type { AttributeValue } from '../catalog/catalog.ts';
import type { Node, Range } from '../syntax/node.ts';

/**
 * A string of a template: what is written, and what is only known at deployment. `!Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'` is
 * literal, symbol, literal, symbol, literal; `!GetAtt Bucket.Arn` is one symbol; a plain scalar is one literal.
 */
export interface Text {
  /** The scalar or the intrinsic's mapping or sequence; `node.outer` is what is replaced to write another value. */
  readonly node: Node;
  readonly range: Range;
  /** How the author wrote it, which decides how a fix writes it back. */
  readonly form: TextForm;
  /** Adjacent literals are joined only if they were one stretch of text. Empty for `''`. */
  readonly parts: readonly TextPart[];
}

export type TextForm = 'literal' | 'sub' | 'join' | 'ref' | 'getAtt' | 'other';

export type TextPart = LiteralPart | SymbolPart;

export interface LiteralPart {
  readonly kind: 'literal';
  readonly text: string;
  readonly range: Range;
}

export interface SymbolPart {
  readonly kind: 'symbol';
  readonly symbol: TextSymbol;
  readonly range: Range;
}

/**
 * A value that is unknown until deployment. Two symbols of one document with the same `key` have the same value: `!Ref Bucket`,
 * `${Bucket}` in a Sub and `{"Ref": "Bucket"}` share `Bucket`, `!GetAtt Bucket.Arn` and `${Bucket.Arn}` share `Bucket.Arn`.
 */
export interface TextSymbol {
  readonly kind: SymbolKind;
  readonly key: string;
  /** For a resource or parameter: its logical id or name; for a pseudo parameter `AWS::Region`. */
  readonly name: string;
  readonly attribute?: string;
  /** For a resource: its CloudFormation type, where the template declares it or it is known without (`semantics.md` 13). */
  readonly resourceType?: string;
  /** What it yields: kind of value, ARN format. Absent where nothing is known. */
  readonly value?: AttributeValue;
  /** The default of a parameter: for hover and completion only, never for a comparison (`semantics.md` 14). */
  readonly defaultValue?: string;
}

export type SymbolKind =
  /** `!Ref` or `${Id}` of a resource. */
  | 'ref'
  /** `!GetAtt` or `${Id.Attribute}` of a resource. */
  | 'attribute'
  | 'parameter'
  /** `AWS::Region` and the like, written in any dialect (`${aws:region}` of Serverless too). */
  | 'pseudo'
  | 'import'
  | 'map'
  /** `${self:…}`, `${opt:…}` and every other variable of Serverless. */
  | 'variable'
  /** The identifier of an `Fn::ForEach`. */
  | 'loop'
  /** A name that nothing declares, or an intrinsic that yields no more than this. */
  | 'unknown';

/** One branch of an `Fn::If`. Two places whose branches contradict each other never meet in one deployment. */
export interface Branch {
  readonly condition: string;
  readonly is: boolean;
}

/** The text where it is all literal, else `undefined`. */
export function literalText(text: Text): string | undefined {
  let result = '';
  for (const part of text.parts) {
    if (part.kind !== 'literal') return undefined;
    result += part.text;
  }
  return result;
}

/** The text in `Fn::Sub` notation, symbols as `${key}`: for messages and for comparison. */
export function renderText(text: Text): string {
  return text.parts.map((part) => (part.kind === 'literal' ? part.text : `\${${part.symbol.key}}`)).join('');
}

/** Whether two places can meet in one deployment. */
export function areCompatible(left: readonly Branch[], right: readonly Branch[]): boolean {
  return !left.some((a) => right.some((b) => a.condition === b.condition && a.is !== b.is));
}

/** Both, each branch once. */
export function joinBranches(left: readonly Branch[], right: readonly Branch[]): readonly Branch[] {
  return [...left, ...right.filter((branch) => !left.some((other) => other.condition === branch.condition && other.is === branch.is))];
}

/** Each branch in words: `Prod`, `not Staging`. */
export function describeBranches(when: readonly Branch[]): readonly string[] {
  return when.map(({ condition, is }) => (is ? condition : `not ${condition}`));
}

const SHOWN = 60;
/** What is shown of the end: the last part of an ARN tells one from another. */
const TAIL = 24;

/** A value as a message shows it: on one line, no more than 60 characters of its start and end. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1 - TAIL)}…${line.slice(-TAIL)}` : line;
}
