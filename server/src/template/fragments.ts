import { URI, Utils } from 'vscode-uri';
import type { Node, ScalarNode } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Collector } from './collector.ts';
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
export function resolveVariable(collector: Collector, node: ScalarNode): Node | undefined {
  const known = collector.replaced.get(node);
  if (known !== undefined) return known;
  const target = follow(collector, node, 0);
  if (target === undefined || target === node || target.kind === 'scalar') return undefined;
  collector.replaced.set(node, target);
  return target;
}

/** Records what every variable in a policy stands for, so that the policy can be read without files. */
export function settleVariables(collector: Collector, node: Node): void {
  if (collector.dialect === 'serverless') settle(collector, node, { left: 20_000 }, 0);
}

function settle(collector: Collector, node: Node, budget: { left: number }, depth: number): void {
  if (depth > 40 || budget.left-- <= 0 || collector.settled.has(node)) return;
  if (node.kind === 'scalar') {
    const target = resolveVariable(collector, node);
    if (target === undefined) return;
    settle(collector, target, budget, depth + 1);
    collector.settled.add(target);
  } else if (node.kind === 'sequence') {
    for (const item of node.items) settle(collector, item, budget, depth + 1);
  } else for (const pair of node.pairs) settle(collector, pair.value, budget, depth + 1);
}

/** The node that a variable leads to, itself no variable; the node given where it is none. */
function follow(collector: Collector, node: Node, steps: number): Node | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined) return node;
  const content = findWholeVariable(node.value, collector.dialect);
  if (content === undefined) return node;
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
  if (path === '' || path.includes('${') || path.startsWith('~')) return undefined;
  const uri = fragmentUri(collector.main.uri, path);
  if (uri === undefined) return undefined;
  if (collector.fragments.has(uri)) return collector.fragments.get(uri);
  if (collector.fragments.size >= maximumFragments) return undefined;
  const node = uri === collector.main.uri ? collector.tree : readFragment(collector, uri);
  collector.fragments.set(uri, node);
  return node;
}

function fragmentUri(main: string, path: string): string | undefined {
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
