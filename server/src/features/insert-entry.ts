import { indentAt, isFirstOnLine, nextLineAt, trimmedEnd } from '../edit/lines.ts';
import { findSequenceShift } from '../edit/style.ts';
import type { Entry } from '../generate/snippet-tree.ts';
import { renderEntries } from '../generate/snippet-tree.ts';
import { columnOf } from '../syntax/indentation.ts';
import type { MappingNode, OffsetRange, Pair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';

export interface Insertion {
  /** Empty: where the snippet goes. */
  readonly range: OffsetRange;
  readonly snippet: string;
}

/**
 * An entry as a snippet behind a pair of a mapping, in lines of its own, indented as the mapping is; `gap` writes an empty line before
 * it. `undefined` where the mapping is in flow style or not written there.
 */
export function insertEntry(source: Source, mapping: MappingNode, after: Pair, entry: Entry, gap = false): Insertion | undefined {
  if (!source.layout.has(after.range.unit) || after.merged === true) return undefined;
  if (source.language === 'json') return insertJson(source, after, entry);
  const { text } = source;
  const key = toOffsets(source, after.key.outer).start;
  if (mapping.flow || !isFirstOnLine(text, key)) return undefined;
  return insertYaml(source, pairEnd(source, after), columnOf(text, key), entry, gap);
}

/** The first entry of a section that has none: on the line below its key. */
export function insertFirstEntry(source: Source, section: Pair, entry: Entry): Insertion | undefined {
  if (source.language === 'json' || !source.layout.has(section.range.unit)) return undefined;
  const key = toOffsets(source, section.key.outer);
  const { step } = findSequenceShift(source.text, key.start);
  return insertYaml(source, key.end, columnOf(source.text, key.start) + step, entry, false);
}

function insertYaml({ text }: Source, behind: number, column: number, entry: Entry, gap: boolean): Insertion {
  const { shift, step } = findSequenceShift(text, behind);
  const print = { notation: 'yaml', indent: ' '.repeat(column), step: ' '.repeat(step), shift: ' '.repeat(shift) } as const;
  const body = `${gap ? '\n' : ''}${renderEntries([entry], print)}`;
  const at = nextLineAt(text, behind);
  const isOpen = at === text.length && !text.endsWith('\n');
  return { range: { start: at, end: at }, snippet: withLineEnds(text, isOpen ? `\n${body}` : `${body}\n`) };
}

function insertJson(source: Source, after: Pair, entry: Entry): Insertion {
  const { text } = source;
  const indent = indentAt(text, toOffsets(source, after.key.outer).start);
  const step = indent.startsWith('\t') ? '\t' : /^(?: {4})+$/.test(indent) && !/^ {2}\S/m.test(text) ? '    ' : '  ';
  const at = toOffsets(source, after.value.outer).end;
  const snippet = `,\n${renderEntries([entry], { notation: 'json', indent, step, shift: step })}`;
  return { range: { start: at, end: at }, snippet: withLineEnds(text, snippet) };
}

function pairEnd(source: Source, { key, value }: Pair): number {
  const start = toOffsets(source, key.outer).end;
  return trimmedEnd(source.text, start, Math.max(start, toOffsets(source, value.outer).end));
}

function withLineEnds(text: string, snippet: string): string {
  return text.includes('\r\n') ? snippet.replaceAll('\n', '\r\n') : snippet;
}
