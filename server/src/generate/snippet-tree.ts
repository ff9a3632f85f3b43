/** Data with tab stops, printed as YAML or JSON. Every text in it is a snippet: `$`, `}` and `\` that stand for themselves are escaped. */

export type SnippetTree =
  /** A string; `quoted` where YAML would read it as something else. */
  | { readonly kind: 'text'; readonly snippet: string; readonly quoted?: true }
  /** What each notation writes in its own way. */
  | { readonly kind: 'code'; readonly yaml: string; readonly json: string }
  | { readonly kind: 'list'; readonly items: readonly SnippetTree[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] };

export type Entry = readonly [key: string, value: SnippetTree];

export interface Print {
  readonly notation: 'yaml' | 'json';
  /** White space before the first line. */
  readonly indent: string;
  /** One level more. */
  readonly step: string;
  /** White space between the column of a key and the dashes of its list, in YAML. */
  readonly shift: string;
}

export function text(snippet: string): SnippetTree {
  return { kind: 'text', snippet };
}

export function list(...items: readonly SnippetTree[]): SnippetTree {
  return { kind: 'list', items };
}

export function map(...entries: readonly Entry[]): SnippetTree {
  return { kind: 'map', entries };
}

/** Text that a snippet shows as it is. */
export function escapeSnippet(literal: string): string {
  return literal.replace(/[\\$}]/g, '\\$&');
}

/** A text of `Fn::Sub` with tab stops. */
export function sub(snippet: string): SnippetTree {
  return { kind: 'code', yaml: `!Sub '${snippet}'`, json: `{ "Fn::Sub": "${snippet}" \\}` };
}

/** Entries of a mapping, each on lines of its own at `indent`, without the last line's end; JSON without the comma behind them. */
export function renderEntries(entries: readonly Entry[], print: Print): string {
  const lines = entries.map(
    ([key, value]) => print.indent + (print.notation === 'json' ? jsonEntry(key, value, print) : yamlEntry(key, value, print)),
  );
  return lines.join(print.notation === 'json' ? ',\n' : '\n');
}

function yamlEntry(key: string, value: SnippetTree, print: Print): string {
  const inline = yamlInline(value);
  return inline === undefined
    ? `${key}:\n${yamlBlock(value, { ...print, indent: print.indent + (value.kind === 'list' ? print.shift : print.step) })}`
    : `${key}: ${inline}`;
}

function yamlInline(value: SnippetTree): string | undefined {
  if (value.kind === 'text') return value.quoted ? `'${value.snippet}'` : value.snippet;
  return value.kind === 'code' ? value.yaml : undefined;
}

function yamlBlock(value: SnippetTree, print: Print): string {
  if (value.kind === 'map') return renderEntries(value.entries, print);
  if (value.kind !== 'list') return print.indent + (yamlInline(value) ?? '');
  return value.items
    .map((item) => {
      const block = yamlBlock(item, { ...print, indent: `${print.indent}  ` });
      return `${print.indent}- ${block.slice(print.indent.length + 2)}`;
    })
    .join('\n');
}

function jsonEntry(key: string, value: SnippetTree, print: Print): string {
  return `"${key}": ${jsonValue(value, print)}`;
}

function jsonValue(value: SnippetTree, print: Print): string {
  const inner = { ...print, indent: print.indent + print.step };
  switch (value.kind) {
    case 'text':
      return `"${value.snippet}"`;
    case 'code':
      return value.json;
    case 'list':
      return `[\n${value.items.map((item) => inner.indent + jsonValue(item, inner)).join(',\n')}\n${print.indent}]`;
    case 'map':
      return `{\n${renderEntries(value.entries, inner)}\n${print.indent}\\}`;
  }
}
