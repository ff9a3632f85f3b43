import type { Text } from '../template/text.ts';
import { literalTokens } from './arn.ts';
import { symbolTokens } from './arn-symbol.ts';
import type { Token } from './glob.ts';
import type { KernelCatalog } from './kernel.ts';
import type { AccessRequest } from './request.ts';
import { literalToken } from './request.ts';

/**
 * The tokens of a value with its policy variables replaced by what the request says; `absent` where the request lacks one that has no default,
 * so that the value matches nothing. What the request does not tell stays a symbol.
 */
export function readValue(catalog: KernelCatalog, text: Text, request: AccessRequest, variables: boolean): readonly Token[] | 'absent' {
  const tokens: Token[] = [];
  for (const part of text.parts) {
    if (part.kind === 'symbol') {
      tokens.push(...symbolTokens(catalog, part.symbol));
      continue;
    }
    for (const token of literalTokens(part.text, { variables })) {
      const replaced = token.kind === 'symbol' ? readVariable(token, request) : [token];
      if (replaced === 'absent') return 'absent';
      tokens.push(...replaced);
    }
  }
  return tokens;
}

/** `${aws:username}`, or with a default `${aws:PrincipalTag/team, 'none'}`. */
function readVariable(token: Token & { readonly kind: 'symbol' }, request: AccessRequest): readonly Token[] | 'absent' {
  const [, name = '', fallback] = /^\$([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(token.key) ?? [];
  const value = request.context(name.trim());
  if (value === 'unknown') return [token];
  const [only, ...others] = value === 'absent' ? [] : value;
  // A variable stands for one value; what AWS does with a key of several is not documented.
  if (others.length > 0) return [token];
  if (only !== undefined) return [literalToken(only)];
  return fallback === undefined ? 'absent' : [literalToken(fallback)];
}
