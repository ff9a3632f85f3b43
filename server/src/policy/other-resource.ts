import type { ArnPattern } from './arn.ts';
import { arnFromTokens, coversArn, overlapsArn } from './arn.ts';
import type { SymbolToken, Token } from './glob.ts';

/**
 * Whether a value of `Resource` certainly names another resource than one of the template that is asked about: two resources of one type have names of their
 * own, and a name that CloudFormation makes is none that anybody writes out. Of a value with a wildcard within the name nothing is said.
 */
export function namesAnother(value: ArnPattern, asked: ArnPattern): boolean {
  const own = madeNames(asked);
  if (own.length !== 1 || hasInnerWildcard(value)) return false;
  const others = madeNames(value);
  const [mine] = own;
  if (others.some((other) => other.key === mine?.key || !areAlike(other, mine))) return false;
  return overlapsArn(written(value), written(asked)) === 'no' && coversArn(written(value), written(asked)) === 'no';
}

/** Names that CloudFormation makes. */
function madeNames({ tokens }: ArnPattern): readonly SymbolToken[] {
  const made = tokens.filter(isMade);
  return [...new Map(made.map((token) => [token.key, token])).values()];
}

function isMade(token: Token): token is SymbolToken {
  return token.kind === 'symbol' && !token.wild && (token.symbol?.kind === 'ref' || token.symbol?.kind === 'attribute');
}

/** The same part of two resources of one type. */
function areAlike(left: SymbolToken, right: SymbolToken | undefined): boolean {
  const partOf = (token: SymbolToken | undefined): string | undefined => /#.*$/.exec(token?.key ?? '')?.[0];
  return (
    left.symbol?.resourceType === right?.symbol?.resourceType && left.symbol?.name !== right?.symbol?.name && partOf(left) === partOf(right)
  );
}

/** With a name for each that nothing else has. */
function written({ tokens }: ArnPattern): ArnPattern {
  return arnFromTokens(tokens.map((token): Token => (isMade(token) ? { kind: 'literal', text: `<${token.key}>` } : token)));
}

/** A wildcard that is not all that follows the name. */
function hasInnerWildcard({ tokens }: ArnPattern): boolean {
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  const isRest = last?.kind === 'star' && (before?.kind === 'symbol' || (before?.kind === 'literal' && /[/:]$/.test(before.text)));
  const inner = isRest ? tokens.slice(0, -1) : tokens;
  return inner.some(({ kind }) => kind === 'star' || kind === 'any');
}
