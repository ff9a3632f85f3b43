import type { Text } from '../template/text.ts';

/** Equal for texts that are written of the same parts: each with its length, for a part may hold any character. */
export function textKey({ parts }: Text): string {
  let key = '';
  for (const part of parts) {
    const isLiteral = part.kind === 'literal';
    const text = isLiteral ? part.text : part.symbol.key;
    key += `${isLiteral ? '' : '$'}${text.length}:${text}`;
  }
  return `${key};`;
}
