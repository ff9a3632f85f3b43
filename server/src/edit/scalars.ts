import { findLineStart } from '../syntax/indentation.ts';
import type { Range, ScalarNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { sourceRange, toOffsets } from '../syntax/source.ts';
import type { Span } from './apply.ts';
import type { Edit } from './edit.ts';
import { isInFlow } from './lines.ts';
import { styleAt } from './style.ts';
import type { View } from './view.ts';
import { documentView, viewOf } from './view.ts';
import type { Quote } from './yaml-scalar.ts';
import { escapeDouble, escapeSingle, isPlainSafe, renderYamlString } from './yaml-scalar.ts';

/**
 * Another literal text in place of a scalar's, quoted as it was where that can hold it. `text` is decoded; inside an `Fn::Sub` it is in its
 * notation. Empty where it cannot be written.
 */
export function replaceScalarText(source: Source, scalar: ScalarNode, text: string): readonly Edit[] {
  const view = viewOf(source, scalar);
  const span = scalarSpan(source, view, scalar, text);
  return span === undefined ? [] : view.edits([span]);
}

/** Puts quotes around a plain scalar; empty where it has some. */
export function quoteScalar(source: Source, scalar: ScalarNode): readonly Edit[] {
  if (scalar.style !== 'plain' || scalar.host !== undefined || scalar.value === '') return [];
  return quoteRange(source, scalar.range);
}

/** Puts quotes around the text of a range of a YAML document that is no scalar yet: an unquoted `*`. */
export function quoteRange(source: Source, range: Range): readonly Edit[] {
  const view = documentView(source, range.unit);
  const { start, end } = toOffsets(source, range);
  const text = source.text.slice(start, end);
  if (text === '') return [];
  if (view.notation === 'json') return view.edits([{ start, end, text: JSON.stringify(text) }]);
  const style = styleAt(view, start);
  return view.edits([{ start, end, text: renderYamlString(text, style.fallback, false) }]);
}

/** The quoting of a scalar, as far as a new one can have it. */
export function quoteOf(scalar: ScalarNode): Quote {
  return scalar.style === 'single' || scalar.style === 'double' ? scalar.style : 'plain';
}

/** What `replaceScalarText` does, in the offsets of the view. */
export function scalarSpan(source: Source, view: View, scalar: ScalarNode, text: string): Span | undefined {
  if (scalar.anchor !== undefined) return undefined;
  const bounds = view.offsets(scalar.range);
  if (view.notation === 'json') return { ...bounds, text: JSON.stringify(text) };
  if (scalar.style === 'literal' || scalar.style === 'folded') return blockSpan(source, view, scalar, text);
  const isFlow = isInFlow(view.text, bounds.start);
  const fallback = styleAt(view, bounds.start, { flow: isFlow }).fallback;
  const isAbsent = bounds.start === bounds.end && view.text[bounds.start - 1] === ':';
  return { ...bounds, text: (isAbsent ? ' ' : '') + renderYamlString(text, quoteOf(scalar), isFlow, fallback) };
}

/** Inside a block scalar the header, the indentation and the line breaks at the end stay. */
function blockSpan(source: Source, view: View, scalar: ScalarNode, text: string): Span | undefined {
  const content = scalar.value.trimEnd();
  const body = text.trimEnd();
  if (content === '' || body === '' || /^\s|[^\S\n]\n|\n\n/.test(body)) return undefined;
  const { start, end } = toOffsets(source, sourceRange(scalar, 0, content.length));
  const lineStart = findLineStart(source.text, start);
  const lineBreak = view.eol + source.text.slice(lineStart, start);
  // Within a folded scalar a single line break would be read as a blank.
  return { start, end, text: body.replaceAll('\n', scalar.style === 'folded' ? view.eol + lineBreak : lineBreak) };
}

/** `suffix` put at the end of a scalar, in front of its closing quote or the line breaks of a block scalar. */
export function appendSpan(source: Source, view: View, scalar: ScalarNode, suffix: string): Span | undefined {
  const { end } = view.offsets(scalar.range);
  const value = scalar.value;
  if (scalar.anchor !== undefined || /[\n\r]/.test(suffix)) return undefined;
  if (view.notation === 'json' && scalar.style === 'double')
    return { start: end - 1, end: end - 1, text: JSON.stringify(suffix).slice(1, -1) };
  if (view.notation === 'json') return undefined;
  switch (scalar.style) {
    case 'single':
      return /\p{Cc}/u.test(suffix) ? undefined : { start: end - 1, end: end - 1, text: escapeSingle(suffix) };
    case 'double':
      return { start: end - 1, end: end - 1, text: escapeDouble(suffix) };
    case 'plain':
      if (isPlainSafe(value + suffix, isInFlow(view.text, end))) return { start: end, end, text: suffix };
      return scalarSpan(source, view, scalar, value + suffix);
    case 'literal':
    case 'folded': {
      const content = value.trimEnd().length;
      if (content === 0) return undefined;
      const offset = toOffsets(source, sourceRange(scalar, content, content)).start;
      return { start: offset, end: offset, text: suffix };
    }
  }
}

/** The last `length` code units of a scalar's decoded text taken away, not counting the line breaks at the end of a block scalar. */
export function dropSpan(source: Source, view: View, scalar: ScalarNode, length: number): Span | undefined {
  const isBlock = scalar.style === 'literal' || scalar.style === 'folded';
  const content = isBlock ? scalar.value.trimEnd() : scalar.value;
  if (scalar.anchor !== undefined || length >= content.length) return undefined;
  const rest = content.slice(0, content.length - length);
  if (scalar.style === 'plain' && !isPlainSafe(rest, isInFlow(view.text, view.offsets(scalar.range).start)))
    return scalarSpan(source, view, scalar, rest);
  if (isBlock && /\s$/.test(rest)) return undefined;
  const { start, end } = view.offsets(sourceRange(scalar, rest.length, content.length));
  return { start, end, text: '' };
}
