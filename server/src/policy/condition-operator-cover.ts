import { literalTokens } from './arn.ts';
import { readDate, readNumber } from './compare-values.ts';
import type { ConditionOperator } from './condition-operator.ts';
import type { Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob } from './glob-compare.ts';
import { containsRange, parseRange } from './ip-range.ts';

/** A value of a condition under its operator; `text` is in `Fn::Sub` notation, its symbols as `${key}`. */
export interface Wanted {
  readonly operator: ConditionOperator;
  readonly text: string;
}

/**
 * Whether every value of a request that `right` is about is one that `left` is about; negation is left out, so that `StringNotLike` counts as
 * `StringLike`. False where it is not known.
 */
export function coversWanted(left: Wanted, right: Wanted): boolean {
  const [a, b] = [left.operator, right.operator];
  if (a.type === 'Null' || b.type === 'Null') return a.type === b.type && sameWord(left.text, right.text);
  if (left.text === right.text && comparisonOf(a) === comparisonOf(b)) return true;
  if (isText(a) && isText(b)) return coversText(left, right);
  if (a.type === 'Bool') return (b.type === 'Bool' || b.name.endsWith('Equals')) && sameWord(left.text, right.text);
  if (a.type !== b.type) return false;
  if (a.type === 'IPAddress') return coversAddresses(left.text, right.text);
  return (a.type === 'Numeric' || a.type === 'Date') && coversInterval(left, right);
}

/** The operator without its negation; `ArnEquals` is `ArnLike`. */
function comparisonOf({ name, type }: ConditionOperator): string {
  return type === 'ARN' ? 'ArnLike' : name.replace('Not', '');
}

function isText({ type }: ConditionOperator): boolean {
  return type === 'String' || type === 'ARN';
}

function sameWord(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function coversText(left: Wanted, right: Wanted): boolean {
  const [wide, narrow] = [tokensOf(left), tokensOf(right)];
  if (wide.length === 1 && wide[0]?.kind === 'star') return true;
  const ignores = (wanted: Wanted): boolean => wanted.operator.name.endsWith('IgnoreCase');
  if (ignores(left)) return !narrow.some(({ kind }) => kind !== 'literal') && !right.operator.patterns && sameWord(left.text, right.text);
  if (ignores(right)) return false;
  if (left.operator.type === 'String') return coversTokens(wide, narrow);
  // An ARN is compared part by part, so that text must be one to be covered.
  const [mine, theirs] = [partsOf(left.text), partsOf(right.text)];
  if (mine === undefined || theirs === undefined || (right.operator.type === 'String' && right.operator.patterns)) return false;
  return mine.every((part, i) =>
    coversTokens(literalTokens(part, { variables: true }), literalTokens(theirs[i] ?? '', { variables: true })),
  );
}

function coversTokens(left: readonly Token[], right: readonly Token[]): boolean {
  return coversGlob(compileGlob(left), compileGlob(right)) === 'yes';
}

/** Without patterns a `*` stands for itself. */
function tokensOf({ operator, text }: Wanted): readonly Token[] {
  const tokens = literalTokens(text, { variables: true });
  if (operator.patterns) return tokens;
  return tokens.map(
    (token): Token =>
      token.kind === 'star' ? { kind: 'literal', text: '*' } : token.kind === 'any' ? { kind: 'literal', text: '?' } : token,
  );
}

/** Symbols that hold no colon. */
const NARROW_SYMBOL = /\$\{AWS::(?:AccountId|Region|Partition)\}/g;

/** The six parts of an ARN, the last with all its colons; `undefined` where a symbol may hold some of them. */
function partsOf(text: string): readonly string[] | undefined {
  const pieces = text.split(/:(?![^{]*\})/);
  const head = pieces.slice(0, 5);
  if (pieces.length < 6 || head.some((piece) => piece.replace(NARROW_SYMBOL, '').includes('${'))) return undefined;
  return [...head, pieces.slice(5).join(':')];
}

function coversAddresses(left: string, right: string): boolean {
  const [wide, narrow] = [parseRange(left), parseRange(right)];
  return wide !== undefined && narrow !== undefined && containsRange(wide, narrow);
}

interface Interval {
  readonly from: number;
  readonly to: number;
  /** Whether the ends belong to it. */
  readonly closed: boolean;
}

function coversInterval(left: Wanted, right: Wanted): boolean {
  const [wide, narrow] = [intervalOf(left), intervalOf(right)];
  if (wide === undefined || narrow === undefined) return false;
  const holdsEnd = wide.closed || !narrow.closed;
  const from = wide.from < narrow.from || (wide.from === narrow.from && (holdsEnd || wide.from === Number.NEGATIVE_INFINITY));
  const to = wide.to > narrow.to || (wide.to === narrow.to && (holdsEnd || wide.to === Number.POSITIVE_INFINITY));
  return from && to;
}

/** The numbers, or the milliseconds since 1970, that an order asks for; `undefined` for what is none. */
export function intervalOf({ operator, text }: Wanted): Interval | undefined {
  const value = operator.type === 'Date' ? readDate(text) : operator.type === 'Numeric' ? readNumber(text) : undefined;
  if (value === undefined) return undefined;
  const closed = operator.name.endsWith('Equals');
  if (operator.name.includes('LessThan')) return { from: Number.NEGATIVE_INFINITY, to: value, closed };
  if (operator.name.includes('GreaterThan')) return { from: value, to: Number.POSITIVE_INFINITY, closed };
  return { from: value, to: value, closed: true };
}
