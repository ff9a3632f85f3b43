import type { Catalog, PolicyKind } from '../catalog/catalog.ts';
import type { Node, Pair, Problem, ScalarNode } from '../syntax/node.ts';
import type { parseDocument } from '../syntax/parse.ts';
import type { Parsed, Source } from '../syntax/source.ts';
import type { Resolve } from './branches.ts';
import type { Contribution, Settlement, Sink } from './contribution.ts';
import { makeSink } from './contribution.ts';
import type { Files } from './files.ts';
import type { SectionMemory, TemplateMemory } from './memory.ts';
import type { Dialect, Owner } from './template.ts';
import type { Branch } from './text.ts';

/** What lowering a template needs from outside. */
export interface LowerContext {
  readonly catalog: Catalog;
  readonly files: Files;
  readonly parse: typeof parseDocument;
  /** What a file is that is no template, where that is known. */
  readonly looseKind?: PolicyKind;
  /** What is known of an earlier version of the document; the result is the same without. */
  readonly previous?: TemplateMemory;
}

/** What lowering gathers on its way; it lives as long as one call. */
export interface Collector {
  readonly context: LowerContext;
  readonly dialect: Dialect;
  readonly main: Source;
  readonly tree: Node;
  readonly sources: Map<string, Source>;
  readonly trees: Map<string, Node>;
  readonly fragments: Map<string, Node | undefined>;
  readonly reads: Set<string>;
  readonly wanted: Set<string>;
  /** What is wrong with the text of fragments. */
  readonly problems: Problem[];
  /** What each variable stands for, by what stands between its braces. */
  readonly variables: Map<string, Node | undefined>;
  /** The variables at and below a node, all followed. */
  readonly settlements: Map<Node, Settlement>;
  /** Whether what an earlier version settled still holds. */
  readonly settled: Map<Settlement, boolean>;
  /** What the places visited so far came to, in their order. */
  readonly contributions: Contribution[];
  /** Those of places that are no entries of a section, by a node that tells them apart. */
  readonly contributionsByKey: Map<Node, Contribution>;
  readonly sections: Map<string, SectionMemory>;
  readonly resolved: Map<Pair, Pair>;
  /** Entries of which none is brought by anything, in the order they were come upon. */
  readonly plain: (readonly Pair[])[];
  /** Where what is being found goes: a place's own, or that of the sections around. */
  sink: Sink;
  /** What a whole-string variable stands for; nothing outside Serverless. */
  readonly resolve: Resolve;
}

/** Whose policy it is and of what kind: what a place passes down to the sources found in it. */
export interface Holder {
  readonly owner: Owner;
  readonly policyKind: PolicyKind;
  readonly when: readonly Branch[];
}

/** `resolve` says what a whole-string variable stands for. */
export function makeCollector(
  { source, tree }: Parsed & { readonly tree: Node },
  dialect: Dialect,
  context: LowerContext,
  resolve: (collector: Collector, node: ScalarNode) => Node | undefined,
): Collector {
  const collector: Collector = {
    context,
    dialect,
    main: source,
    tree,
    sources: new Map([[source.uri, source]]),
    trees: new Map([[source.uri, tree]]),
    fragments: new Map(),
    reads: new Set(),
    wanted: new Set(),
    problems: [],
    variables: new Map(),
    settlements: new Map(),
    settled: new Map(),
    contributions: [],
    contributionsByKey: new Map(),
    sections: new Map(),
    resolved: new Map(),
    plain: [],
    sink: makeSink(),
    // Not put in later: what is made of a function that replaces another stays until old objects are collected.
    resolve: (node) => resolve(collector, node),
  };
  return collector;
}
