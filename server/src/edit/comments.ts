import { findLineStart } from '../syntax/indentation.ts';
import type { MappingNode, Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Data } from './data.ts';
import type { Edit } from './edit.ts';
import { indentAt, lineEndAt } from './lines.ts';
import { changeList } from './lists.ts';
import { dataSpans, mappingStyle } from './pairs.ts';
import { styleAt } from './style.ts';
import { documentView, viewOf } from './view.ts';

/**
 * A comment on a line of its own above the line where the node starts, `comment` without `#`. A `leastwise-ignore` that stands directly above takes up
 * the rules and the reason of a further one. Of JSON text in a string the string is meant. Empty for JSON.
 */
export function insertCommentAbove(source: Source, node: Node, comment: string): readonly Edit[] {
  const place = node.host ?? node;
  const view = documentView(source, place.range.unit);
  if (source.language === 'json') return [];
  const { start } = toOffsets(source, place.outer);
  const lineStart = findLineStart(source.text, start);
  const above =
    lineStart === 0
      ? undefined
      : { start: findLineStart(source.text, lineStart - 1), end: lineEndAt(source.text, findLineStart(source.text, lineStart - 1)) };
  const merged = above && mergeIgnores(source.text.slice(above.start, above.end), comment);
  if (above !== undefined && merged !== undefined) return view.edits([{ ...above, text: merged }]);
  const line = source.text.slice(lineStart, start);
  const at = line.startsWith('\ufeff') ? lineStart + 1 : lineStart;
  return view.edits([
    {
      start: at,
      end: at,
      text: `${indentAt(source.text, start).replace('\ufeff', '')}# ${comment.replace(/\s*[\r\n]+\s*/g, ' ')}${view.eol}`,
    },
  ]);
}

const ignorePattern = /^(\s*#\s*leastwise-ignore\s+)([\w-]+(?:\s*,\s*[\w-]+)*)(?:\s*:\s*(.*?))?\s*$/;

/** The line with the further rules and reason in it; `undefined` where one of the two is no `leastwise-ignore`. */
function mergeIgnores(line: string, comment: string): string | undefined {
  const old = ignorePattern.exec(line);
  const added = ignorePattern.exec(`# ${comment}`);
  if (old === null || added === null) return undefined;
  const rules = new Set([...(old[2] ?? '').split(/\s*,\s*/), ...(added[2] ?? '').split(/\s*,\s*/)]);
  const reasons = new Set([old[3] ?? '', added[3] ?? ''].filter((reason) => reason !== ''));
  return `${old[1]}${[...rules].join(', ')}${reasons.size > 0 ? `: ${[...reasons].join('; ')}` : ''}`;
}

/**
 * `Metadata: { leastwise: { ignore: [{ rule, reason }] } }` written into a resource (the value of its entry), or added to the one there. Empty where
 * the rule is named there already or something else stands in the way.
 */
export function insertMetadataIgnore(source: Source, resource: MappingNode, rule: string, reason: string): readonly Edit[] {
  const view = viewOf(source, resource);
  let data: Data = {
    kind: 'map',
    pairs: [
      ['rule', scalar(rule)],
      ['reason', scalar(reason)],
    ],
  };
  let mapping = resource;
  const path = ['Metadata', 'leastwise', 'ignore'];
  for (const [depth, key] of path.entries()) {
    const pair = findPair(mapping, key);
    const value = pair?.value;
    if (pair?.merged === true) return [];
    if (value === undefined) {
      data = { kind: 'list', items: [data] };
      for (const name of path.slice(depth + 1).reverse()) data = { kind: 'map', pairs: [[name, data]] };
      const spans = dataSpans(view, mapping, key, data, mappingStyle(view, mapping), depth === 0 ? findPair(mapping, 'Type') : undefined);
      return spans === undefined ? [] : view.edits(spans);
    }
    if (value.kind === 'sequence' && depth === 2) {
      if (value.items.some((item) => isRule(item, rule)) || value.anchor !== undefined) return [];
      const style = styleAt(view, view.offsets(value.range).start, { flow: value.flow });
      const spans = changeList(view, value, { removed: new Set(), inserted: [data] }, style);
      return spans === undefined ? [] : view.edits(spans);
    }
    if (value.kind !== 'mapping' || value.tag !== undefined) return [];
    mapping = value;
  }
  return [];
}

function scalar(text: string): Data {
  return { kind: 'scalar', text };
}

function isRule(item: Node, rule: string): boolean {
  const value = findPair(item, 'rule')?.value;
  return value?.kind === 'scalar' && value.value === rule;
}
