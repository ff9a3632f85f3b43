import type { Text } from '../template/text.ts';

/**
 * What `child` has beyond `parent`, as a suffix with `*` for its placeholders: `/*` between the formats of bucket and object. `undefined` where
 * the one does not continue the other.
 */
export function appendedSuffix(parent: string, child: string): string | undefined {
  const rest = child.startsWith(parent) ? child.slice(parent.length) : '';
  return /^[/:]/.test(rest) ? rest.replace(/\$\{[^}]+\}/g, '*') : undefined;
}

/**
 * How many UTF-16 code units to drop from the end of an ARN of format `child` to leave one of format `parent`: two for the `/*` of
 * `arn:aws:s3:::reports/*`. `undefined` where the formats are no parent and child, or the end is not literal.
 */
export function findDropLength(text: Text, parent: string, child: string): number | undefined {
  const suffix = appendedSuffix(parent, child);
  const separator = suffix?.[0];
  if (separator === undefined) return undefined;
  const kept = countIn(resourcePart(parent), separator);
  let colons = 0;
  let separators = 0;
  for (const [i, part] of text.parts.entries()) {
    if (part.kind === 'symbol') {
      const { value, kind } = part.symbol;
      if (kind === 'pseudo' || value?.kind === 'name' || value?.kind === 'id') continue;
      // A name that is not known here: what stands before the last literal is kept as it is.
      if (colons === 5 && value === undefined) continue;
      if (i > 0 || value?.kind !== 'arn' || value.arn === undefined) return undefined;
      colons = 5;
      separators = countIn(resourcePart(value.arn), separator);
      continue;
    }
    for (let offset = 0; offset < part.text.length; offset++) {
      const character = part.text[offset];
      if (colons < 5) colons += character === ':' ? 1 : 0;
      else if (character === separator) separators++;
      if (colons === 5 && separators > kept) return i === text.parts.length - 1 ? part.text.length - offset : undefined;
    }
  }
  return undefined;
}

/** What follows the fifth colon of an ARN format. */
export function resourcePart(format: string): string {
  return format.split(':').slice(5).join(':');
}

function countIn(text: string, character: string): number {
  return text.split(character).length - 1;
}
