import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../server/src/policy/answer.ts';
import { and, not, or } from '../../server/src/policy/answer.ts';
import { arnFromString, arnFromTokens, coversArn, matchesArn, overlapsArn } from '../../server/src/policy/arn.ts';
import type { SymbolToken, Token } from '../../server/src/policy/glob.ts';
import { coversGlob, overlapsGlob } from '../../server/src/policy/glob-compare.ts';
import type { ArnPattern } from '../../server/src/policy/kernel.ts';

const answers: readonly Answer[] = ['yes', 'no', 'unknown'];

test('the three values: not is an involution, and is the mirror of or', () => {
  for (const a of answers) {
    expect(not(not(a))).toBe(a);
    for (const b of answers) {
      expect(and(a, b)).toBe(and(b, a));
      expect(not(and(a, b))).toBe(or(not(a), not(b)));
      expect(and(a, or(a, b))).toBe(a);
    }
  }
});

/** Values are of letters that literals have too, so that they can be mistaken for them. */
const SYMBOLS: readonly SymbolToken[] = [
  { kind: 'symbol', key: 'Narrow', spans: false, wild: false },
  { kind: 'symbol', key: 'Wide', spans: true, wild: false },
  { kind: 'symbol', key: 'Wild', spans: true, wild: true },
];

const literal = fc
  .string({ unit: fc.constantFrom('a', 'b', ':', '/'), minLength: 1, maxLength: 3 })
  .map((text): Token => ({ kind: 'literal', text }));
const wildcard = fc.constantFrom<Token>({ kind: 'star' }, { kind: 'any' });
const plain = fc.array(fc.oneof(literal, wildcard), { maxLength: 5 }).map(arnFromTokens);
const symbolic = fc.array(fc.oneof(literal, wildcard, fc.constantFrom<Token>(...SYMBOLS)), { maxLength: 5 }).map(arnFromTokens);
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', 'c'), maxLength: 6 });
const narrowText = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 3 });

/** Every text of up to four letters, long enough to tell short patterns apart. */
const SAMPLES: readonly string[] = samples(4);

function samples(length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = samples(length - 1);
  return [...new Set([...shorter, ...shorter.flatMap((start) => ['a', 'b', ':', '/', 'c'].map((letter) => start + letter))])];
}

/** The pattern with values for its symbols; only the third may hold wildcards. */
function fill(pattern: ArnPattern, narrow: string, wide: string, wild: ArnPattern): ArnPattern {
  return arnFromTokens(
    pattern.tokens.flatMap((token): readonly Token[] => {
      if (token.kind !== 'symbol') return [token];
      return token.key === 'Wild' ? wild.tokens : [{ kind: 'literal', text: token.key === 'Narrow' ? narrow : wide }];
    }),
  );
}

function toExpression(pattern: ArnPattern): RegExp {
  const pieces = pattern.tokens.map((token) => (token.kind === 'literal' ? token.text : token.kind === 'star' ? '.*' : '.'));
  return new RegExp(`^${pieces.join('')}$`);
}

const options = { numRuns: 1500, seed: 11 };

describe('patterns without symbols', () => {
  test('matches what a regular expression matches', () => {
    fc.assert(
      fc.property(plain, text, (pattern, value) => {
        expect(matchesArn(pattern, value)).toBe(toExpression(pattern).test(value) ? 'yes' : 'no');
      }),
      options,
    );
  });

  test('covers: yes and no are true of every text', () => {
    fc.assert(
      fc.property(plain, plain, (left, right) => {
        const answer = coversArn(left, right);
        const outside = SAMPLES.filter((value) => toExpression(right).test(value) && !toExpression(left).test(value));
        if (answer === 'yes') expect(outside).toEqual([]);
        if (outside.length > 0) expect(answer).toBe('no');
        if (!left.tokens.some(({ kind }) => kind === 'any')) expect(answer).not.toBe('unknown');
      }),
      { numRuns: 600, seed: 11 },
    );
  });

  test('overlaps: never unknown, and true of every text', () => {
    fc.assert(
      fc.property(plain, plain, (left, right) => {
        const answer = overlapsArn(left, right);
        expect(answer).not.toBe('unknown');
        if (SAMPLES.some((value) => toExpression(left).test(value) && toExpression(right).test(value))) expect(answer).toBe('yes');
        expect(overlapsArn(right, left)).toBe(answer);
        if (coversArn(left, right) === 'yes') expect(answer).toBe('yes');
      }),
      { numRuns: 600, seed: 11 },
    );
  });
});

describe('patterns with symbols', () => {
  test('yes and no hold whatever the values are', () => {
    fc.assert(
      fc.property(symbolic, symbolic, narrowText, text, plain, (left, right, narrow, wide, wild) => {
        const [a, b] = [fill(left, narrow, wide, wild), fill(right, narrow, wide, wild)];
        expect([coversArn(a, b), 'unknown']).toContain(orUnknown(coversArn(left, right), coversArn(a, b)));
        expect([overlapsArn(a, b), 'unknown']).toContain(overlapsArn(left, right));
      }),
      { ...options, numRuns: 4000 },
    );
  });

  test('covers is reflexive and transitive, overlaps symmetric', () => {
    fc.assert(
      fc.property(symbolic, symbolic, symbolic, (a, b, c) => {
        expect(coversArn(a, arnFromTokens(a.tokens))).toBe('yes');
        if (coversArn(a, b) === 'yes' && coversArn(b, c) === 'yes') expect(coversArn(a, c)).toBe('yes');
        expect(overlapsArn(a, b)).toBe(overlapsArn(b, a));
        if (coversArn(a, b) === 'yes') expect(overlapsArn(a, b)).toBe('yes');
      }),
      { ...options, numRuns: 4000 },
    );
  });

  /** Where the filled patterns themselves are not decided, any answer will do. */
  function orUnknown(answer: Answer, filled: Answer): Answer {
    return filled === 'unknown' ? 'unknown' : answer;
  }
});

describe('ARN formats', () => {
  const PLACEHOLDERS: readonly Token[] = [
    { kind: 'placeholder', name: 'Narrow', spans: false, mayBeEmpty: false },
    { kind: 'placeholder', name: 'Wide', spans: true, mayBeEmpty: false },
  ];
  const format = fc.array(fc.oneof(literal, fc.constantFrom<Token>(...PLACEHOLDERS)), { maxLength: 4 }).map(arnFromTokens);

  function formatExpression(pattern: ArnPattern): RegExp {
    const pieces = pattern.tokens.map((token) =>
      token.kind === 'literal' ? token.text : token.kind === 'placeholder' && token.spans ? '.+' : '[^:/]+',
    );
    return new RegExp(`^${pieces.join('')}$`);
  }

  test('overlaps a pattern exactly if a value of the format is matched', () => {
    fc.assert(
      fc.property(format, plain, text, (left, right, value) => {
        const answer = overlapsArn(left, right);
        expect(answer).not.toBe('unknown');
        if (formatExpression(left).test(value) && toExpression(right).test(value)) expect(answer).toBe('yes');
        const short = left.tokens.length + right.tokens.length <= 4;
        if (short && answer === 'yes')
          expect(SAMPLES.some((one) => formatExpression(left).test(one) && toExpression(right).test(one)) || isLong(left, right)).toBe(
            true,
          );
      }),
      options,
    );
  });

  test('with symbols in the pattern, yes and no hold whatever the values are', () => {
    fc.assert(
      fc.property(
        format,
        symbolic,
        narrowText.filter((value) => value !== ''),
        text.filter((value) => value !== ''),
        plain,
        (left, right, narrow, wide, wild) => {
          fc.pre(wild.tokens.length > 0);
          expect([overlapsArn(left, fill(right, narrow, wide, wild)), 'unknown']).toContain(overlapsArn(left, right));
        },
      ),
      { ...options, numRuns: 3000 },
    );
  });

  /** Longer than the samples: nothing is said. */
  function isLong(...patterns: readonly ArnPattern[]): boolean {
    return patterns.some(({ glob }) => glob().letters.length > 4);
  }
});

test('nothing is too long: cost grows with the product of the lengths and no further', () => {
  const long = arnFromString('a*?'.repeat(3000));
  expect(coversArn(long, arnFromString('*a?'.repeat(3000)))).toBe('unknown');
});

test('part by part gives what the whole gives, or says more', () => {
  const part = fc.array(fc.constantFrom<Token>({ kind: 'literal', text: 'a' }, { kind: 'literal', text: 'b' }, ...SYMBOLS.slice(0, 1)), {
    maxLength: 2,
  });
  const resource = fc.array(fc.oneof(literal, wildcard, fc.constantFrom<Token>(...SYMBOLS)), { maxLength: 4 });
  const colon: Token = { kind: 'literal', text: ':' };
  const arn = fc
    .tuple(part, part, part, part, resource)
    .map((parts) => arnFromTokens([{ kind: 'literal', text: 'arn' }, ...parts.flatMap((tokens) => [colon, ...tokens])]));
  fc.assert(
    fc.property(arn, arn, (left, right) => {
      expect(left.segments()).toHaveLength(6);
      const covers = coversGlob(left.glob(), right.glob());
      const overlaps = overlapsGlob(left.glob(), right.glob());
      if (covers !== 'unknown') expect(coversArn(left, right)).toBe(covers);
      if (overlaps !== 'unknown') expect(overlapsArn(left, right)).toBe(overlaps);
    }),
    options,
  );
});

test('what a pattern of one shape has in common with an ARN format does not depend on the names of its symbols', () => {
  const placeholders: readonly Token[] = [
    { kind: 'placeholder', name: 'Narrow', spans: false, mayBeEmpty: true },
    { kind: 'placeholder', name: 'Wide', spans: true, mayBeEmpty: false },
  ];
  const format = fc.array(fc.oneof(literal, wildcard, fc.constantFrom(...placeholders)), { maxLength: 5 }).map(arnFromTokens);
  const rename = (pattern: ArnPattern, as: (key: string, place: number) => string): ArnPattern =>
    arnFromTokens(pattern.tokens.map((token, i) => (token.kind === 'symbol' ? { ...token, key: as(token.key, i) } : token)));
  fc.assert(
    fc.property(format, symbolic, (left, right) => {
      for (const other of [rename(right, () => 'Same'), rename(right, (key, i) => `${key}${i}`)]) {
        expect(other.shape).toBe(right.shape);
        expect(overlapsArn(left, other)).toBe(overlapsArn(left, right));
      }
    }),
    options,
  );
});
