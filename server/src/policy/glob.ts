import type { TextSymbol } from '../template/text.ts';

/** A piece of a pattern. */
export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  /** `*`: any run of characters, also none, across `/` and `:`. */
  | { readonly kind: 'star' }
  /** `?`: one character. */
  | { readonly kind: 'any' }
  | SymbolToken
  | PlaceholderToken;

/** One value that is not known: the same wherever `key` is the same. */
export interface SymbolToken {
  readonly kind: 'symbol';
  readonly key: string;
  /** Whether the value may hold `/` or `:`. */
  readonly spans: boolean;
  /** Whether the value may itself hold `*` or `?`: that of a parameter may, a name that AWS gave may not. */
  readonly wild: boolean;
  /** Absent for a policy variable and for what the kernel makes up. */
  readonly symbol?: TextSymbol;
}

/** Any value of at least one character: `${BucketName}` in an ARN format of the catalogue. */
export interface PlaceholderToken {
  readonly kind: 'placeholder';
  readonly name: string;
  readonly spans: boolean;
  /** Whether AWS leaves it out of some ARNs. */
  readonly mayBeEmpty: boolean;
}

/**
 * Tokens as letters: a UTF-16 code unit, `STAR`, `ANY`, or `ATOM - n` for what stands in `atoms[n]`. A placeholder is two letters, `one`
 * and `more`. Of neighbouring wildcards `?` stands before `*`, and `*` only once.
 */
export interface Glob {
  readonly letters: readonly number[];
  readonly atoms: readonly Atom[];
}

export interface Atom {
  readonly kind: 'symbol' | 'one' | 'more';
  readonly key: string;
  readonly spans: boolean;
  readonly wild: boolean;
  readonly mayBeEmpty: boolean;
}

export const STAR = -1;
export const ANY = -2;
export const ATOM = -3;

export function compileGlob(tokens: readonly Token[]): Glob {
  const letters: number[] = [];
  const atoms: Atom[] = [];
  const addAtom = (atom: Atom) => {
    letters.push(ATOM - atoms.length);
    atoms.push(atom);
  };
  for (const token of tokens) {
    if (token.kind === 'literal') for (let i = 0; i < token.text.length; i++) letters.push(token.text.charCodeAt(i));
    else if (token.kind === 'symbol') addAtom({ kind: 'symbol', key: token.key, spans: token.spans, wild: token.wild, mayBeEmpty: true });
    else if (token.kind === 'placeholder') {
      const atom = { key: token.name, spans: token.spans, wild: false, mayBeEmpty: token.mayBeEmpty };
      addAtom({ kind: 'one', ...atom });
      addAtom({ kind: 'more', ...atom });
    } else if (letters.at(-1) !== STAR) letters.push(token.kind === 'star' ? STAR : ANY);
    else if (token.kind === 'any') letters.splice(-1, 0, ANY);
  }
  return { letters, atoms };
}

/**
 * Whether a wildcard pattern of `*` and `?` matches the whole text; letter case counts. At most (length of one) x (length of the other)
 * steps.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Which of two letters may be stepped over: bits of the answer. */
export const BOTH = 1;
export const LEFT = 2;
export const RIGHT = 4;

/** Steps allowed at a pair of letters; one of them is `undefined` at the end of its side. */
export type Step = (left: number | undefined, right: number | undefined) => number;

/** The pair is not worth asking about: patterns this long are no ARNs. Comparisons answer `unknown` beyond. */
export const MAX_CELLS = 4_000_000;

/** Whether both letter sequences can be stepped through to their ends. Bounded by the product of their lengths. */
export function canStepThrough(left: readonly number[], right: readonly number[], step: Step): boolean {
  let row = new Uint8Array(right.length + 1);
  row[0] = 1;
  for (let i = 0; i <= left.length; i++) {
    const next = new Uint8Array(right.length + 1);
    let alive = false;
    for (let j = 0; j <= right.length; j++) {
      if (row[j] === 0 || (i === left.length && j === right.length)) continue;
      const allowed = step(left[i], right[j]);
      if ((allowed & RIGHT) !== 0) row[j + 1] = 1;
      if ((allowed & LEFT) !== 0) next[j] = 1;
      if ((allowed & BOTH) !== 0) next[j + 1] = 1;
      alive ||= (allowed & (LEFT | BOTH)) !== 0;
    }
    if (i === left.length) return row[right.length] === 1;
    if (!alive) return false;
    row = next;
  }
  return false;
}
