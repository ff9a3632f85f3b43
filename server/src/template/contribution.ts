import type { Node, Problem, ScalarNode } from '../syntax/node.ts';
import type { PolicySource, SubHost } from './template.ts';

/** The variables that were followed on the way to something. */
export interface Trail {
  /** What each came to, by what stands between its braces: what was found is good as long as they come to the same. */
  readonly followed: ReadonlyMap<string, Node | undefined>;
  readonly replaced: ReadonlyMap<ScalarNode, Node>;
}

/** The variables at and below a node, all followed. */
export interface Settlement extends Trail {
  /** Those below what the variables stand for. */
  readonly further: readonly Settlement[];
}

/** What a place of a document (an entry of a section, mostly) brings into its template. */
export interface Contribution extends Trail {
  /** What it was made of: the value, and what else decided. */
  readonly root: Node;
  readonly as: string;
  readonly policies: readonly PolicySource[];
  readonly hosts: ReadonlyMap<ScalarNode, SubHost>;
  /** What is wrong with the JSON text of strings. */
  readonly embedded: ReadonlyMap<ScalarNode, readonly Problem[]>;
  readonly settlements: readonly Settlement[];
  /** There may be more than can be seen. */
  readonly incomplete: boolean;
}

/** Variables being followed. */
export interface OpenTrail {
  readonly followed: Map<string, Node | undefined>;
  readonly replaced: Map<ScalarNode, Node>;
}

/** A contribution being made. */
export interface Sink extends OpenTrail {
  readonly policies: PolicySource[];
  readonly hosts: Map<ScalarNode, SubHost>;
  readonly embedded: Map<ScalarNode, readonly Problem[]>;
  readonly settlements: Settlement[];
  incomplete: boolean;
}

export function makeSink(): Sink {
  return {
    followed: new Map(),
    replaced: new Map(),
    policies: [],
    hosts: new Map(),
    embedded: new Map(),
    settlements: [],
    incomplete: false,
  };
}

/** What a sink holds by now, made of `root` as it stands at a place of the kind `as`. */
export function finishSink(sink: Sink, root: Node, as: string): Contribution {
  const { policies, settlements, incomplete } = sink;
  return {
    root,
    as,
    policies,
    settlements,
    incomplete,
    hosts: orNothing(sink.hosts),
    embedded: orNothing(sink.embedded),
    followed: orNothing(sink.followed),
    replaced: orNothing(sink.replaced),
  };
}

const NOTHING = new Map();

/** Most entries have none of these: thousands of empty maps need not be kept. */
function orNothing<K, V>(map: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  return map.size === 0 ? NOTHING : map;
}
