import type { Answer } from './answer.ts';
import { everyAnswer } from './answer.ts';
import { arnFromTokens } from './arn.ts';
import type { Token } from './glob.ts';
import { compileGlob } from './glob.ts';
import { coversGlob } from './glob-compare.ts';
import { containsAddress } from './ip-range.ts';

/** Compares what a condition wants with one value of the request. */
export type Comparator = (wanted: readonly Token[], actual: string) => Answer;

/** The comparison that an operator makes, its negation left out: that of `StringNotLike` is that of `StringLike`. */
export function comparatorOf(operator: string): Comparator {
  const name = operator.replace('Not', '').toLowerCase();
  if (name === 'stringequals' || name === 'binaryequals') return exact((wanted, actual) => wanted === actual);
  if (name === 'stringequalsignorecase') return exact((wanted, actual) => wanted.toLowerCase() === actual.toLowerCase());
  if (name === 'bool') return exact((wanted, actual) => wanted.toLowerCase() === actual.toLowerCase());
  if (name === 'stringlike') return like;
  if (name === 'arnlike' || name === 'arnequals') return arnLike;
  if (name === 'ipaddress') return exact(containsAddress);
  if (name.startsWith('numeric')) return exact(ordered(name.slice('numeric'.length), readNumber));
  if (name.startsWith('date')) return exact(ordered(name.slice('date'.length), readDate));
  return () => 'unknown';
}

/** Every character of the wanted text stands for itself, `*` too. */
function exact(compare: (wanted: string, actual: string) => boolean): Comparator {
  return (tokens, actual) => {
    const wanted = writtenText(tokens);
    return wanted === undefined ? 'unknown' : compare(wanted, actual) ? 'yes' : 'no';
  };
}

/** The text as it was written; `undefined` where a symbol is in it. */
function writtenText(tokens: readonly Token[]): string | undefined {
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'literal') text += token.text;
    else if (token.kind === 'star') text += '*';
    else if (token.kind === 'any') text += '?';
    else return undefined;
  }
  return text;
}

function like(tokens: readonly Token[], actual: string): Answer {
  return coversGlob(compileGlob(tokens), compileGlob([{ kind: 'literal', text: actual }]));
}

/** Each of the six parts by itself: a wildcard does not reach beyond a colon before the last part. */
function arnLike(tokens: readonly Token[], actual: string): Answer {
  const wanted = arnFromTokens(tokens);
  const { parts } = wanted;
  if (wanted.form === 'star') return 'yes';
  const pieces = splitArn(actual);
  if (parts === undefined) return tokens.some((token) => token.kind === 'symbol') ? 'unknown' : 'no';
  if (pieces === undefined) return 'no';
  const sides = [parts.partition, parts.service, parts.region, parts.account, parts.resource];
  return everyAnswer(sides.entries(), ([i, side]) => like(side, pieces[i + 1] ?? ''));
}

/** The six parts of an ARN, the last with all its colons. */
function splitArn(text: string): readonly string[] | undefined {
  const pieces = text.split(':');
  return pieces.length < 6 ? undefined : [...pieces.slice(0, 5), pieces.slice(5).join(':')];
}

function ordered(relation: string, read: (text: string) => number | undefined): (wanted: string, actual: string) => boolean {
  return (wanted, actual) => {
    const [limit, value] = [read(wanted), read(actual)];
    if (limit === undefined || value === undefined) return false;
    switch (relation) {
      case 'lessthan':
        return value < limit;
      case 'lessthanequals':
        return value <= limit;
      case 'greaterthan':
        return value > limit;
      case 'greaterthanequals':
        return value >= limit;
      default:
        return value === limit;
    }
  };
}

export function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

/** ISO 8601, or seconds since 1970. */
export function readDate(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const time = /^\d{4}-\d{2}(?:-\d{2})?(?:T.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
