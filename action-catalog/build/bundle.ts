import type { EncodedIndex, ShelfName, TableName } from '../../server/src/catalog/bundle-format.ts';
import { BUNDLE_FORMAT } from '../../server/src/catalog/bundle-format.ts';

export interface Block {
  readonly name: ShelfName | TableName;
  readonly text: string;
}

/** A block of one JSON line. */
export function table(name: TableName, value: unknown): Block {
  return { name, text: `${encode(value)}\n` };
}

/** A block of an index line and one line a key; a string stands as it is, anything else as JSON. */
export function shelf(name: ShelfName, entries: Iterable<readonly [string, unknown]>): Block {
  const lines = [...entries].map(([key, value]) => [key, typeof value === 'string' ? value : encode(value)] as const);
  const index = encode(lines.map(([key, line]) => [key, line.length]));
  return { name, text: `${[index, ...lines.map(([, line]) => line)].join('\n')}\n` };
}

export function renderBundle(header: string, index: Pick<EncodedIndex, 'date' | 'services'>, blocks: readonly Block[]): string {
  const full: EncodedIndex = { format: BUNDLE_FORMAT, ...index, blocks: blocks.map(({ name, text }) => [name, text.length]) };
  return [`# ${header}\n`, `${encode(full)}\n`, ...blocks.map(({ text }) => text)].join('');
}

/** JSON in ASCII, so that the bundle stays a one-byte string in memory and its characters are its bytes. */
function encode(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
