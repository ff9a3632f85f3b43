import type { Node, Pair, ScalarNode } from '../../server/src/syntax/node.ts';
import type { Parsed, Source } from '../../server/src/syntax/source.ts';
import { sourceRange, textOf, toOffsets } from '../../server/src/syntax/source.ts';
import { drawFindings } from './marked-source.ts';

/** The tree as one line of flow notation: tags before nodes, strings as JSON, other scalars bare, `null` where nothing is written. */
export function drawTree(node: Node | undefined): string {
  if (node === undefined) return '(none)';
  const tag = node.tag === undefined ? '' : `${node.tag} `;
  if (node.kind === 'scalar') return tag + drawScalar(node);
  if (node.kind === 'sequence') return `${tag}[${node.items.map(drawTree).join(', ')}]`;
  return `${tag}{${node.pairs.map((pair) => `${pair.merged === true ? '<<' : ''}${pair.key.value}: ${drawTree(pair.value)}`).join(', ')}}`;
}

/** The problems of a text drawn under their lines. */
export function drawProblems(parsed: Parsed): string {
  return drawFindings(
    parsed.source.text,
    parsed.problems.map((problem) => ({ ...toOffsets(parsed.source, problem.range), message: `${problem.code}: ${problem.message}` })),
  );
}

/** Every broken invariant of a tree's ranges: none for a tree as it should be. */
export function findBrokenRanges(parsed: Parsed): readonly string[] {
  const broken: string[] = [];
  if (parsed.tree !== undefined) checkNode(parsed.source, parsed.tree, broken, new Set());
  for (const { range } of parsed.problems) checkOffsets(parsed.source, toOffsets(parsed.source, range), 'problem', broken);
  return broken;
}

function drawScalar(node: ScalarNode): string {
  if (node.type === 'string') return JSON.stringify(node.value);
  return node.value === '' ? 'null' : node.value;
}

function checkOffsets(source: Source, { start, end }: { start: number; end: number }, what: string, broken: string[]): void {
  if (start < 0 || end < start || end > source.text.length) broken.push(`${what}: ${start}..${end} of ${source.text.length}`);
}

function checkNode(source: Source, node: Node, broken: string[], seen: Set<Node>): void {
  if (seen.has(node)) return;
  seen.add(node);
  const name = `${node.kind} ${JSON.stringify(textOf(source, node.range).slice(0, 30))}`;
  checkOffsets(source, toOffsets(source, node.range), name, broken);
  checkInside(node.range, node.outer, `${name} in its outer range`, broken);
  if (node.kind === 'scalar') checkScalar(source, node, name, broken);
  else if (node.kind === 'sequence') {
    for (const item of node.items) checkChild(source, node, item, name, broken, seen);
  } else for (const pair of node.pairs) checkPair(source, node, pair, name, broken, seen);
}

function checkPair(source: Source, node: Node, pair: Pair, name: string, broken: string[], seen: Set<Node>): void {
  if (pair.merged === true) return;
  if (source.layout.get(pair.range.unit) === undefined) broken.push(`${name}: a pair of an unknown unit`);
  checkInside(pair.range, node.range, `pair ${pair.key.value} in ${name}`, broken);
  checkInside(pair.key.outer, pair.range, `key ${pair.key.value} in its pair`, broken);
  if (isWrittenHere(node, pair.value)) checkInside(pair.value.outer, pair.range, `value of ${pair.key.value} in its pair`, broken);
  checkNode(source, pair.key, broken, seen);
  checkNode(source, pair.value, broken, seen);
}

function checkChild(source: Source, parent: Node, child: Node, name: string, broken: string[], seen: Set<Node>): void {
  if (isWrittenHere(parent, child)) checkInside(child.outer, parent.range, `child of ${name}`, broken);
  checkNode(source, child, broken, seen);
}

/** The target of an alias stands wherever its anchor is. */
function isWrittenHere(_parent: Node, child: Node): boolean {
  return child.anchor === undefined;
}

function checkInside(inner: Node['range'], outer: Node['range'], what: string, broken: string[]): void {
  if (inner.unit !== outer.unit) return;
  if (inner.start < outer.start || inner.end > outer.end)
    broken.push(`${what}: ${inner.start}..${inner.end} not in ${outer.start}..${outer.end}`);
}

function checkScalar(source: Source, node: ScalarNode, name: string, broken: string[]): void {
  for (const [index, [decoded, offset]] of node.map.entries()) {
    const [before, beforeOffset] = node.map[index - 1] ?? [-1, -1];
    if (decoded < before || offset < beforeOffset || decoded > node.value.length || offset < node.range.start || offset > node.range.end)
      broken.push(`${name}: map ${JSON.stringify(node.map)}`);
  }
  for (let at = 0; at < node.value.length; at++) {
    const character = node.value[at] ?? '';
    if (!/[\w:*\-/]/.test(character)) continue;
    const text = textOf(source, sourceRange(node, at, at + 1));
    if (text !== character && !text.startsWith('\\'))
      broken.push(`${name}: ${JSON.stringify(character)} of ${JSON.stringify(node.value)} at ${at} is ${JSON.stringify(text)}`);
  }
}
