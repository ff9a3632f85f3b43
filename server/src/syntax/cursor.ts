import { planEmbeddedCursor } from './cursor-embedded.ts';
import { findJsonString, planJsonCursor } from './cursor-json.ts';
import { findPiece } from './cursor-piece.ts';
import type { CursorPlan } from './cursor-plan.ts';
import { placeholder } from './cursor-plan.ts';
import { planYamlCursor } from './cursor-yaml.ts';
import { parseEmbedded } from './embedded.ts';
import { findLineEnd, findLineStart } from './indentation.ts';
import type { OffsetRange } from './node.ts';
import { parseDocument } from './parse.ts';
import type { PatchedText } from './patch.ts';
import { applyPatches, findEdit } from './patch.ts';
import type { PathStep } from './path.ts';
import { findPath, findPathIn } from './path.ts';
import { reparse } from './reparse.ts';
import type { Language, Parsed } from './source.ts';
import { sourceOffset, toOffsets } from './source.ts';

/** A text as it will be once the author has finished the word at the cursor. */
export interface RecoveredCursor {
  /** The text with `placeholder` at the cursor; where `position` is `none`, the text as it is. */
  readonly parsed: Parsed;
  /** The cursor in the text of `parsed`: the start of the placeholder. */
  readonly offset: number;
  /** What is typed of the word before the cursor, decoded. */
  readonly prefix: string;
  /** The word being typed, in the original text and without its quotes; never more than the cursor's line. */
  readonly replace: OffsetRange;
  /** What is being typed: a key of a mapping, the value of a pair, an item of a list, or nothing of the tree. */
  readonly position: 'key' | 'value' | 'item' | 'none';
  /** The quote that the cursor stands in. */
  readonly quote: '' | '"' | "'";
  /** From the root to the node at the cursor, in the tree of `parsed` and, from a string on, in the tree of its JSON text. */
  readonly path: readonly PathStep[];
  /** From an offset in the text of `parsed` to one in the original text. */
  toOriginal(offset: number): number;
}

/**
 * Reads a half-typed text: `Action: s3:▮`, `- ▮`, a blank line in a statement and an open quote each become the tree that the
 * author is about to have, in the JSON text of a string too. In comments, in other block scalars and where nothing can be typed,
 * `position` is `none`. With `previous`, what `parseDocument` says of the same text, only what is around the cursor is read again.
 */
export function recoverAtCursor(uri: string, text: string, language: Language, offset: number, previous?: Parsed): RecoveredCursor {
  const { source } = previous ?? {};
  const known = source?.text === text && source.language === language && source.uri === uri ? previous : undefined;
  const piece = findPiece(known, text, offset);
  const plan = language === 'json' ? planInJson(text, offset, piece) : planYamlCursor(text, offset, piece);
  const recovered = plan === undefined ? undefined : applyPlan({ uri, text, language, known }, offset, plan);
  if (recovered !== undefined) return recovered;
  const parsed = known ?? parseDocument(uri, text, language);
  const replace = { start: offset, end: offset };
  return { parsed, offset, prefix: '', replace, position: 'none', quote: '', path: findPath(parsed, offset), toOriginal: (at) => at };
}

function planInJson(text: string, offset: number, { start, end }: OffsetRange): CursorPlan | undefined {
  const piece = text.slice(start, end);
  const host = findJsonString(piece, offset - start);
  const embedded = host === undefined ? 'no-json' : planEmbeddedCursor(piece, 'json', offset - start, { ...host, closing: '' });
  const plan = embedded === 'no-json' ? planJsonCursor(piece, offset - start) : embedded;
  if (plan === undefined) return undefined;
  return { ...plan, patches: plan.patches.map((patch) => ({ ...patch, start: patch.start + start, end: patch.end + start })) };
}

interface Original {
  readonly uri: string;
  readonly text: string;
  readonly language: Language;
  readonly known: Parsed | undefined;
}

function applyPlan(
  { uri, text, language, known }: Original,
  cursor: number,
  { patches, quote, embedded }: CursorPlan,
): RecoveredCursor | undefined {
  const patched = applyPatches(text, patches);
  const edit = findEdit(text, patched.text, patches);
  const parsed = known === undefined ? parseDocument(uri, patched.text, language) : reparse(known, patched.text, edit);
  const offset = patched.text.indexOf(placeholder, cursor);
  const outer = findPath(parsed, offset);
  const path = embedded === true ? [...outer, ...findEmbeddedPath(parsed, outer, offset)] : outer;
  const word = findWord(parsed, patched, path, offset);
  if (word === undefined) return undefined;
  const lineStart = findLineStart(text, cursor);
  const feed = findLineEnd(text, cursor);
  const lineEnd = feed > cursor && text[feed - 1] === '\r' ? feed - 1 : feed;
  const replace = { start: Math.min(cursor, Math.max(lineStart, word.start)), end: Math.max(cursor, Math.min(lineEnd, word.end)) };
  const step = path[path.length - 1];
  const position = step?.part === 'key' ? 'key' : step?.index === undefined ? 'value' : 'item';
  return { parsed, offset, prefix: word.prefix, replace, position, quote, path, toOriginal: patched.toOriginal };
}

/** From the root of the JSON text that the string at the end of the path holds. */
function findEmbeddedPath(parsed: Parsed, outer: readonly PathStep[], offset: number): readonly PathStep[] {
  const host = outer[outer.length - 1]?.node;
  if (host?.kind !== 'scalar') return [];
  return findPathIn(parsed.source, parseEmbedded(parsed.source, host)?.tree, offset);
}

/** The scalar or the tag that holds the placeholder, as offsets of the original text. */
function findWord(
  parsed: Parsed,
  patched: PatchedText,
  path: readonly PathStep[],
  offset: number,
): (OffsetRange & { prefix: string }) | undefined {
  const node = path[path.length - 1]?.node;
  if (node === undefined) return undefined;
  const base = toOffsets(parsed.source, node.outer).start;
  if (node.tag?.includes(placeholder) === true) {
    const start = patched.text.lastIndexOf(node.tag, offset);
    return {
      start: patched.toOriginal(start),
      end: patched.toOriginal(start + node.tag.length),
      prefix: node.tag.slice(0, node.tag.indexOf(placeholder)),
    };
  }
  if (node.kind !== 'scalar' || !node.value.includes(placeholder)) return undefined;
  const unit = base - node.outer.start;
  const start = patched.toOriginal(unit + sourceOffset(node, 0));
  const end = patched.toOriginal(unit + sourceOffset(node, node.value.length));
  return { start, end, prefix: node.value.slice(0, node.value.indexOf(placeholder)) };
}
