/**
 * The condition operators of IAM. Source: AWS IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context
 * keys", as of 2026-09.
 */

/** What an operator compares; but for `Null` the `type` of the condition keys it is for (`ConditionKey.type` of the catalogue). */
export type OperatorFamily = 'String' | 'ARN' | 'Bool' | 'Null' | 'IPAddress' | 'Numeric' | 'Date' | 'Binary';

export interface ConditionOperator {
  readonly name: string;
  readonly type: OperatorFamily;
  readonly meaning: string;
  /** Met by a request whose value is none of those written, and by one without the key. */
  readonly negated: boolean;
  /** `*` and `?` in its values stand for other text. */
  readonly patterns: boolean;
}

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

export interface WrittenOperator extends ConditionOperator {
  readonly set?: SetOperator;
  readonly ifExists: boolean;
}

/** In the order in which they are offered. */
export const CONDITION_OPERATORS: readonly ConditionOperator[] = [
  operator('StringEquals', 'String', 'Equal, letter case included.'),
  operator('StringLike', 'String', 'Equal, letter case included; * stands for any text and ? for one character.'),
  operator('ArnEquals', 'ARN', 'The ARNs match, each part by itself; * and ? are allowed. The same as ArnLike.'),
  operator('ArnLike', 'ARN', 'The ARNs match, each part by itself; * and ? are allowed. The same as ArnEquals.'),
  operator('Bool', 'Bool', 'Equal to true or false.'),
  operator('StringNotEquals', 'String', 'Not equal, letter case included.'),
  operator('StringNotLike', 'String', 'Does not match; * stands for any text and ? for one character.'),
  operator('StringEqualsIgnoreCase', 'String', 'Equal, whatever the letter case.'),
  operator('StringNotEqualsIgnoreCase', 'String', 'Not equal, whatever the letter case.'),
  operator('ArnNotEquals', 'ARN', 'The ARNs do not match. The same as ArnNotLike.'),
  operator('ArnNotLike', 'ARN', 'The ARNs do not match. The same as ArnNotEquals.'),
  operator('Null', 'Null', 'true: the request does not have the key. false: it has the key, and its value is not empty.'),
  operator('IpAddress', 'IPAddress', 'The address lies in the range, in CIDR notation.'),
  operator('NotIpAddress', 'IPAddress', 'The address lies outside of the range, in CIDR notation.'),
  operator('NumericEquals', 'Numeric', 'The numbers are equal.'),
  operator('NumericNotEquals', 'Numeric', 'The numbers differ.'),
  operator('NumericLessThan', 'Numeric', 'Less than the number.'),
  operator('NumericLessThanEquals', 'Numeric', 'Less than the number, or equal.'),
  operator('NumericGreaterThan', 'Numeric', 'Greater than the number.'),
  operator('NumericGreaterThanEquals', 'Numeric', 'Greater than the number, or equal.'),
  operator('DateEquals', 'Date', 'At this date.'),
  operator('DateNotEquals', 'Date', 'Not at this date.'),
  operator('DateLessThan', 'Date', 'Before the date.'),
  operator('DateLessThanEquals', 'Date', 'At the date or before.'),
  operator('DateGreaterThan', 'Date', 'After the date.'),
  operator('DateGreaterThanEquals', 'Date', 'At the date or after.'),
  operator('BinaryEquals', 'Binary', 'The binary values are equal, byte by byte.'),
];

const byName: ReadonlyMap<string, ConditionOperator> = new Map(CONDITION_OPERATORS.map((one) => [one.name.toLowerCase(), one]));

/** Every operator as it may be written, in lower case. */
const written: ReadonlyMap<string, WrittenOperator> = new Map(
  CONDITION_OPERATORS.flatMap((one) =>
    ([undefined, 'ForAllValues', 'ForAnyValue'] as const).flatMap((set) =>
      [false, true].map((ifExists): [string, WrittenOperator] => {
        const found = { ...one, ifExists, ...(set === undefined ? {} : { set }) };
        return [renderOperator(found).toLowerCase(), found];
      }),
    ),
  ),
);

/** Reads an operator as written in a policy: `ForAnyValue:StringLikeIfExists`. Names compare without regard to letter case. */
export function parseOperator(text: string): WrittenOperator | undefined {
  return written.get(text.toLowerCase());
}

/** What an operator is written with. */
export type OperatorParts = Pick<WrittenOperator, 'name' | 'set' | 'ifExists'>;

/** The inverse of `parseOperator`, in the spelling of the reference. */
export function renderOperator({ name, set, ifExists }: OperatorParts): string {
  return `${set === undefined ? '' : `${set}:`}${name}${ifExists ? 'IfExists' : ''}`;
}

/** Whether values of a key of type `keyType` can be compared with the operator; string operators read ARNs too, `Null` reads all. */
export function fitsKeyType(one: ConditionOperator, keyType: string): boolean {
  return one.type === 'Null' || one.type === keyType || (one.type === 'String' && keyType === 'ARN');
}

/** The operator of another family that asks the same: `StringNotLike` of ARNs is `ArnNotLike`; `undefined` where there is none. */
export function counterpart(one: ConditionOperator, family: OperatorFamily): ConditionOperator | undefined {
  const relation = relationOf(one);
  const name = relation === undefined ? undefined : COUNTERPARTS[family]?.[relation];
  return name === undefined ? undefined : byName.get(name.toLowerCase());
}

type Relation = 'equals' | 'notEquals' | 'like' | 'notLike';

const COUNTERPARTS: Readonly<Partial<Record<OperatorFamily, Readonly<Partial<Record<Relation, string>>>>>> = {
  String: { equals: 'StringEquals', notEquals: 'StringNotEquals', like: 'StringLike', notLike: 'StringNotLike' },
  ARN: { equals: 'ArnEquals', notEquals: 'ArnNotEquals', like: 'ArnLike', notLike: 'ArnNotLike' },
  Bool: { equals: 'Bool', like: 'Bool' },
  IPAddress: { equals: 'IpAddress', notEquals: 'NotIpAddress', like: 'IpAddress', notLike: 'NotIpAddress' },
  Numeric: { equals: 'NumericEquals', notEquals: 'NumericNotEquals', like: 'NumericEquals', notLike: 'NumericNotEquals' },
  Date: { equals: 'DateEquals', notEquals: 'DateNotEquals', like: 'DateEquals', notLike: 'DateNotEquals' },
  Binary: { equals: 'BinaryEquals' },
};

/** `undefined` for what asks for an order: nothing else does. */
function relationOf({ name, type, negated, patterns }: ConditionOperator): Relation | undefined {
  if (/Than/.test(name) || type === 'Null') return undefined;
  if (type === 'String' && patterns) return negated ? 'notLike' : 'like';
  return negated ? 'notEquals' : 'equals';
}

function operator(name: string, type: OperatorFamily, meaning: string): ConditionOperator {
  return { name, type, meaning, negated: name.includes('Not'), patterns: type === 'ARN' || name.endsWith('Like') };
}
