import type { Text } from '../template/text.ts';
import { renderText, shorten } from '../template/text.ts';

export { shorten } from '../template/text.ts';

/** A value as a message shows it: quoted, on one line, no more than 60 characters of its start and end. */
export function quote(text: string): string {
  return `'${shorten(text)}'`;
}

/** `1 action`, `3 actions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `12,345`. */
export function formatNumber(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Names in a row, no more than `most` of them, and beyond the first no more than fit into `width` characters: `a, b and 3 more`. A first one that does not fit is shortened. */
export function listNames(names: readonly string[], most = 3, width = 90): string {
  let shown = names.slice(0, most);
  while (shown.length > 1 && shown.join(', ').length > width) shown = shown.slice(0, -1);
  const left = names.length - shown.length;
  const [only = ''] = shown;
  const text = shown.length === 1 && only.length > width ? shorten(only) : shown.join(', ');
  return `${text}${left > 0 ? ` and ${left} more` : ''}`;
}

/** A text as its author writes it: `!Ref Bucket` and `!GetAtt Bucket.Arn` by their names, every other one in `Fn::Sub` notation. */
export function showText(text: Text): string {
  const [part] = text.parts;
  if (text.parts.length === 1 && part?.kind === 'symbol' && !part.symbol.key.startsWith('Fn::')) {
    if (text.form === 'ref') return `!Ref ${part.symbol.key}`;
    if (text.form === 'getAtt') return `!GetAtt ${part.symbol.key}`;
  }
  return renderText(text);
}
