import { displayWidth } from './printable.ts';

/**
 * The items with commas between them, on lines of at most `width` columns, each after `indent`; breaks inside an item stand at its spaces. After the
 * first `loose` items there is no comma.
 */
export function wrapList(items: readonly string[], width: number, indent: string, loose = 0): readonly string[] {
  const words = items.flatMap((item, i) => {
    const pieces = item.split(' ').filter((piece) => piece !== '');
    const last = pieces.pop() ?? '';
    return [...pieces, i === items.length - 1 || i < loose ? last : `${last},`];
  });
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? `${indent}${word}` : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
