import { columnOf } from '../syntax/indentation.ts';
import type { MappingNode, Node } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Edit } from './edit.ts';
import { indentAt } from './lines.ts';
import { columnIndent } from './style.ts';
import { outerBounds, viewOf } from './view.ts';

/**
 * Replaces an entry of SAM `Policies` that wraps a policy document (`PolicyName`, `PolicyDocument`) by that document, indented as the entry is. Empty
 * where the document is JSON text in a string or comes from an alias.
 */
export function unwrapEntry(source: Source, entry: MappingNode, document: Node): readonly Edit[] {
  const view = viewOf(source, entry);
  const pair = entry.pairs.find((candidate) => candidate.value === document);
  if (pair === undefined || pair.merged === true || document.kind === 'scalar' || document.host !== entry.host) return [];
  if (entry.anchor !== undefined || document.anchor !== undefined) return [];
  const outer = outerBounds(view, entry);
  const inner = outerBounds(view, document);
  if (inner.start < outer.start || inner.end > outer.end) return [];
  const keyStart = view.offsets(pair.key.outer).start;
  const isBehindKey = !view.text.slice(keyStart, inner.start).includes('\n');
  // Lines of a flow collection go by the line it starts on; those of a block mapping by its column.
  const from = entry.flow ? indentAt(view.text, inner.start) : columnIndent(view.text, isBehindKey ? keyStart : inner.start);
  const to = entry.flow ? indentAt(view.text, outer.start) : ' '.repeat(columnOf(view.text, outer.start));
  const written = view.text.slice(inner.start, inner.end);
  const text = written.replace(/\n([ \t]+)/g, (all, indent: string) =>
    indent.startsWith(from) ? `\n${to}${indent.slice(from.length)}` : all,
  );
  return view.edits([{ ...outer, text }]);
}
