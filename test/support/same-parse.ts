import type { Node, Pair, Range } from '../../server/src/syntax/node.ts';
import type { Parsed } from '../../server/src/syntax/source.ts';

/** The first difference between two readings of one text; `undefined` where they are alike, aliases and units included. */
export function findDifference(a: Parsed, b: Parsed): string | undefined {
  const state: State = { a, b, nodes: new Map(), difference: undefined };
  same(state, 'text', a.source.text, b.source.text);
  same(state, 'layout', drawLayout(a), drawLayout(b));
  same(state, 'problems', drawProblems(a), drawProblems(b));
  sameNode(state, '', a.tree, b.tree);
  return state.difference;
}

interface State {
  readonly a: Parsed;
  readonly b: Parsed;
  /** Which node of the one stands for which of the other. */
  readonly nodes: Map<Node, Node>;
  difference: string | undefined;
}

function drawLayout({ source }: Parsed): string {
  return JSON.stringify([...source.layout].map(([{ uri, name }, start]) => [uri, name, start]));
}

function drawProblems({ problems }: Parsed): string {
  return problems.map(({ code, message, range }) => `${code} ${drawRange(range)} ${message}`).join('\n');
}

function drawRange({ unit, start, end }: Range): string {
  return `${unit.name} ${start}..${end}`;
}

function same(state: State, what: string, a: string, b: string): void {
  if (a !== b) state.difference ??= `${what}:\n${a}\n${b}`;
}

function sameNode(state: State, path: string, a: Node | undefined, b: Node | undefined): void {
  if (state.difference !== undefined || a === undefined || b === undefined) {
    if ((a === undefined) !== (b === undefined)) state.difference ??= `${path}: ${a?.kind} and ${b?.kind}`;
    return;
  }
  const known = state.nodes.get(a);
  if (known !== undefined) {
    if (known !== b) state.difference ??= `${path}: not the same target of an alias`;
    return;
  }
  state.nodes.set(a, b);
  same(state, path, drawNode(state.a, a), drawNode(state.b, b));
  if (a.kind === 'mapping' && b.kind === 'mapping')
    for (const [index, pair] of a.pairs.entries()) samePair(state, `${path}/${pair.key.value}`, pair, b.pairs[index]);
  if (a.kind === 'sequence' && b.kind === 'sequence')
    for (const [index, item] of a.items.entries()) sameNode(state, `${path}/${index}`, item, b.items[index]);
}

function samePair(state: State, path: string, a: Pair, b: Pair | undefined): void {
  same(state, `${path} (pair)`, drawPair(a), b === undefined ? '' : drawPair(b));
  sameNode(state, `${path} (key)`, a.key, b?.key);
  sameNode(state, path, a.value, b?.value);
}

function drawPair({ range, merged }: Pair): string {
  return `${drawRange(range)} ${merged}`;
}

/** Everything of a node but its children; its unit must be one of its document. */
function drawNode({ source }: Parsed, node: Node): string {
  const { range, outer, tag, anchor } = node;
  const own =
    node.kind === 'scalar'
      ? [node.type, node.style, node.value, node.map]
      : [node.flow, node.kind === 'mapping' ? node.pairs.length : node.items.length];
  return JSON.stringify([node.kind, drawRange(range), drawRange(outer), source.layout.has(range.unit), tag, anchor, ...own]);
}
