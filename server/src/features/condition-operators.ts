/**
 * The condition operators of IAM. Source: AWS IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context
 * keys", as of 2026-09.
 */

export interface ConditionOperator {
  readonly name: string;
  /** Type of condition key it is for, as `ConditionKey.type` of the catalogue. */
  readonly type: string;
  readonly meaning: string;
}

export interface WrittenOperator extends ConditionOperator {
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
}

/** In the order in which they are offered. */
export const CONDITION_OPERATORS: readonly ConditionOperator[] = [
  { name: 'StringEquals', type: 'String', meaning: 'Equal, letter case included.' },
  { name: 'StringLike', type: 'String', meaning: 'Equal, letter case included; * stands for any text and ? for one character.' },
  { name: 'ArnEquals', type: 'ARN', meaning: 'The ARNs match, each part by itself; * and ? are allowed. The same as ArnLike.' },
  { name: 'ArnLike', type: 'ARN', meaning: 'The ARNs match, each part by itself; * and ? are allowed. The same as ArnEquals.' },
  { name: 'Bool', type: 'Bool', meaning: 'Equal to true or false.' },
  { name: 'StringNotEquals', type: 'String', meaning: 'Not equal, letter case included.' },
  { name: 'StringNotLike', type: 'String', meaning: 'Does not match; * stands for any text and ? for one character.' },
  { name: 'StringEqualsIgnoreCase', type: 'String', meaning: 'Equal, whatever the letter case.' },
  { name: 'StringNotEqualsIgnoreCase', type: 'String', meaning: 'Not equal, whatever the letter case.' },
  { name: 'ArnNotEquals', type: 'ARN', meaning: 'The ARNs do not match. The same as ArnNotLike.' },
  { name: 'ArnNotLike', type: 'ARN', meaning: 'The ARNs do not match. The same as ArnNotEquals.' },
  { name: 'Null', type: 'Null', meaning: 'true: the request does not have the key. false: it has the key, and its value is not empty.' },
  { name: 'IpAddress', type: 'IPAddress', meaning: 'The address lies in the range, in CIDR notation.' },
  { name: 'NotIpAddress', type: 'IPAddress', meaning: 'The address lies outside of the range, in CIDR notation.' },
  { name: 'NumericEquals', type: 'Numeric', meaning: 'The numbers are equal.' },
  { name: 'NumericNotEquals', type: 'Numeric', meaning: 'The numbers differ.' },
  { name: 'NumericLessThan', type: 'Numeric', meaning: 'Less than the number.' },
  { name: 'NumericLessThanEquals', type: 'Numeric', meaning: 'Less than the number, or equal.' },
  { name: 'NumericGreaterThan', type: 'Numeric', meaning: 'Greater than the number.' },
  { name: 'NumericGreaterThanEquals', type: 'Numeric', meaning: 'Greater than the number, or equal.' },
  { name: 'DateEquals', type: 'Date', meaning: 'At this date.' },
  { name: 'DateNotEquals', type: 'Date', meaning: 'Not at this date.' },
  { name: 'DateLessThan', type: 'Date', meaning: 'Before the date.' },
  { name: 'DateLessThanEquals', type: 'Date', meaning: 'At the date or before.' },
  { name: 'DateGreaterThan', type: 'Date', meaning: 'After the date.' },
  { name: 'DateGreaterThanEquals', type: 'Date', meaning: 'At the date or after.' },
  { name: 'BinaryEquals', type: 'Binary', meaning: 'The binary values are equal, byte by byte.' },
];

/** Reads an operator as written in a policy: `ForAnyValue:StringLikeIfExists`. Names compare without regard to letter case. */
export function parseOperator(written: string): WrittenOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(written);
  const name = match?.[2]?.toLowerCase();
  const operator = CONDITION_OPERATORS.find((one) => one.name.toLowerCase() === name);
  if (operator === undefined) return undefined;
  const prefix = match?.[1]?.toLowerCase();
  const set = prefix === 'forallvalues' ? 'ForAllValues' : prefix === 'foranyvalue' ? 'ForAnyValue' : undefined;
  const ifExists = match?.[3] !== undefined;
  return set === undefined ? { ...operator, ifExists } : { ...operator, set, ifExists };
}

/** Whether values of a key of type `keyType` can be compared with the operator; string operators read ARNs too, `Null` reads all. */
export function fitsKeyType(operator: ConditionOperator, keyType: string): boolean {
  return operator.type === 'Null' || operator.type === keyType || (operator.type === 'String' && keyType === 'ARN');
}
