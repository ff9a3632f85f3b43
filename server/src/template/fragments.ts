import { URI, Utils } from 'vscode-uri';
import type { Node, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Collector } from './collector.ts';
import type { OpenTrail, Settlement } from './contribution.ts';
import { languageOf } from './language.ts';
import { findWholeVariable } from './variables.ts';

/** Files that one service may bring in; real ones stay under 60. */
const maximumFragments = 200;

/** Steps from variable to variable on the way to one value. */
const maximumSteps = 30;

/**
 * What a string made of one variable of Serverless stands for: `${file(path)}`, `${file(path):a.b}` or `${self:a.b}`, followed until it is a
 * list or a mapping. `undefined` for any other variable, a plain value, and a file that is missing, not read yet or outside the workspace.
 */
export function resolveVariable(collector: Collector, node: ScalarNode, trail: OpenTrail): Node | undefined {
  const content = node.tag === undefined ? findWholeVariable(node.value, collector.dialect) : undefined;
  if (content === undefined) return undefined;
  const target = followVariable(collector, content);
  trail.followed.set(content, target);
  if (target === undefined) return undefined;
  trail.replaced.set(node, target);
  return target;
}

/** The list or mapping that a variable leads to, by what stands between its braces. */
export function followVariable(collector: Collector, content: string): Node | undefined {
  const { variables } = collector;
  if (variables.has(content)) return variables.get(content);
  const target = followContent(collector, content, 0);
  const found = target?.kind === 'scalar' ? undefined : target;
  variables.set(content, found);
  return found;
}

/** Records what every variable in a policy stands for, so that the policy can be read without files. */
export function settleVariables(collector: Collector, node: Node): void {
  if (collector.dialect !== 'serverless') return;
  const settlement = settlementOf(collector, node);
  if (settlement.followed.size > 0) collector.sink.settlements.push(settlement);
}

/** Whether all that an earlier version settled stands for the same now. */
export function isSettled(collector: Collector, settlement: Settlement): boolean {
  const known = collector.settled.get(settlement);
  if (known !== undefined) return known;
  // Variables may lead round in a circle.
  const reached = new Set([settlement]);
  let same = true;
  for (const { followed, further } of reached) {
    for (const [content, target] of followed) same = followVariable(collector, content) === target && same;
    for (const next of further) reached.add(next);
  }
  for (const each of same ? reached : [settlement]) collector.settled.set(each, same);
  return same;
}

/** How deep below a node, and at how many nodes, variables are looked for. */
const maximumDepth = 40;
const maximumNodes = 20_000;

interface Settling extends OpenTrail {
  readonly further: Settlement[];
  left: number;
}

function settlementOf(collector: Collector, node: Node): Settlement {
  const known = collector.settlements.get(node);
  if (known !== undefined) return known;
  const settling: Settling = { followed: new Map(), replaced: new Map(), further: [], left: maximumNodes };
  collector.settlements.set(node, settling);
  settle(collector, node, settling, 0);
  return settling;
}

function settle(collector: Collector, node: Node, settling: Settling, depth: number): void {
  if (depth > maximumDepth || settling.left-- <= 0) return;
  if (node.kind === 'scalar') {
    const target = resolveVariable(collector, node, settling);
    if (target !== undefined) settling.further.push(settlementOf(collector, target));
  } else if (node.kind === 'sequence') {
    for (const item of node.items) settle(collector, item, settling, depth + 1);
  } else for (const pair of node.pairs) settle(collector, pair.value, settling, depth + 1);
}

/** The node that a variable leads to, itself no variable; the node given where it is none. */
function follow(collector: Collector, node: Node, steps: number): Node | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined) return node;
  const content = findWholeVariable(node.value, collector.dialect);
  return content === undefined ? node : followContent(collector, content, steps);
}

function followContent(collector: Collector, content: string, steps: number): Node | undefined {
  if (steps > maximumSteps) return undefined;
  const file = /^file\(([^)]*)\)(?::(.*))?$/s.exec(withoutFallback(content));
  if (file !== null) return descend(collector, loadFragment(collector, file[1] ?? ''), file[2] ?? '', steps);
  const own = /^self:(.*)$/s.exec(withoutFallback(content));
  return own === null ? undefined : descend(collector, collector.tree, own[1] ?? '', steps);
}

function descend(collector: Collector, root: Node | undefined, address: string, steps: number): Node | undefined {
  if (address.includes('${')) return undefined;
  let current = root === undefined ? undefined : follow(collector, root, steps + 1);
  for (const step of address.split('.')) {
    if (step === '') continue;
    const value = current?.kind === 'sequence' ? current.items[Number(step)] : findPair(current, step)?.value;
    current = value === undefined ? undefined : follow(collector, value, steps + 1);
  }
  return current;
}

/** The first alternative of `a, b`; a comma within parentheses or braces belongs to it. */
function withoutFallback(content: string): string {
  let depth = 0;
  for (let index = 0; index < content.length; index++) {
    const character = content[index];
    if (character === '(' || character === '{') depth++;
    else if (character === ')' || character === '}') depth--;
    else if (character === ',' && depth === 0) return content.slice(0, index).trim();
  }
  return content;
}

/** Paths are relative to the service's folder, in fragments of fragments too (Serverless 3, "Reference properties in other files"). */
function loadFragment(collector: Collector, written: string): Node | undefined {
  const path = written.trim().replace(/^(['"])(.*)\1$/, '$2');
  const uri = fragmentUri(collector.main.uri, path);
  if (uri === undefined) return undefined;
  if (collector.fragments.has(uri)) return collector.fragments.get(uri);
  if (collector.fragments.size >= maximumFragments) return undefined;
  const node = uri === collector.main.uri ? collector.tree : readFragment(collector, uri);
  collector.fragments.set(uri, node);
  return node;
}

/** Where a file of a service is, by its path as written; `undefined` for a path that is not written out. */
export function fragmentUri(main: string, path: string): string | undefined {
  if (path === '' || path.includes('${') || path.startsWith('~')) return undefined;
  try {
    const base = URI.parse(main);
    const uri = path.startsWith('/') ? base.with({ path }) : Utils.joinPath(Utils.dirname(base), path);
    return uri.toString();
  } catch {
    // The library throws on URIs without a path; such a document has no folder.
    return undefined;
  }
}

function readFragment(collector: Collector, uri: string): Node | undefined {
  // A `.js` or `.ts` file would have to be run.
  if (!/\.(?:ya?ml|jsonc?)$/i.test(uri)) return undefined;
  const answer = collector.context.files.read(uri);
  collector.reads.add(uri);
  if (answer.kind === 'unread') collector.wanted.add(uri);
  if (answer.kind !== 'text') return undefined;
  const parsed = collector.context.parse(uri, answer.text, languageOf(uri, answer.text));
  collector.sources.set(uri, parsed.source);
  collector.problems.push(...parsed.problems);
  if (parsed.tree !== undefined) collector.trees.set(uri, parsed.tree);
  return parsed.tree;
}
