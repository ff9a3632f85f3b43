import { CST } from 'yaml';
import type { OffsetRange, ScalarStyle } from './node.ts';
import type { RawNode, RawPair, RawProblem, RawScalar } from './raw.ts';
import { emptyScalar } from './raw.ts';
import { decodeDoubleQuoted, mapLines, mapSingleQuoted } from './scalar-map.ts';
import { findPlainType } from './scalar-type.ts';

/** What an anchor names. */
export type AnchorTarget = Exclude<RawNode, { kind: 'alias' }>;

export interface DocumentCopy {
  readonly root: RawNode | undefined;
  readonly problems: readonly RawProblem[];
  /** The last node of each anchor. */
  readonly anchors: ReadonlyMap<string, AnchorTarget>;
}

/**
 * Copies a document of the library's concrete tree; offsets are those of `text`, which the tokens were read from. An anchor that
 * stands nowhere above its alias is asked of `findOutside`: it may stand in a part of the document that was read before.
 */
export function copyDocument(
  text: string,
  document: CST.Document,
  findOutside: (anchor: string) => AnchorTarget | undefined = () => undefined,
): DocumentCopy {
  const state: State = { text, problems: [], anchors: new Map(), open: new Set(), findOutside };
  const properties = findProperties(document.start);
  if (document.value === undefined && properties.start === undefined) return { root: undefined, problems: [], anchors: state.anchors };
  const root = copyValue(state, document.value, properties, properties.end ?? document.offset);
  return { root, problems: state.problems, anchors: state.anchors };
}

interface State {
  readonly text: string;
  readonly problems: RawProblem[];
  readonly anchors: Map<string, AnchorTarget>;
  /** Anchors whose node is being read: an alias to one of them would contain itself. */
  readonly open: Set<string>;
  findOutside(anchor: string): AnchorTarget | undefined;
}

/** What stands before a node: its tag and anchor, and the indicator (`-`, `?`, `:`) that introduces it. */
interface Properties {
  readonly tag?: string;
  readonly anchor?: string;
  readonly start?: number;
  /** The end of the tag or anchor, whichever is the last. */
  readonly end?: number;
  readonly indicator?: CST.SourceToken;
}

const NO_PROPERTIES: Properties = {};

/** Most nodes have none: then nothing is made. */
function findProperties(tokens: readonly CST.SourceToken[] | undefined): Properties {
  let found: { -readonly [Name in keyof Properties]: Properties[Name] } | undefined;
  for (const token of tokens ?? []) {
    if (token.type === 'tag' || token.type === 'anchor') {
      found ??= {};
      found.start ??= token.offset;
      found.end = token.offset + token.source.length;
      if (token.type === 'tag') found.tag = token.source;
      else found.anchor = token.source.slice(1);
    } else if (token.type === 'seq-item-ind' || token.type === 'explicit-key-ind' || token.type === 'map-value-ind') {
      found ??= {};
      found.indicator = token;
    }
  }
  return found ?? NO_PROPERTIES;
}

/** The node of a value, or a null scalar where nothing is written: behind its tag, else behind its indicator, else at `fallback`. */
function copyValue(state: State, token: CST.Token | null | undefined, properties: Properties, fallback: number): RawNode {
  const written = token !== null && token !== undefined && !(token.type === 'scalar' && token.source === '') && token.type !== 'error';
  if (written) return copyNode(state, token, properties);
  const { indicator, end } = properties;
  const behind = end ?? (indicator === undefined ? fallback : indicator.offset + indicator.source.length);
  const position = state.text[behind] === ' ' ? behind + 1 : behind;
  const scalar = { ...emptyScalar(position, { start: properties.start ?? position, end: position }), ...nameProperties(properties) };
  if (properties.anchor !== undefined) state.anchors.set(properties.anchor, scalar);
  return scalar;
}

const NO_NAMES: { readonly tag?: string; readonly anchor?: string } = {};

function nameProperties({ tag, anchor }: Properties): { readonly tag?: string; readonly anchor?: string } {
  if (tag === undefined) return anchor === undefined ? NO_NAMES : { anchor };
  return anchor === undefined ? { tag } : { tag, anchor };
}

function copyNode(state: State, token: CST.Token, properties: Properties): RawNode {
  if (token.type === 'alias') return copyAlias(state, token);
  const { anchor } = properties;
  const nested = state.open.has(anchor ?? '');
  if (anchor !== undefined) state.open.add(anchor);
  const collection = token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
  const node = collection ? copyCollection(state, token, properties) : copyScalar(state, token, properties);
  if (anchor !== undefined) {
    if (!nested) state.open.delete(anchor);
    state.anchors.set(anchor, node);
  }
  return node;
}

function copyCollection(state: State, token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection, properties: Properties): AnchorTarget {
  const flow = token.type === 'flow-collection';
  const mapping = token.type === 'block-map' || (flow && token.start.source === '{');
  const pairs: RawPair[] = [];
  const items: RawNode[] = [];
  for (const item of token.items) {
    if (mapping) pairs.push(...copyPair(state, item, token.offset));
    else items.push(...copyItem(state, item, flow, token.offset));
  }
  const parts: readonly { range: OffsetRange; outer?: OffsetRange }[] = mapping ? pairs : items;
  const lastPart = parts[parts.length - 1];
  const last = lastPart?.outer ?? lastPart?.range;
  const closing = flow ? token.end.find((end) => end.source === (mapping ? '}' : ']')) : undefined;
  const end = Math.max(last?.end ?? 0, closing === undefined ? token.offset + (flow ? 1 : 0) : closing.offset + 1);
  // A tag or anchor of the first key may stand before what the library takes for the start of the mapping.
  const first = parts[0]?.outer?.start ?? parts[0]?.range.start ?? token.offset;
  const range = { start: flow ? token.offset : Math.min(token.offset, first), end };
  const base = {
    range,
    outer: { start: Math.min(properties.start ?? range.start, range.start), end },
    flow,
    ...nameProperties(properties),
  };
  return mapping ? { kind: 'mapping', ...base, pairs } : { kind: 'sequence', ...base, items };
}

/** One pair, or none for an item that holds comments only. */
function copyPair(state: State, item: CST.CollectionItem, fallback: number): readonly RawPair[] {
  const before = findProperties(item.start);
  const written = item.key !== undefined && item.key !== null;
  if (!written && item.sep === undefined && item.value === undefined && before.start === undefined && before.indicator === undefined)
    return [];
  const after = findProperties(item.sep);
  const colon = after.indicator;
  const start = before.indicator?.offset ?? before.start ?? (written ? offsetOf(item.key) : undefined) ?? colon?.offset ?? fallback;
  const key = toKey(state, copyValue(state, item.key, before, colon?.offset ?? start));
  const value = copyValue(state, item.value, after, key.outer.end);
  return [{ key, value, range: { start: Math.min(start, key.outer.start), end: Math.max(value.outer.end, key.outer.end) } }];
}

function copyItem(state: State, item: CST.CollectionItem, flow: boolean, fallback: number): readonly RawNode[] {
  const properties = findProperties(item.start);
  if (flow && (item.sep !== undefined || properties.indicator !== undefined)) {
    const pairs = copyPair(state, item, fallback);
    const [pair] = pairs;
    return pair === undefined ? [] : [{ kind: 'mapping', flow: true, range: pair.range, outer: pair.range, pairs }];
  }
  const token = item.value ?? item.key;
  if ((token === undefined || token === null) && properties.start === undefined && properties.indicator === undefined) return [];
  return [copyValue(state, token, properties, fallback)];
}

function offsetOf(token: CST.Token | null | undefined): number | undefined {
  return token?.offset;
}

/** A key that is not a scalar stands for its own text. */
function toKey(state: State, node: RawNode): RawScalar {
  const target = node.kind === 'alias' ? node.target : node;
  if (target.kind === 'scalar')
    return node.kind === 'alias' ? { ...target, range: node.range, outer: node.outer, map: [[0, node.range.start]] } : target;
  const value = state.text.slice(node.range.start, node.range.end);
  return { kind: 'scalar', type: 'string', style: 'plain', value, range: node.range, outer: node.outer, map: [[0, node.range.start]] };
}

function copyAlias(state: State, token: CST.FlowScalar): RawNode {
  const name = token.source.slice(1);
  const range = { start: token.offset, end: token.offset + token.source.length };
  const target = state.open.has(name) ? undefined : (state.anchors.get(name) ?? state.findOutside(name));
  if (target !== undefined) return { kind: 'alias', target, range, outer: range };
  const message = state.open.has(name) ? `The alias *${name} stands inside its own anchor` : `No anchor &${name} stands above this alias`;
  state.problems.push({ code: 'unknown-anchor', ...range, message });
  return emptyScalar(range.start, range);
}

const styles: Readonly<Record<string, ScalarStyle>> = { 'single-quoted-scalar': 'single', 'double-quoted-scalar': 'double' };

function copyScalar(state: State, token: CST.Token, properties: Properties): RawScalar {
  if (token.type === 'block-scalar') return copyBlockScalar(state, token, properties);
  if (token.type !== 'scalar' && token.type !== 'single-quoted-scalar' && token.type !== 'double-quoted-scalar')
    return emptyScalar(token.offset);
  const range = { start: token.offset, end: token.offset + token.source.length };
  const style = styles[token.type] ?? 'plain';
  const { value, map } = decode(state.text, token, style, range);
  const outer = { start: properties.start ?? range.start, end: range.end };
  return { kind: 'scalar', type: findType(style, value, properties.tag), style, value, range, outer, map, ...nameProperties(properties) };
}

/** A scalar on one line that stands for its own text. */
function decodeSimple({ source }: CST.FlowScalar, style: ScalarStyle, start: number): Pick<RawScalar, 'value' | 'map'> | undefined {
  if (source.includes('\n')) return undefined;
  if (style === 'plain') return { value: source, map: [[0, start]] };
  const quote = style === 'single' ? "'" : '"';
  const inner = source.slice(1, -1);
  if (source.length < 2 || !source.endsWith(quote) || inner.includes(quote) || inner.includes('\\')) return undefined;
  return { value: inner, map: [[0, start + 1]] };
}

function decode(text: string, token: CST.FlowScalar, style: ScalarStyle, { start, end }: OffsetRange): Pick<RawScalar, 'value' | 'map'> {
  const simple = decodeSimple(token, style, start);
  if (simple !== undefined) return simple;
  if (style === 'double') return decodeDoubleQuoted(text, start, end);
  const open = style === 'single' && (token.source.length < 2 || !token.source.endsWith("'"));
  // Errors are found when the document is composed; without a handler this would throw them.
  const value = CST.resolveAsScalar(open ? { ...token, source: `${token.source}'` } : token, false, () => undefined).value;
  return { value, map: style === 'single' ? mapSingleQuoted(text, start, end, value) : mapLines(text, start, end, value) };
}

function copyBlockScalar(state: State, token: CST.BlockScalar, properties: Properties): RawScalar {
  const header = token.props.find((part) => part.type === 'block-scalar-header');
  const last = token.props[token.props.length - 1];
  const start = header?.offset ?? token.offset;
  const content = last !== undefined && 'source' in last && last.source !== undefined ? last.offset + last.source.length : token.offset;
  const end = Math.max(
    content + token.source.trimEnd().length,
    start + (header !== undefined && 'source' in header ? (header.source?.length ?? 0) : 0),
  );
  const resolved = CST.resolveAsScalar(token, false, () => undefined).value;
  // The library adds the line break that the last line of the text lacks.
  const value = /[^\n]$/.test(token.source) && resolved.endsWith('\n') ? resolved.slice(0, -1) : resolved;
  const range = { start, end: token.source.trim() === '' ? Math.min(end, content) : end };
  return {
    kind: 'scalar',
    type: findType('literal', value, properties.tag),
    style: state.text[start] === '>' ? 'folded' : 'literal',
    value,
    range,
    outer: { start: properties.start ?? start, end: range.end },
    map: mapLines(state.text, content, end, value),
    ...nameProperties(properties),
  };
}

const tagTypes: Readonly<Record<string, RawScalar['type']>> = {
  '!!int': 'number',
  '!!float': 'number',
  '!!bool': 'boolean',
  '!!null': 'null',
};

/** A value with a tag of its own (`!Ref 123`) is a string, as the parsers of YAML hand it to who resolves the tag. */
function findType(style: ScalarStyle, value: string, tag: string | undefined): RawScalar['type'] {
  if (tag !== undefined) return tagTypes[tag] ?? 'string';
  return style === 'plain' ? findPlainType(value) : 'string';
}
