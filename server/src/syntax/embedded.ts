import { parseJson } from './json.ts';
import type { MappingNode, Node, OffsetRange, Problem, Range, ScalarNode } from './node.ts';
import type { RawNode, RawScalar } from './raw.ts';
import type { Source } from './source.ts';
import { sourceRange } from './source.ts';

/** JSON text inside a string: its tree, with ranges in the unit of the string, and what is wrong with the text. */
export interface Embedded {
  readonly tree: Node | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads the JSON text that a string holds (`|`, `>`, quoted, escaped, under `!Sub`); `undefined` where it holds none. Every node
 * carries the string as `host`. A `${Bucket}` that stands for a whole value is reported and read as a plain scalar.
 */
export function parseEmbedded(_source: Source, scalar: ScalarNode): Embedded | undefined {
  if (!holdsJson(scalar.value)) return undefined;
  const placeholders = findPlaceholders(scalar.value);
  const { root, problems } = parseJson(quotePlaceholders(scalar.value, placeholders));
  const state: State = { host: scalar, placeholders: new Map(placeholders.map((range) => [range.start, range])), problems: [] };
  const tree = root === undefined ? undefined : embedNode(state, root);
  for (const { code, start, end, message } of problems) state.problems.push({ code, message, range: embedRange(state, { start, end }) });
  for (const range of placeholders) {
    state.problems.push({ code: 'syntax', message: 'A variable needs quotes around it in JSON', range: embedRange(state, range) });
  }
  return { tree, problems: state.problems.sort((a, b) => a.range.start - b.range.start) };
}

/** Whether a string is taken for JSON text: it begins as an object or a list does, and not as a dynamic reference (`{{resolve:…}}`). */
export function holdsJson(value: string): boolean {
  return /^\s*[{[]/.test(value) && !/^\s*\{\{/.test(value);
}

interface State {
  readonly host: ScalarNode;
  readonly placeholders: ReadonlyMap<number, OffsetRange>;
  readonly problems: Problem[];
}

/** The `${…}` that stand outside of the strings of a JSON text. */
function findPlaceholders(value: string): readonly OffsetRange[] {
  const found: OffsetRange[] = [];
  for (const match of value.matchAll(/"(?:[^"\\\n]|\\.)*"|\$\{[^{}"\s]*\}/g)) {
    if (match[0].startsWith('$')) found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** Writes a string of the same length in place of each placeholder, so that every offset stays. */
function quotePlaceholders(value: string, placeholders: readonly OffsetRange[]): string {
  let text = '';
  let from = 0;
  for (const { start, end } of placeholders) {
    text += `${value.slice(from, start)}"${value.slice(start + 1, end - 1)}"`;
    from = end;
  }
  return text + value.slice(from);
}

function embedRange({ host }: State, { start, end }: OffsetRange): Range {
  return sourceRange(host, start, end);
}

function embedNode(state: State, raw: RawNode): Node {
  if (raw.kind === 'alias') return embedNode(state, raw.target);
  const range = embedRange(state, raw.range);
  const base = { range, outer: range, host: state.host };
  if (raw.kind === 'scalar') return embedScalar(state, raw);
  if (raw.kind === 'sequence') return { kind: 'sequence', flow: true, items: raw.items.map((item) => embedNode(state, item)), ...base };
  return { kind: 'mapping', flow: true, pairs: embedPairs(state, raw), ...base };
}

function embedPairs(state: State, raw: Extract<RawNode, { kind: 'mapping' }>): MappingNode['pairs'] {
  const written = new Set<string>();
  return raw.pairs.map((pair) => {
    const key = embedScalar(state, pair.key);
    if (written.has(key.value))
      state.problems.push({ code: 'duplicate-key', range: key.range, message: `The key ${key.value} stands twice in this mapping` });
    written.add(key.value);
    return { key, value: embedNode(state, pair.value), range: embedRange(state, pair.range) };
  });
}

function embedScalar(state: State, raw: RawScalar): ScalarNode {
  const { host } = state;
  const range = embedRange(state, raw.range);
  const base = { kind: 'scalar', range, outer: range, host } as const;
  const placeholder = state.placeholders.get(raw.range.start);
  if (placeholder === undefined)
    return { type: raw.type, style: raw.style, value: raw.value, map: composeMaps(host, raw.map, raw.value.length), ...base };
  const value = host.value.slice(placeholder.start, placeholder.end);
  return { type: 'string', style: 'plain', value, map: composeMaps(host, [[0, placeholder.start]], value.length), ...base };
}

/** The map of a string inside a string: the inner one leads to offsets of the host's decoded text, the host's to the unit. */
function composeMaps(host: ScalarNode, inner: ScalarNode['map'], length: number): ScalarNode['map'] {
  const map: (readonly [number, number])[] = [];
  for (const [index, [decoded, offset]] of inner.entries()) {
    const next = inner[index + 1];
    const end = offset + (next === undefined ? length - decoded : next[0] - decoded);
    map.push([decoded, sourceRange(host, offset, offset).start]);
    for (let at = findAfter(host.map, offset); at < host.map.length; at++) {
      const [hostDecoded, hostOffset] = host.map[at] ?? [0, 0];
      if (hostDecoded > end || (hostDecoded === end && next !== undefined)) break;
      map.push([decoded + hostDecoded - offset, hostOffset]);
    }
  }
  return map;
}

function findAfter(map: ScalarNode['map'], decoded: number): number {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle]?.[0] ?? 0) <= decoded) low = middle + 1;
    else high = middle;
  }
  return low;
}
