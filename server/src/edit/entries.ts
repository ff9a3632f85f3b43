import { columnOf, findLineStart } from '../syntax/indentation.ts';
import type { MappingNode, Node, Pair, ScalarNode, SequenceNode } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { lowerNewValue } from './data.ts';
import type { Edit } from './edit.ts';
import { isFirstOnLine, isInFlow, shiftLines, trimmedEnd } from './lines.ts';
import { changeList } from './lists.ts';
import { styleAt } from './style.ts';
import { outerBounds, viewOf } from './view.ts';

/** Moves the pairs below the first one to the right, so that they become its value. Block mappings of YAML only, one pair a line. */
export function nestBelowFirst(source: Source, entry: MappingNode): readonly Edit[] {
  const [first, second] = entry.pairs;
  const last = entry.pairs.at(-1);
  if (entry.flow || first === undefined || second === undefined || last === undefined || isShared(entry)) return [];
  const view = viewOf(source, entry);
  const start = view.offsets(second.range).start;
  const end = trimmedEnd(view.text, start, view.offsets(last.range).end);
  if (entry.pairs.slice(1).some((pair) => !isFirstOnLine(view.text, view.offsets(pair.range).start))) return [];
  return view.edits([{ start, end, text: `  ${shiftLines(view.text.slice(start, end), 2)}` }]);
}

/** Puts a policy document around a statement that stands alone: `Version` and a list `Statement` with it. */
export function wrapInDocument(source: Source, statement: MappingNode): readonly Edit[] {
  if (isShared(statement)) return [];
  const view = viewOf(source, statement);
  const { start, end } = outerBounds(view, statement);
  const written = view.text.slice(start, trimmedEnd(view.text, start, end));
  if (statement.flow) {
    const quote = view.text.slice(start, end).includes('"') || source.language === 'json' ? '"' : "'";
    const key = (name: string): string => (source.language === 'json' ? `"${name}"` : name);
    return view.edits([{ start, end, text: `{ ${key('Version')}: ${quote}2012-10-17${quote}, ${key('Statement')}: [${written}] }` }]);
  }
  const indent = ' '.repeat(columnOf(view.text, start));
  const text = `Version: '2012-10-17'\n${indent}Statement:\n${indent}  - ${shiftLines(written, 4)}`;
  return view.edits([{ start, end: start + written.length, text }]);
}

/** Gives the parameters of a policy template that is written as a name: `- Name` becomes `- Name: {}`. */
export function appendEmptyMapping(source: Source, name: Node): readonly Edit[] {
  if (name.kind !== 'scalar' || isShared(name) || source.language === 'json') return [];
  const view = viewOf(source, name);
  const { start, end } = outerBounds(view, name);
  return view.edits([{ start, end, text: `${name.value}: {}` }]);
}

/** `value` → `[value]` in a flow collection, a list of one item below its key elsewhere. */
export function wrapInList(source: Source, value: ScalarNode): readonly Edit[] {
  if (isShared(value)) return [];
  const view = viewOf(source, value);
  const { start, end } = outerBounds(view, value);
  const written = view.text.slice(start, end);
  if (source.language === 'json' || isInFlow(view.text, start)) return view.edits([{ start, end, text: `[${written}]` }]);
  const before = view.text.slice(0, start).trimEnd().length;
  const indent = ' '.repeat(keyColumn(view.text, start));
  return view.edits([{ start: before, end, text: `\n${indent}  - ${written}` }]);
}

/** Makes a mapping the one item of a list in its place. */
export function itemize(source: Source, mapping: MappingNode): readonly Edit[] {
  if (isShared(mapping)) return [];
  const view = viewOf(source, mapping);
  const { start, end } = outerBounds(view, mapping);
  const written = view.text.slice(start, trimmedEnd(view.text, start, end));
  const text = mapping.flow ? `[${written}]` : `- ${shiftLines(written, 2)}`;
  return view.edits([{ start, end: start + written.length, text }]);
}

/** Moves a pair of a block mapping below new keys: `path` is the path of its value from the mapping on. */
export function nestUnder(source: Source, mapping: MappingNode, pair: Pair, path: readonly string[]): readonly Edit[] {
  const last = path.at(-1);
  if (mapping.flow || source.language === 'json' || last === undefined || isShared(pair.value) || pair.merged === true) return [];
  const view = viewOf(source, mapping);
  const key = view.offsets(pair.key.outer);
  const end = trimmedEnd(view.text, key.end, view.offsets(pair.range).end);
  if (!isFirstOnLine(view.text, key.start)) return [];
  const indent = ' '.repeat(columnOf(view.text, key.start));
  const heads = path.slice(0, -1).map((name, depth) => `${name}:\n${indent}${'  '.repeat(depth + 1)}`);
  const rest = shiftLines(view.text.slice(key.end, end), 2 * (path.length - 1));
  return view.edits([{ start: key.start, end, text: `${heads.join('')}${last}${rest}` }]);
}

/** Appends an item to a list. */
export function appendItem(source: Source, list: SequenceNode, text: string): readonly Edit[] {
  if (isShared(list)) return [];
  const view = viewOf(source, list);
  const style = styleAt(view, view.offsets(list.range).start, { flow: list.flow });
  const data = lowerNewValue({ kind: 'literal', text }, style);
  const spans = data === undefined ? undefined : changeList(view, list, { removed: new Set(), inserted: [data] }, style);
  return spans === undefined ? [] : view.edits(spans);
}

/** The column of the key on the line, behind the `- ` of an item that starts there. */
function keyColumn(text: string, offset: number): number {
  return /^[\s-]*/.exec(text.slice(findLineStart(text, offset), offset))?.[0].length ?? 0;
}

function isShared(node: Node | Pair): boolean {
  return 'anchor' in node && node.anchor !== undefined;
}
