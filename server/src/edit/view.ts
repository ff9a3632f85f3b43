import { findLineStart } from '../syntax/indentation.ts';
import type { Node, OffsetRange, Range, ScalarNode, Unit } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { sourceOffset, toOffsets } from '../syntax/source.ts';
import type { Span } from './apply.ts';
import { mergeSpans } from './apply.ts';
import type { Edit } from './edit.ts';
import { trimmedEnd } from './lines.ts';

/** `json` for JSON documents, for JSON text inside a string and for JSON kept in a YAML file. */
export type Notation = 'yaml' | 'json';

/**
 * The text that a node is written in: the document, or the decoded text of the string that holds it. Everything of `edit/` works in its
 * offsets, and `edits` brings the result back, indented and escaped as the string needs.
 */
export interface View {
  readonly text: string;
  /** The line break of the text. */
  readonly eol: string;
  readonly notation: Notation;
  /** Where it is the text of a string: whether CloudFormation substitutes `${…}` in it. */
  readonly embedded?: 'sub' | 'literal';
  offsets(range: Range): OffsetRange;
  edits(spans: readonly Span[]): readonly Edit[];
}

/** The view of the text that the node stands in. */
export function viewOf(source: Source, node: Node): View {
  return node.host === undefined ? documentView(source, node.range.unit) : embeddedView(source, node.host);
}

/** How the text is written that the node stands in: `View.notation` without the view. */
export function notationAt(source: Source, node: Node): Notation {
  return node.host === undefined ? notationOf(source) : 'json';
}

/** Where a node is written, its tag and quotes included, without the line break that a block scalar ends with; in the offsets of the view. */
export function outerBounds(view: View, node: Node): OffsetRange {
  const { start, end } = view.offsets(node.outer);
  return { start, end: trimmedEnd(view.text, start, end) };
}

/** The view of the document as a whole, with edits relative to the unit. */
export function documentView(source: Source, unit: Unit): View {
  return new DocumentView(source, unit);
}

class DocumentView implements View {
  readonly text: string;
  readonly #source: Source;
  readonly #unit: Unit;
  #eol: string | undefined;
  #notation: Notation | undefined;

  constructor(source: Source, unit: Unit) {
    this.text = source.text;
    this.#source = source;
    this.#unit = unit;
  }

  // Found when they are asked for: what only takes something away needs neither, and this looks through the whole text.
  get eol(): string {
    this.#eol ??= this.text.includes('\r\n') ? '\r\n' : '\n';
    return this.#eol;
  }

  get notation(): Notation {
    this.#notation ??= notationOf(this.#source);
    return this.#notation;
  }

  offsets(range: Range): OffsetRange {
    return toOffsets(this.#source, range);
  }

  edits(spans: readonly Span[]): readonly Edit[] {
    const unit = this.#unit;
    const base = this.#source.layout.get(unit) ?? 0;
    return mergeSpans(spans).map((span) => ({ range: { unit, start: span.start - base, end: span.end - base }, text: span.text }));
  }
}

function notationOf({ language, text }: Source): Notation {
  return language === 'json' || /^(?:\uFEFF|\s|#[^\n]*\n)*[{[]\s*(?:["{[]|$)/.test(text.slice(0, 2000)) ? 'json' : 'yaml';
}

function embeddedView(source: Source, host: ScalarNode): View {
  return {
    text: host.value,
    eol: '\n',
    notation: 'json',
    embedded: isSubstituted(source, host) ? 'sub' : 'literal',
    offsets: (range) => ({ start: decodedOffset(host, range.start), end: decodedOffset(host, range.end) }),
    edits: (spans) => {
      const encode = encoderOf(source, host);
      if (encode === undefined) return [];
      return mergeSpans(spans).map((span) => ({
        range: { unit: host.range.unit, start: sourceOffset(host, span.start), end: sourceOffset(host, span.end) },
        text: encode(span.text),
      }));
    },
  };
}

/** The inverse of `sourceOffset`. */
function decodedOffset(host: ScalarNode, offset: number): number {
  let result = 0;
  for (const [i, [decoded, start]] of host.map.entries()) {
    if (start > offset) break;
    result = Math.min(decoded + offset - start, host.map[i + 1]?.[0] ?? host.value.length);
  }
  return result;
}

/** Whether the string is the text of an `Fn::Sub`: by its tag, or by the long form or list that it stands in. */
export function isSubstituted(source: Source, host: ScalarNode): boolean {
  if (host.tag === '!Sub') return true;
  const before = source.text.slice(Math.max(0, toOffsets(source, host.outer).start - 200), toOffsets(source, host.outer).start);
  return /(?:\bFn::Sub['"]?\s*:|!Sub)\s*(?:\[|-)?\s*$/.test(before);
}

/** How decoded text is written into the string; absent for a plain scalar, which cannot hold JSON safely. */
function encoderOf(source: Source, host: ScalarNode): ((text: string) => string) | undefined {
  switch (host.style) {
    case 'literal':
    case 'folded': {
      const base = source.layout.get(host.range.unit) ?? 0;
      const first = base + (host.map[0]?.[1] ?? host.range.end);
      const lineStart = findLineStart(source.text, first);
      const lineBreak = (source.text.includes('\r\n') ? '\r\n' : '\n') + source.text.slice(lineStart, first);
      return (text) => text.replaceAll('\n', lineBreak);
    }
    case 'double':
      return (text) => JSON.stringify(text).slice(1, -1);
    case 'single':
      // A line break in JSON text is white space outside its strings, so a blank says the same.
      return (text) => text.replace(/\n\s*/g, ' ').replaceAll("'", "''");
    case 'plain':
      return undefined;
  }
}
