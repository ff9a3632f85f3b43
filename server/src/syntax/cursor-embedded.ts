import { planJsonCursor } from './cursor-json.ts';
import type { CursorPlan } from './cursor-plan.ts';
import { placeholder } from './cursor-plan.ts';
import { holdsJson } from './embedded.ts';
import type { Node, OffsetRange, ScalarNode, ScalarStyle } from './node.ts';
import { parseDocument } from './parse.ts';
import type { Language, Source } from './source.ts';
import { sourceRange, toOffsets } from './source.ts';

/** The string around the cursor: a piece of text that reads alike on its own, from its quote or from the line of its header. */
export interface CursorHost extends OffsetRange {
  /** What is missing at its end. */
  readonly closing: '' | '"' | "'";
}

/**
 * What to insert at the cursor of JSON text in a string, as the JSON text needs it and written as the string needs it. `no-json`
 * where the string holds other text, `undefined` where nothing can be typed.
 */
export function planEmbeddedCursor(text: string, language: Language, offset: number, host: CursorHost): CursorPlan | 'no-json' | undefined {
  const before = text.slice(host.start, offset);
  const piece = before + placeholder + text.slice(offset, host.end) + host.closing;
  const { source, tree } = parseDocument('', piece, language);
  const scalar = findMarked(tree);
  if (scalar === undefined || scalar.style === 'plain' || !holdsJson(scalar.value)) return 'no-json';
  if (scalar.style === 'double' && /(?:^|[^\\])(?:\\\\)*\\$/.test(before)) return undefined;
  const cursor = scalar.value.indexOf(placeholder);
  const plan = planJsonCursor(scalar.value.slice(0, cursor) + scalar.value.slice(cursor + placeholder.length), cursor);
  if (plan === undefined) return undefined;
  const patches = plan.patches.map(({ start, text: inserted }) => {
    const at = start === cursor ? offset : host.start + locate(source, scalar, cursor, start);
    return { start: at, end: at, text: escapeFor(scalar.style, inserted) };
  });
  const end = Math.max(host.end, offset);
  const closing = host.closing === '' ? [] : [{ start: end, end, text: host.closing }];
  return { patches: [...patches, ...closing], quote: plan.quote, embedded: true };
}

/** Where the start of a token before the cursor, or the end of one behind it, stands in the piece without its placeholder. */
function locate(source: Source, scalar: ScalarNode, cursor: number, at: number): number {
  if (at < cursor) return toOffsets(source, sourceRange(scalar, at, at)).start;
  const behind = at + placeholder.length;
  return toOffsets(source, sourceRange(scalar, behind - 1, behind)).end - placeholder.length;
}

function escapeFor(style: ScalarStyle, inserted: string): string {
  return style === 'double' ? JSON.stringify(inserted).slice(1, -1) : inserted;
}

function findMarked(node: Node | undefined): ScalarNode | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value.includes(placeholder) ? node : undefined;
  const children = node.kind === 'sequence' ? node.items : node.pairs.map(({ value }) => value);
  for (const child of children) {
    const found = findMarked(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
