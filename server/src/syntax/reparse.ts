import { reparseJson } from './json-reparse.ts';
import { maximumLength, parseDocument, parseWhole } from './parse.ts';
import type { Parsed, TextEdit } from './source.ts';
import { reparseChunks } from './yaml-chunks.ts';

/**
 * Reads the text that `previous` became by `edit`. The result equals that of `parseDocument` for the text; entries that the edit does
 * not touch are the same objects (`Pair`, `Node`, `Unit`) where the structure around them is certain to be the same. An edit that
 * does not lead from the one text to the other is ignored.
 */
export function reparse(previous: Parsed, text: string, edit: TextEdit): Parsed {
  const { uri, language, text: before } = previous.source;
  const { chunks } = previous;
  if (!isEditOf(before, text, edit)) return parseDocument(uri, text, language);
  const isReadable = text.length <= maximumLength && !text.slice(edit.start, edit.newEnd).includes('\0');
  if (language === 'json' && isReadable) return reparseJson(previous, text, edit) ?? parseDocument(uri, text, language);
  if (chunks !== undefined && isReadable) return reparseChunks(previous, chunks, text, edit) ?? parseWhole(uri, text);
  return parseDocument(uri, text, language);
}

function isEditOf(before: string, after: string, { start, oldEnd, newEnd }: TextEdit): boolean {
  const holds = start >= 0 && start <= oldEnd && start <= newEnd && oldEnd <= before.length && newEnd <= after.length;
  return holds && before.length - oldEnd === after.length - newEnd;
}
