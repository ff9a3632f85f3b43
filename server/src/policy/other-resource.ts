import type { ArnPattern } from './arn.ts';
import { arnFromTokens, overlapsArn } from './arn.ts';
import type { SymbolToken, Token } from './glob.ts';

/** A resource of the template by its logical id. */
export interface NamedResource {
  readonly logicalId: string;
  readonly type: string;
}

/**
 * Whether a value of `Resource` certainly names another resource than one of the template that is asked about: two resources of one type have names of their
 * own, and a name that CloudFormation makes is none that anybody writes out. Of a value with a wildcard within the name nothing is said. `own`: which
 * one it is, where its name is written out.
 */
export function namesAnother(value: ArnPattern, asked: ArnPattern, own?: NamedResource): boolean {
  const mine = madeNames(asked);
  if (hasInnerWildcard(value)) return false;
  const others = madeNames(value);
  const [first] = mine;
  if (first === undefined) return own !== undefined && others.length === 1 && others.every((other) => isOther(other, own));
  if (mine.length > 1 || others.some((other) => other.key === first.key || !areAlike(other, first))) return false;
  return overlapsArn(written(value), written(asked)) === 'no';
}

function isOther({ symbol }: SymbolToken, { logicalId, type }: NamedResource): boolean {
  return symbol?.name !== logicalId && symbol?.resourceType === type;
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
function areAlike(left: SymbolToken, right: SymbolToken): boolean {
  const partOf = ({ key }: SymbolToken): string | undefined => /#.*$/.exec(key)?.[0];
  return (
    left.symbol?.resourceType === right.symbol?.resourceType && left.symbol?.name !== right.symbol?.name && partOf(left) === partOf(right)
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
