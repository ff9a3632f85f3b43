import type { Node } from '../syntax/node.ts';
import { quoteOf } from './scalars.ts';
import type { Habit } from './style.ts';

/** The habits that the first nodes of each sort show: quoting of strings, long or short intrinsics. */
export function habitOf(nodes: readonly Node[]): Habit {
  const string = nodes.find(
    (node) =>
      node.kind === 'scalar' && node.tag === undefined && node.style !== 'literal' && node.style !== 'folded' && !/^\*?$/.test(node.value),
  );
  const isLong = nodes.some((node) => node.kind === 'mapping' && /^(?:Ref|Fn::\w+)$/.test(node.pairs[0]?.key.value ?? ''));
  const isShort = nodes.some((node) => node.tag?.startsWith('!') === true);
  return {
    ...(string?.kind === 'scalar' ? { quote: quoteOf(string) } : {}),
    ...(isLong !== isShort ? { long: isLong } : {}),
  };
}
