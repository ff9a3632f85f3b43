import { findLineStart } from '../syntax/indentation.ts';
import type { Node, OffsetRange, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { Source, TextEdit } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Made } from '../template/align.ts';
import { makeAgain } from '../template/align.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import type { SuppressionTool, WrittenName, WrittenSuppression } from './suppression.ts';

/** Without one of these words nothing is silenced. */
const WORDS = ['leastwise', 'checkov', 'cfn-lint', 'cfn_nag', 'cdk_nag'];

const LONGEST = Math.max(...WORDS.map((word) => word.length));

/**
 * Whether a text has one of the words. Where it is known how it came from one that has none, only what is new is read.
 */
export function mayBeSilenced(text: string, edit: TextEdit | undefined): boolean {
  const read = edit === undefined ? text : text.slice(Math.max(0, edit.start - LONGEST), edit.newEnd + LONGEST);
  // A pattern would take ten times as long for a long text.
  return WORDS.some((word) => read.includes(word));
}

/** The `Metadata` of each resource, `null` where it has none. */
export type ResourceMetadata = Made<DeclaredResource, Node | null>;

/** `previous` is what an earlier version had: only what is new is looked at. */
export function findMetadata(declared: readonly DeclaredResource[], previous: ResourceMetadata | undefined): ResourceMetadata {
  return { items: declared, results: makeAgain(previous, declared, ({ node }) => findPair(node, 'Metadata')?.value ?? null) };
}

/**
 * All suppressions of a template and its fragments:
 * - `# leastwise-ignore rule, rule: the reason` covers the node that starts on its own line, or on the next one where it stands alone;
 * - `Metadata: { leastwise: { ignore: [{ rule, reason }] } }` covers its resource, or the template; `custom.leastwise.ignore` a Serverless service;
 * - of other tools, each over its resource or the template: cfn-lint 1.x (`Metadata.cfn-lint.config.ignore_checks`), checkov 3.x (`checkov:skip=ID:reason`,
 *   `Metadata.checkov.skip`), cfn_nag 0.8 and cdk-nag 2.x (`rules_to_suppress`).
 * `isLoud`: the document itself has none of the words.
 */
export function findSuppressions(template: Template, metadata: ResourceMetadata, isLoud: boolean): readonly WrittenSuppression[] {
  const { items, results } = metadata;
  const found: WrittenSuppression[] = [];
  for (const source of template.sources.values()) {
    if (source === template.source ? isLoud : !mayBeSilenced(source.text, undefined)) continue;
    const tree = template.trees.get(source.uri);
    found.push(...findOwnComments(source, tree), ...findCheckovComments(source));
    found.push(...readMetadata(source, findPair(tree, 'Metadata')?.value, { start: 0, end: source.text.length }));
    const custom = findValue(tree, 'custom', 'leastwise');
    if (custom !== undefined) found.push(...readOwn(source, custom, { start: 0, end: source.text.length }));
  }
  for (let index = 0; index < results.length; index++) {
    const value = results[index] ?? null;
    const node = value === null ? undefined : items[index]?.node;
    const source = node === undefined ? undefined : template.sources.get(node.range.unit.uri);
    if (value !== null && node !== undefined && source !== undefined) {
      found.push(...readMetadata(source, value, toOffsets(source, node.range)));
    }
  }
  return found;
}

const OWN = /(?:#|\/\/)[ \t]*leastwise-ignore[ \t]+([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)[ \t]*(?::([^\r\n]*))?/g;

function* findOwnComments(source: Source, tree: Node | undefined): Generator<WrittenSuppression> {
  for (const { at, match } of findMarks(source.text, 'leastwise-ignore', OWN)) {
    const { text } = source;
    const lineStart = findLineStart(text, at);
    const alone = text.slice(lineStart, at).trim() === '';
    const lineEnd = text.indexOf('\n', at);
    const line = alone ? nextLine(text, lineEnd) : { start: lineStart, end: at };
    const covers = tree === undefined || line === undefined ? undefined : findNodeStartingIn(source, tree, line, at);
    if (covers === undefined) continue;
    const end = at + match[0].trimEnd().length;
    const whole = alone && lineEnd >= 0 ? { line: rangeAt(source, lineStart, lineEnd + 1) } : {};
    const names = namesIn(source, at + match[0].indexOf(match[1] ?? ''), match[1] ?? '');
    yield { tool: 'leastwise', uri: source.uri, covers, range: rangeAt(source, at, end), ...whole, names, reason: (match[2] ?? '').trim() };
  }
}

function namesIn(source: Source, start: number, list: string): readonly WrittenName[] {
  return [...list.matchAll(/[a-z0-9-]+/g)].map((match) => ({
    id: match[0],
    range: rangeAt(source, start + match.index, start + match.index + match[0].length),
  }));
}

const CHECKOV = /(?:#|\/\/)[ \t]*checkov:skip=([A-Z0-9_]+)(?::([^\r\n]*))?/g;

/** Anywhere in a resource they cover it. */
function* findCheckovComments(source: Source): Generator<WrittenSuppression> {
  for (const { at, match } of findMarks(source.text, 'checkov:skip', CHECKOV)) {
    const range = rangeAt(source, at, at + match[0].trimEnd().length);
    if (range.unit === source.document) continue;
    const start = source.layout.get(range.unit) ?? 0;
    const next = [...source.layout.values()].filter((other) => other > start);
    const covers = { start, end: next.length === 0 ? source.text.length : Math.min(...next) - 1 };
    const names = [{ id: match[1] ?? '', range }];
    yield { tool: 'checkov', uri: source.uri, covers, range, names, reason: (match[2] ?? '').trim() };
  }
}

interface Mark {
  /** Where the comment starts. */
  readonly at: number;
  readonly match: RegExpMatchArray;
}

/** Line by line where the word stands: a long text is not searched by the pattern. */
function findMarks(text: string, word: string, pattern: RegExp): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = text.indexOf(word); at >= 0; ) {
    const start = findLineStart(text, at);
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    for (const match of text.slice(start, end).matchAll(pattern)) marks.push({ at: start + match.index, match });
    at = text.indexOf(word, end);
  }
  return marks;
}

/** A range of the unit that the offset lies in: the last that starts at or before it. */
function rangeAt(source: Source, start: number, end: number): Range {
  let unit = source.document;
  let base = 0;
  for (const [other, offset] of source.layout) {
    if (other !== source.document && offset <= start && (unit === source.document || offset >= base)) {
      unit = other;
      base = offset;
    }
  }
  return { unit, start: start - base, end: end - base };
}

/** The next line that holds more than a comment; `undefined` at the end of the text. */
function nextLine(text: string, lineEnd: number): OffsetRange | undefined {
  let start = lineEnd;
  while (start >= 0) {
    const end = text.indexOf('\n', start + 1);
    const line = text.slice(start + 1, end < 0 ? text.length : end).trim();
    if (line !== '' && !line.startsWith('#') && !line.startsWith('//')) return { start: start + 1, end: end < 0 ? text.length : end };
    start = end;
  }
  return undefined;
}

/** The outermost pair or item that starts on the line, `undefined` too where `comment` lies inside a string. */
function findNodeStartingIn(source: Source, tree: Node, line: OffsetRange, comment: number): OffsetRange | undefined {
  let found: OffsetRange | undefined;
  const visit = (node: Node, range: Range): boolean => {
    const { start, end } = toOffsets(source, range);
    if (node.kind === 'scalar' && start < comment && comment < end) return false;
    if (found === undefined && start >= line.start && start <= line.end && node !== tree) found = { start, end };
    if (end < Math.min(comment, line.start) || start > Math.max(comment, line.end)) return true;
    if (node.kind === 'mapping') return node.pairs.every((pair) => pair.merged === true || visit(pair.value, pair.range));
    return node.kind === 'scalar' || node.items.every((item) => visit(item, item.outer));
  };
  return visit(tree, tree.outer) ? found : undefined;
}

function* readMetadata(source: Source, metadata: Node | undefined, covers: OffsetRange): Generator<WrittenSuppression> {
  if (metadata?.kind !== 'mapping') return;
  const own = findPair(metadata, 'leastwise')?.value;
  if (own !== undefined) yield* readOwn(source, own, covers);
  const linted = findValue(metadata, 'cfn-lint', 'config', 'ignore_checks');
  for (const item of itemsOf(linted)) yield* named(source, 'cfn-lint', item, item, covers, '');
  const lists = [
    ['checkov', findValue(metadata, 'checkov', 'skip'), 'comment'],
    ['cfn_nag', findValue(metadata, 'cfn_nag', 'rules_to_suppress'), 'reason'],
    ['cdk-nag', findValue(metadata, 'cdk_nag', 'rules_to_suppress'), 'reason'],
  ] as const;
  for (const [tool, list, why] of lists) {
    for (const item of itemsOf(list)) yield* named(source, tool, item, findPair(item, 'id')?.value, covers, textAt(item, why));
  }
}

function* readOwn(source: Source, own: Node, covers: OffsetRange): Generator<WrittenSuppression> {
  for (const item of itemsOf(findPair(own, 'ignore')?.value)) {
    yield* named(source, 'leastwise', item, findPair(item, 'rule')?.value, covers, textAt(item, 'reason'));
  }
}

function* named(
  source: Source,
  tool: SuppressionTool,
  item: Node,
  name: Node | undefined,
  covers: OffsetRange,
  reason: string,
): Generator<WrittenSuppression> {
  if (name?.kind !== 'scalar' || name.value === '') return;
  yield { tool, uri: source.uri, covers, range: item.outer, names: [{ id: name.value, range: name.outer }], reason };
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'sequence' ? node.items : [];
}

function textAt(node: Node, key: string): string {
  const value = findPair(node, key)?.value;
  return value?.kind === 'scalar' ? value.value.trim() : '';
}
