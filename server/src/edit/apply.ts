import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Edit } from './edit.ts';

/** The text of the document after the edits, which are given in any order and must not overlap. */
export function applyEdits(source: Source, edits: readonly Edit[]): string {
  return applySpans(
    source.text,
    edits.map((edit) => ({ ...toOffsets(source, edit.range), text: edit.text })),
  );
}

/** An edit in the offsets of the text it is made in. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after the edits. Insertions at one place stand in the order given. */
export function applySpans(text: string, spans: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, span.start) + span.text;
    position = Math.max(position, span.end);
  }
  return result + text.slice(position);
}

/** Edits that touch become one, so that no client has to guess their order. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), text: last.text + span.text };
    } else merged.push(span);
  }
  return merged;
}
