import { ownKey } from '../catalog/shelf.ts';
import type { Text, TextPart } from '../template/text.ts';

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

/** The same text of strings that keep no document alive; what is read of it may outlive the document. */
export function ownText(text: Text): Text {
  const parts = text.parts.map((part): TextPart => {
    if (part.kind === 'literal') return { ...part, text: ownKey(part.text) };
    const { symbol } = part;
    return { ...part, symbol: { ...symbol, key: ownKey(symbol.key), name: ownKey(symbol.name) } };
  });
  return { ...text, parts };
}
