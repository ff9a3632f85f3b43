import type { Text, TextPart } from '../template/text.ts';

/**
 * A value as one string in `Fn::Sub` notation: `arn:${AWS::Partition}:s3:::${Bucket}/*`, `${Table.Arn}`. What has no name that another
 * template would give it (an import, a map, a variable that could not be followed) is `${?}`; a policy variable is `${!aws:username}`.
 */
export function renderSub(text: Text): string {
  return text.parts.map((part) => renderPart(part)).join('');
}

/**
 * The same as people read it: what has no name stands there as it came about (`${Fn::ImportValue(Shared)}`), a dynamic reference as it is written. Equal for
 * values that are the same; `plainNotation` makes of it what `renderSub` does.
 */
export function renderShown(text: Text): string {
  return text.parts.map((part) => showPart(part)).join('');
}

/** What `renderShown` makes of a value, in the notation of `renderSub`. */
export function plainNotation(text: string): string {
  return text
    .replace(/\{\{resolve:[^{}]*\}\}/g, '${?}')
    .replace(/\$\{(?![!?])((?:[^{}]|\{[^{}]*\})*)\}/g, (whole, name: string) => (NAME.test(name) ? whole : '${?}'));
}

/** A logical id, an attribute of it, a parameter or a pseudo parameter. */
const NAME = /^(?:AWS::)?[A-Za-z0-9]+(?:\.[A-Za-z0-9.]+)?$/;

function renderPart(part: TextPart): string {
  if (part.kind === 'literal') return escapeDollars(part.text);
  const { kind, key } = part.symbol;
  switch (kind) {
    case 'ref':
    case 'attribute':
    case 'parameter':
    case 'pseudo':
      return `\${${key}}`;
    case 'unknown':
      return NAME.test(key) ? `\${${key}}` : '${?}';
    case 'loop':
    case 'import':
    case 'map':
    case 'variable':
      return '${?}';
  }
}

function showPart(part: TextPart): string {
  if (part.kind === 'literal') return escapeDollars(part.text);
  const { kind, key } = part.symbol;
  return kind === 'unknown' && key.startsWith('resolve:') ? `{{${key}}}` : `\${${key}}`;
}

function escapeDollars(text: string): string {
  return text.replaceAll('${', '${!');
}
