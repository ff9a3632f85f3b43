import { findChunk, findEnd } from './chunk-around.ts';
import { findLineEnd } from './indentation.ts';
import { parseJsonValue } from './json.ts';
import { findEntryValue } from './json-entry.ts';
import type { OffsetRange } from './node.ts';
import type { Parsed } from './source.ts';

/** A stretch of the text around an offset that is read alike on its own; the whole text where nothing is known of it. */
export function findPiece(parsed: Parsed | undefined, text: string, offset: number): OffsetRange {
  const whole = { start: 0, end: text.length };
  if (parsed === undefined) return whole;
  if (parsed.source.language === 'json') return findJsonPiece(parsed, offset) ?? whole;
  const { chunks } = parsed;
  if (chunks === undefined) return whole;
  const index = findChunk(chunks, offset);
  const start = chunks.starts[index] ?? 0;
  return start > offset ? whole : { start, end: Math.max(findEnd(chunks, index), findLineEnd(text, offset)) };
}

function findJsonPiece(parsed: Parsed, offset: number): OffsetRange | undefined {
  const found = findEntryValue(parsed, offset, offset);
  if (found === undefined) return undefined;
  const read = parseJsonValue(parsed.source.text.slice(found.start, found.end), found.path.length);
  return read?.root === undefined || read.root.kind === 'scalar' ? undefined : { start: found.start, end: found.end };
}
