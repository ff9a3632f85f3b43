import type { SymbolToken, Token } from './glob.ts';

/** Equal for patterns of the same tokens. */
export function keyOf(tokens: readonly Token[]): string {
  let key = '';
  for (const token of tokens) key += token.kind === 'symbol' ? `${symbolKey(token)}${token.key}\u0000` : plainKey(token);
  return key;
}

/** The same for patterns that differ in nothing but the names of their symbols. Of an ARN of which no more is known, with what it may be an ARN of. */
export function shapeOf(tokens: readonly Token[]): string {
  let shape = '';
  for (const token of tokens) shape += token.kind === 'symbol' ? symbolKey(token) : plainKey(token);
  const [first, second] = tokens;
  if (tokens.length !== 2 || first?.kind !== 'literal' || first.text !== 'arn:' || second?.kind !== 'symbol') return shape;
  return `${shape}${second.symbol?.value?.resourceTypes.join(' ') ?? ''}`;
}

function plainKey(token: Exclude<Token, SymbolToken>): string {
  if (token.kind === 'literal') return token.text;
  return token.kind === 'placeholder' ? `\u0000p${token.name}${token.spans ? '/' : ''}\u0000` : `\u0000${token.kind}\u0000`;
}

function symbolKey({ spans, wild }: SymbolToken): string {
  return `\u0000s${spans ? '/' : ''}${wild ? '*' : ''}`;
}
