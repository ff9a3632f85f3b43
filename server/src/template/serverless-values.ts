import type { Node, Pair } from '../syntax/node.ts';
import { findValue } from '../syntax/node.ts';
import { makeAgain } from './align.ts';
import type { Collector } from './collector.ts';
import { languageOf } from './language.ts';
import type { ServiceVariables, VariableMemory, VariableValue } from './serverless-value.ts';
import type { VariableWorld } from './serverless-variables.ts';
import { createVariableReader } from './serverless-variables.ts';
import { findVariables } from './variables.ts';

/** Files that variables may bring in; real services stay under 60. */
const maximumFiles = 200;

/** How deep below a node, and at how many nodes, variables are looked for. */
const maximumDepth = 40;
const maximumNodes = 20_000;

/** What says nothing about permissions, of a function and of the provider: files that only such a thing names are not read for it. */
const leftOut: ReadonlySet<string> = new Set(['environment', 'tags', 'package', 'layers', 'description']);

/** Sections of a service that decide who may do what, beside its functions and resources. */
const sections: readonly (readonly string[])[] = [
  ['service'],
  ['plugins'],
  ['frameworkVersion'],
  ['stepFunctions'],
  ['custom', 'serverless-iam-roles-per-function'],
  ['resources', 'extensions'],
];

/**
 * Finds the variables of a service and looks them up; `entries` are those of its functions, its resources and its state machines. Files that they name are
 * read quietly: nothing is reported of their text.
 */
export function findServiceVariables(
  collector: Collector,
  entries: readonly (readonly Pair[])[],
): { readonly variables: ServiceVariables; readonly memory: VariableMemory } {
  const before = collector.context.previous?.variables;
  const contents = new Map<Node, readonly string[]>();
  const contentsOf = (node: Node): readonly string[] => {
    const found = before?.contents.get(node) ?? contents.get(node) ?? contentsIn([node]);
    contents.set(node, found);
    return found;
  };
  const reader = createVariableReader(worldOf(collector));
  const values = new Map<string, VariableValue>();
  const waiting: Node[] = rootsOf(collector.tree);
  const lookUp = (content: string): void => {
    if (values.has(content)) return;
    const value = reader.lookUp(content);
    values.set(content, value);
    if (value.kind === 'node') waiting.push(value.node);
  };
  const ofEntries = entries.map((items, index) => ({
    items,
    results: makeAgain(before?.ofEntries[index], items, ({ value }) => contentsIn(partsOf(value))),
  }));
  for (const { results } of ofEntries) for (const found of results) if (found.length > 0) found.forEach(lookUp);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) contentsOf(node).forEach(lookUp);
  const isSame = before !== undefined && [...values].every(([content, value]) => isSameValue(before.variables.values.get(content), value));
  const variables = { values, version: isSame ? before.variables.version : {} };
  return { variables, memory: { ofEntries, contents, variables } };
}

/** What decides beside the entries. */
function rootsOf(tree: Node): Node[] {
  const found = sections.map((path) => findValue(tree, ...path)).filter((node) => node !== undefined);
  const provider = findValue(tree, 'provider');
  return provider === undefined ? found : [...found, ...partsOf(provider)];
}

/** An entry, or the provider, without what is left out. */
function partsOf(entry: Node): readonly Node[] {
  if (entry.kind !== 'mapping') return [entry];
  return entry.pairs.filter(({ key }) => !leftOut.has(key.value)).map(({ value }) => value);
}

function isSameValue(before: VariableValue | undefined, now: VariableValue): boolean {
  // One that was not there decided nothing.
  if (before === undefined) return true;
  if (before.kind === 'text' && now.kind === 'text') return before.text === now.text && before.type === now.type;
  if (before.kind === 'node' && now.kind === 'node') return before.node === now.node;
  return before.kind === now.kind;
}

function contentsIn(roots: readonly Node[]): readonly string[] {
  const found = new Set<string>();
  let left = maximumNodes;
  const visit = (node: Node, depth: number): void => {
    if (depth > maximumDepth || left-- <= 0) return;
    if (node.kind === 'scalar') {
      if (!node.value.includes('${')) return;
      for (const variable of findVariables(node.value, 'serverless')) if (variable.kind === 'serverless') found.add(variable.content);
    } else if (node.kind === 'sequence') for (const item of node.items) visit(item, depth + 1);
    else for (const { value } of node.pairs) visit(value, depth + 1);
  };
  for (const root of roots) visit(root, 0);
  return found.size === 0 ? NONE : [...found];
}

const NONE: readonly string[] = [];

function worldOf(collector: Collector): VariableWorld {
  const files = new Map<string, Node | 'missing' | undefined>();
  const readFile = (uri: string): Node | 'missing' | undefined => {
    if (uri === collector.main.uri) return collector.tree;
    if (files.has(uri)) return files.get(uri);
    if (files.size >= maximumFiles) return undefined;
    const tree = collector.trees.get(uri) ?? readQuietly(collector, uri);
    files.set(uri, tree);
    return tree;
  };
  return { tree: collector.tree, uri: collector.main.uri, readFile };
}

function readQuietly(collector: Collector, uri: string): Node | 'missing' | undefined {
  const { files, parse } = collector.context;
  const answer = files.read(uri);
  collector.reads.add(uri);
  if (answer.kind === 'unread') collector.wanted.add(uri);
  if (answer.kind === 'missing') return 'missing';
  return answer.kind === 'text' ? (parse(uri, answer.text, languageOf(uri, answer.text)).tree ?? 'missing') : undefined;
}
