import type { Catalog, PolicyKind } from '../catalog/catalog.ts';
import type { Node, Problem, ScalarNode } from '../syntax/node.ts';
import type { parseDocument } from '../syntax/parse.ts';
import type { Parsed, Source } from '../syntax/source.ts';
import type { Resolve } from './branches.ts';
import type { Files } from './files.ts';
import type { Dialect, Owner, PolicySource, SubHost } from './template.ts';
import type { Branch } from './text.ts';

/** What lowering a template needs from outside. */
export interface LowerContext {
  readonly catalog: Catalog;
  readonly files: Files;
  readonly parse: typeof parseDocument;
}

/** What lowering gathers on its way; it lives as long as one call. */
export interface Collector {
  readonly context: LowerContext;
  readonly dialect: Dialect;
  readonly main: Source;
  readonly tree: Node;
  readonly sources: Map<string, Source>;
  readonly trees: Map<string, Node>;
  readonly policies: PolicySource[];
  readonly hosts: Map<ScalarNode, SubHost>;
  readonly replaced: Map<ScalarNode, Node>;
  readonly fragments: Map<string, Node | undefined>;
  /** Nodes whose variables are all followed. */
  readonly settled: Set<Node>;
  readonly reads: Set<string>;
  readonly wanted: Set<string>;
  readonly problems: Problem[];
  /** What a whole-string variable stands for; nothing outside Serverless. */
  resolve: Resolve;
  incomplete: boolean;
}

/** Whose policy it is and of what kind: what a place passes down to the sources found in it. */
export interface Holder {
  readonly owner: Owner;
  readonly policyKind: PolicyKind;
  readonly when: readonly Branch[];
}

export function makeCollector({ source, tree }: Parsed & { readonly tree: Node }, dialect: Dialect, context: LowerContext): Collector {
  return {
    context,
    dialect,
    main: source,
    tree,
    sources: new Map([[source.uri, source]]),
    trees: new Map([[source.uri, tree]]),
    policies: [],
    hosts: new Map(),
    replaced: new Map(),
    fragments: new Map(),
    settled: new Set(),
    reads: new Set(),
    wanted: new Set(),
    problems: [],
    resolve: () => undefined,
    incomplete: false,
  };
}
