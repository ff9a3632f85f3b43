import { literalTokens } from './arn.ts';
import { comparatorOf } from './compare-values.ts';
import { intervalOf } from './condition-operator-cover.ts';
import type { KeyTest } from './condition-operator-implies.ts';
import { containsRange, parseRange } from './ip-range.ts';

/**
 * Whether no request meets both of two tests of one key that has a single value, all of whose wanted values are known; false where it is not
 * known. Tests with a set operator exclude nothing.
 */
export function excludesTest(left: KeyTest, right: KeyTest): boolean {
  if (left.operator.set !== undefined || right.operator.set !== undefined) return false;
  if (left.operator.type === 'Null' || right.operator.type === 'Null') return excludesNull(left, right) || excludesNull(right, left);
  // Without the key both are met.
  if (meetsAbsent(left) && meetsAbsent(right)) return false;
  return excludesValues(left, right) || excludesValues(right, left) || excludesOrders(left, right) || excludesRanges(left, right);
}

function meetsAbsent({ operator }: KeyTest): boolean {
  return operator.ifExists || operator.negated;
}

function excludesNull(left: KeyTest, right: KeyTest): boolean {
  const isAsking = (value: string): boolean =>
    left.operator.type === 'Null' && left.values.length === 1 && left.values[0]?.toLowerCase() === value;
  if (right.operator.type === 'Null') return isAsking('true') && right.values.length === 1 && right.values[0]?.toLowerCase() === 'false';
  return isAsking('true') && !meetsAbsent(right);
}

/** The left one is met by a few values, and the right one by none of them. */
function excludesValues(left: KeyTest, right: KeyTest): boolean {
  if (left.operator.negated || !isExact(left)) return false;
  if (left.operator.type !== right.operator.type && !(isText(left) && isText(right))) return false;
  const compare = comparatorOf(right.operator.name);
  return left.values.every((actual) => {
    const matches = right.values.map((wanted) => compare(literalTokens(wanted, { variables: true }), actual));
    return right.operator.negated ? matches.includes('yes') : matches.every((answer) => answer === 'no');
  });
}

function isText({ operator }: KeyTest): boolean {
  return operator.type === 'String' || operator.type === 'ARN';
}

/** Met by the values written, and by no other. */
function isExact({ operator, values }: KeyTest): boolean {
  if (operator.name === 'NumericEquals' || operator.name === 'DateEquals' || operator.name === 'StringEquals') return true;
  return (operator.patterns && !values.some((value) => /[*?]/.test(value))) || operator.name === 'Bool';
}

function excludesOrders(left: KeyTest, right: KeyTest): boolean {
  if (left.operator.negated || right.operator.negated) return false;
  return left.values.every((a) =>
    right.values.every((b) => {
      const [one, two] = [intervalOf({ operator: left.operator, text: a }), intervalOf({ operator: right.operator, text: b })];
      if (one === undefined || two === undefined || left.operator.type !== right.operator.type) return false;
      const [from, to] = [Math.max(one.from, two.from), Math.min(one.to, two.to)];
      const isOpen = [one, two].some((interval) => !interval.closed && (interval.from === from || interval.to === to));
      return from > to || (from === to && isOpen);
    }),
  );
}

function excludesRanges(left: KeyTest, right: KeyTest): boolean {
  if (left.operator.type !== 'IPAddress' || right.operator.type !== 'IPAddress' || left.operator.negated) return false;
  const ranges = (values: readonly string[]) => values.flatMap((value) => parseRange(value) ?? []);
  const [mine, theirs] = [ranges(left.values), ranges(right.values)];
  if (mine.length < left.values.length || theirs.length < right.values.length) return false;
  if (right.operator.negated) return mine.every((range) => theirs.some((other) => containsRange(other, range)));
  return mine.every((range) => !theirs.some((other) => containsRange(other, range) || containsRange(range, other)));
}
