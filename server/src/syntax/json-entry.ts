import type { Node, OffsetRange, Range, Unit } from './node.ts';
import type { Parsed } from './source.ts';
import { toOffsets } from './source.ts';

/** The value of an entry or an item, and the way to it; offsets are those of the document. */
export interface EntryValue extends OffsetRange {
  readonly unit: Unit;
  /** In which pair or item of each collection around it, of the outermost first. */
  readonly path: readonly number[];
  /** Whether it would be divided into units if it had entries. */
  readonly divides: boolean;
}

/** The value with a unit of its own that holds a stretch between its brackets or quotes. */
export function findEntryValue({ source, tree }: Parsed, start: number, end: number): EntryValue | undefined {
  const path: number[] = [];
  const keys: string[] = [];
  const holds = (node: Node): boolean => {
    const place = toOffsets(source, node.range);
    return place.start < start && end < place.end;
  };
  let node = tree;
  while (node !== undefined && node.kind !== 'scalar' && node.range.unit === source.document) {
    const parts: readonly { readonly range: Range }[] = node.kind === 'mapping' ? node.pairs : node.items;
    const index = findLastBefore(parts, ({ range }) => toOffsets(source, range).start < start);
    const pair = node.kind === 'mapping' ? node.pairs[index] : undefined;
    const value: Node | undefined = node.kind === 'mapping' ? pair?.value : node.items[index];
    if (value === undefined || !holds(value)) return undefined;
    path.push(index);
    if (pair !== undefined) keys.push(pair.key.value);
    const { unit } = pair?.range ?? value.range;
    if (unit !== source.document)
      return { unit, path, divides: mayDivide(keys, pair !== undefined, value), ...toOffsets(source, value.range) };
    node = value;
  }
  return undefined;
}

/** As `planUnits` decides: a section without entries is one unit, and so is an item of `resources` without sections. */
function mayDivide(keys: readonly string[], isPair: boolean, value: Node): boolean {
  const key = keys[keys.length - 1];
  if (!isPair) return key === 'resources';
  return key === 'Resources' || (keys.length === 1 && !(key === 'Statement' && value.kind === 'mapping'));
}

function findLastBefore<T>(parts: readonly T[], isBefore: (part: T) => boolean): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const part = parts[middle];
    if (part !== undefined && isBefore(part)) low = middle;
    else high = middle - 1;
  }
  return low;
}
