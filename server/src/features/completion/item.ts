/**
 * Builds items: what is typed as it must stand in this document, and the exact stretch that it replaces. There may be a thousand, so their own properties stand
 * first: `{ ...wanted, text }` is slow (docs/performance.md).
 */

import { notationAt } from '../../edit/view.ts';
import type { OwnValue } from '../../generate/resource-arns.ts';
import type { Node, OffsetRange } from '../../syntax/node.ts';
import type { CompletionItem, CompletionKind } from '../answers.ts';
import type { CompletionRequest } from '../request.ts';

/** An item without its place in the order, which `complete` gives it. */
export type Draft = Omit<CompletionItem, 'sort'>;

export interface Wanted {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string;
  readonly filter?: string;
  readonly data?: string;
  readonly again?: true;
}

/** Whether the cursor stands in JSON: the document, JSON text in a string, or JSON kept in a YAML file. */
export function isJson(request: CompletionRequest, node: Node): boolean {
  return notationAt(request.source, node) === 'json';
}

/** A string value, quoted where the document needs it. `label` is the value. */
export function valueItem(request: CompletionRequest, node: Node, wanted: Wanted, text = wanted.label): Draft {
  return { text: quoteValue(request, node, text), range: request.replace, ...wanted };
}

/** A string value with tab stops: `text` is a snippet. */
export function snippetItem(request: CompletionRequest, node: Node, wanted: Wanted, snippet: string): Draft {
  return { text: quoteValue(request, node, snippet), snippet: true, range: request.replace, ...wanted };
}

/** A value of CloudFormation in the document's notation; it takes the place of an open quote too. */
export function expressionItem(request: CompletionRequest, node: Node, wanted: Omit<Wanted, 'filter'>, value: OwnValue): Draft {
  return overQuotes(request, wanted, isJson(request, node) ? jsonValue(value) : yamlValue(value));
}

/** The same with tab stops: `sub` is a snippet in `Fn::Sub` notation. */
export function subSnippetItem(request: CompletionRequest, node: Node, wanted: Omit<Wanted, 'filter'>, sub: string): Draft {
  const text = isJson(request, node) ? `{"Fn::Sub": "${sub}"\\}` : `!Sub '${sub}'`;
  return { snippet: true, ...overQuotes(request, wanted, text) };
}

/** What continues the value at the cursor: it replaces only the last `typed` characters before it. */
export function partItem(request: CompletionRequest, typed: string, wanted: Wanted, text = wanted.label): Draft {
  return { text, range: partRange(request, typed), ...wanted };
}

/** A key; `name` is a snippet where `snippet` is set. Followed by a colon already, or in quotes of YAML, it is the name alone. */
export function keyItem(request: CompletionRequest, node: Node, wanted: Wanted & { readonly snippet?: true }, name = wanted.label): Draft {
  const { quote, replace, text } = request;
  const after = text.slice(replace.end);
  // In JSON text in a string of double quotes, quotes are escaped.
  const closing = /^\\?["']/.exec(after)?.[0] ?? '';
  const hasColon = /^[ \t]*:/.test(after.slice(closing.length));
  const json = isJson(request, node);
  if (hasColon || (quote !== '' && !json)) return { text: name, range: replace, ...wanted };
  if (!json) return { text: `${name}: `, range: replace, ...wanted };
  if (quote === '') return { text: `"${name}": `, range: replace, ...wanted };
  const range = { start: replace.start, end: replace.end + (closing.endsWith('"') ? closing.length : 0) };
  return { text: `${name}": `, range, ...wanted };
}

/** YAML in one line: `!GetAtt Bucket.Arn`. */
export function yamlValue(value: OwnValue): string {
  if (value.kind === 'ref') return `!Ref ${value.logicalId}`;
  return value.kind === 'getAtt' ? `!GetAtt ${value.logicalId}.${value.attribute}` : `!Sub '${value.text.replaceAll("'", "''")}'`;
}

/** JSON in one line: `{"Fn::GetAtt": ["Bucket", "Arn"]}`. */
export function jsonValue(value: OwnValue): string {
  if (value.kind === 'ref') return `{"Ref": ${JSON.stringify(value.logicalId)}}`;
  if (value.kind === 'sub') return `{"Fn::Sub": ${JSON.stringify(value.text)}}`;
  return `{"Fn::GetAtt": [${JSON.stringify(value.logicalId)}, ${JSON.stringify(value.attribute)}]}`;
}

function quoteValue(request: CompletionRequest, node: Node, text: string): string {
  if (request.quote === "'") return text.replaceAll("'", "''");
  // No value of the catalogue holds a quote, and the backslashes of a snippet are not of the text.
  if (request.quote === '"') return text;
  if (isJson(request, node)) return `"${text}"`;
  return needsQuotes(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Whether YAML would read the plain text as something else, in block or flow style. */
function needsQuotes(text: string): boolean {
  return (
    text === '' || /^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /: |:$| #|[[\]{},]/.test(text) || /^(?:true|false|null|~|[-+.\d]+)$/i.test(text)
  );
}

/** What is written takes the place of an open quote too, and of the one that closes it. */
function overQuotes({ quote, replace, prefix, text }: CompletionRequest, wanted: Omit<Wanted, 'filter'>, written: string): Draft {
  const filter = quote + (prefix.startsWith('!') ? written : wanted.label);
  if (quote === '') return { text: written, filter, range: replace, ...wanted };
  const end = text.startsWith(quote, replace.end) ? replace.end + 1 : replace.end;
  return { text: written, filter, range: { start: replace.start - 1, end }, ...wanted };
}

/** From `typed` before the cursor to the end of the name that the cursor is in. */
function partRange({ cursor, text, replace }: CompletionRequest, typed: string): OffsetRange {
  const rest = /^[A-Za-z0-9_.*-]*/.exec(text.slice(cursor, replace.end))?.[0] ?? '';
  return { start: cursor - typed.length, end: cursor + rest.length };
}
