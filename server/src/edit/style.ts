import { columnOf, findLineStart } from '../syntax/indentation.ts';
import { indentAt, isFirstOnLine, isInFlow } from './lines.ts';
import type { View } from './view.ts';
import type { Quote } from './yaml-scalar.ts';

/** `block` and `flow` are YAML's; `json` is double-quoted throughout and knows no tags. */
export type Layout = 'block' | 'flow' | 'json';

/** How the author writes near a place; read off the text, nearest habits first. */
export interface Style {
  readonly layout: Layout;
  readonly eol: string;
  /** One level of indentation: blanks or a tab. */
  readonly step: string;
  /** Quoting of strings that need none. */
  readonly quote: Quote;
  /** Quotes where some are needed. */
  readonly fallback: 'single' | 'double';
  /** `Fn::Sub:` rather than `!Sub`. */
  readonly long: boolean;
  readonly colon: string;
  readonly comma: string;
  /** What stands between a brace and its content on one line. */
  readonly bracePad: string;
  readonly bracketPad: string;
  /** Whether `{"Ref": …}` takes several lines. */
  readonly expanded: boolean;
  readonly embedded?: 'sub' | 'literal';
}

/** What a neighbour says of the style: its quoting and whether it is a long-form intrinsic. */
export interface Habit {
  readonly flow?: boolean;
  readonly quote?: Quote;
  readonly long?: boolean;
}

/** How far around a place its habits are read, in characters: beyond that they say no more of it, and a long text costs no more than a short one. */
const REACH = 30_000;

export function styleAt(view: View, place: number, habit: Habit = {}): Style {
  const { text, offset } = cutAround(view.text, place);
  const layout = layoutAt(view, place, habit);
  const fallback = habit.quote === 'single' || habit.quote === 'double' ? habit.quote : usualQuotes(text);
  return {
    layout,
    eol: view.eol,
    step: layout === 'block' ? ' '.repeat(findSequenceShift(text, offset).step) : findStep(text, offset),
    quote: habit.quote ?? (layout === 'block' ? usualQuote(text) : fallback),
    fallback,
    long: habit.long ?? (/\bFn::\w+['"]?\s*:/.test(text) && !/!(?:Sub|GetAtt|Ref|Join|If)\b/.test(text)),
    ...(layout === 'json'
      ? punctuation(text)
      : { colon: ': ', comma: ', ', bracketPad: '', bracePad: /\{ \w/.test(text) || !/\{\w/.test(text.replace(/\$\{/g, '')) ? ' ' : '' }),
    expanded: layout === 'json' && count(text, /\{[ \t]*\r?\n\s*"(?:Ref|Fn::\w+)"/g) > count(text, /\{[ \t]*"(?:Ref|Fn::\w+)"/g),
    ...(view.embedded === undefined ? {} : { embedded: view.embedded }),
  };
}

/** Whole lines around an offset. */
function cutAround(text: string, offset: number): { readonly text: string; readonly offset: number } {
  const start = offset <= REACH ? 0 : findLineStart(text, offset - REACH);
  const end = text.indexOf('\n', offset + REACH);
  return { text: text.slice(start, end < 0 ? text.length : end + 1), offset: offset - start };
}

/** Quotes where some are needed: those of the document's `!Sub`s, else of its other strings. */
function usualQuotes(text: string): 'single' | 'double' {
  const doubled = count(text, /\bSub:? "/g);
  const single = count(text, /\bSub:? '/g);
  if (doubled !== single) return doubled > single ? 'double' : 'single';
  return count(text, /(?::|-|\[|,) "/g) > count(text, /(?::|-|\[|,) '/g) ? 'double' : 'single';
}

/** Whether the author quotes actions that need no quotes. */
function usualQuote(text: string): Quote {
  const plain = count(text, /[:-] +[a-z][\w-]*:[A-Z]\w+/g);
  const single = count(text, /[:-] +'[a-z][\w-]*:[A-Z]\w+'/g);
  const doubled = count(text, /[:-] +"[a-z][\w-]*:[A-Z]\w+"/g);
  if (plain >= single && plain >= doubled) return 'plain';
  return doubled > single ? 'double' : 'single';
}

function layoutAt(view: View, offset: number, habit: Habit): Layout {
  if (view.notation === 'json') return 'json';
  return (habit.flow ?? isInFlow(view.text, offset)) ? 'flow' : 'block';
}

function punctuation(text: string): Pick<Style, 'colon' | 'comma' | 'bracePad' | 'bracketPad'> {
  const spaced = count(text, /": /g) >= count(text, /":(?=\S)/g);
  const commas = count(text, /["}\]], /g) >= count(text, /["}\]],(?=\S)/g);
  const braces = count(text, /\{ "/g) - count(text, /\{"/g);
  return {
    colon: spaced ? ': ' : ':',
    comma: commas && spaced ? ', ' : ',',
    bracePad: braces > 0 || (braces === 0 && spaced && /\n|\{ "/.test(text)) ? ' ' : '',
    bracketPad: count(text, /\[ "/g) > count(text, /\["/g) ? ' ' : '',
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** One level of indentation of a JSON text: the least difference of indentation between a line that opens a bracket and the next. */
function findStep(text: string, offset: number): string {
  let found = '  ';
  for (const match of text.matchAll(/^([ \t]*)(?![ \t])[^\n]*[{[][ \t]*\r?\n([ \t]+)\S/gm)) {
    const [, outer = '', inner = ''] = match;
    if (inner.length > outer.length && inner.startsWith(outer)) found = inner.slice(outer.length);
    if (match.index > offset) break;
  }
  return found;
}

export interface SequenceShift {
  /** Columns from a key to the dashes of its list. */
  readonly shift: number;
  /** Columns of one level of mappings. */
  readonly step: number;
}

/** How far block sequences stand from their key, by the nearest list above, else the nearest below. */
export function findSequenceShift(text: string, offset: number): SequenceShift {
  let shift: number | undefined;
  for (const match of text.matchAll(/^((?: |- )*)['"]?[\w:.-]+['"]?:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)-(?=[ \r\n])/gm)) {
    const [, prefix = '', dash = ''] = match;
    const found = dash.length - prefix.length;
    if (found < 0) continue;
    if (match.index > offset && shift !== undefined) break;
    shift = found;
  }
  return { shift: shift ?? 2, step: findMappingStep(text, offset) };
}

function findMappingStep(text: string, offset: number): number {
  let step: number | undefined;
  for (const match of text.matchAll(/^((?: |- )*)['"]?[\w:.-]+['"]?:[ \t]*(?:#.*)?\r?\n( +)['"]?[\w:.-]+['"]?:(?=\s)/gm)) {
    const [, outer = '', inner = ''] = match;
    if (inner.length <= outer.length) continue;
    if (match.index > offset && step !== undefined) break;
    step = inner.length - outer.length;
  }
  return step ?? 2;
}

/** How a sole value near the offset becomes a list: as the nearest list of the same kind of element is written. */
export function prefersFlowLists(text: string, offset: number): boolean {
  let flow: boolean | undefined;
  const pattern = /^(?: |- )*(?:Not)?(?:Action|Resource|Principal|AWS|Service)s?:[ \t]*(?:(\[)[^\]\n]*\]|(?:#.*)?\r?\n *-(?=\s))/gim;
  for (const match of text.matchAll(pattern)) {
    if (match.index > offset && flow !== undefined) break;
    flow = match[1] !== undefined;
  }
  return flow ?? false;
}

/** Whether a JSON list written for the key at the offset takes a line for each item. */
export function prefersLines(text: string, offset: number): boolean {
  if (!isFirstOnLine(text, offset)) return false;
  let lines: boolean | undefined;
  for (const match of text.matchAll(/:[ \t]*\[([ \t]*\r?\n)?[ \t]*(?=["'\w!]|\s*\{[ \t]*"(?:Ref|Fn::))/g)) {
    if (match.index > offset && lines !== undefined) break;
    lines = match[1] !== undefined;
  }
  return lines ?? true;
}

/** Blanks up to the column of the offset, keeping the tabs of its line. */
export function columnIndent(text: string, offset: number): string {
  const indent = indentAt(text, offset);
  return (
    indent +
    text
      .slice(findLineStart(text, offset), offset)
      .replace(/^\ufeff/, '')
      .slice(indent.length)
      .replace(/[^\t]/g, ' ')
      .slice(0, columnOf(text, offset))
  );
}
