import type { Catalog, ResourceType } from '../catalog/catalog.ts';
import { ownKey } from '../catalog/shelf.ts';
import type { SideTable } from '../syntax/side-table.ts';
import { createSideTable } from '../syntax/side-table.ts';
import type { NamePattern } from './action-cover.ts';
import type { Answer } from './answer.ts';
import type { Glob, Token } from './glob.ts';
import type { Policy } from './model.ts';

/**
 * A set of actions: those of the catalogue as bits, and the patterns that match none of it, by name. Sets are compared with sets of the
 * same catalogue only. `union`, `intersection`, `difference` and `complement` form a Boolean algebra.
 */
export interface ActionSet {
  /** How many actions the catalogue has. */
  readonly size: number;
  /** The first of the catalogue's words that `words` holds: a set of one service is as long as the service. */
  readonly from: number;
  /** Bit `index % 32` of word `(index >> 5) - from`; all others, and bits beyond `size`, are 0. */
  readonly words: Uint32Array;
  readonly unmatched: NameSet;
}

/** Names of actions or patterns that the catalogue does not know, in lower case. */
export interface NameSet {
  readonly names: ReadonlySet<string>;
  /** True: all names but these. */
  readonly complement: boolean;
}

/** `Action` or `NotAction` of a statement as written: what matches actions of the catalogue, and names beyond it. */
export interface ActionWords {
  /** True for `NotAction`: all but these. */
  readonly complement: boolean;
  readonly words: readonly ActionWord[];
}

/** One value of `Action`. */
export interface ActionWord {
  /** Actions of the catalogue that it matches; none where part of it is a symbol. */
  readonly actions: ActionSet;
  readonly glob: Glob;
  /** False where part of it is a symbol. */
  readonly literal: boolean;
  /** Equal for equal words. */
  readonly key: string;
}

/**
 * A value of `Resource`: what it says, and what is unknown in it. `!Sub 'arn:aws:s3:::${Bucket}/*'`, `!Sub '${Bucket.Arn}/*'` and the
 * `!Join` of the same pieces have the same tokens but for the partition, since an attribute that is an ARN stands there as its format.
 */
export interface ArnPattern {
  /** Neighbouring literals are joined; symbols that are ARNs are replaced by their format. */
  readonly tokens: readonly Token[];
  readonly form: ArnForm;
  /** The six parts, split at the first five colons that are written; absent where there are fewer. */
  readonly parts?: ArnParts;
  /** The whole; only what has no segments is compared by it. */
  readonly glob: () => Glob;
  /** The whole at its first five colons, where nothing before the last of these can take in a colon. */
  readonly segments: () => readonly Glob[] | undefined;
  /** Equal for patterns of the same tokens. */
  readonly key: string;
  /** Equal for patterns that have the same in common with a pattern without symbols, such as an ARN format. */
  readonly shape: string;
  /** In `Fn::Sub` notation, for messages: `arn:${AWS::Partition}:s3:::${Bucket}`. */
  readonly text: string;
}

export type ArnForm =
  /** Nothing but `*`. */
  | 'star'
  /** Begins as an ARN does (also `execute-api:/…`, `semantics.md` 15), or with a wildcard and more. */
  | 'arn'
  /** Certainly no ARN: a name, an id or a URL. */
  | 'notArn'
  /** Begins with a value of which nothing is known. */
  | 'unknown';

export interface ArnParts {
  readonly partition: readonly Token[];
  readonly service: readonly Token[];
  readonly region: readonly Token[];
  readonly account: readonly Token[];
  readonly resource: readonly Token[];
}

/**
 * What the kernel computes from the catalogue alone and may keep. It belongs to whoever made it (`analysis/`) and is only ever
 * filled with what the catalogue says, so two users of one memo cannot see each other.
 */
export interface PolicyMemo {
  /** Sets of single wildcards, by the pattern in lower case. */
  readonly actions: Map<string, ActionSet>;
  /** Values of `Action` and lists of them, by what is written. */
  readonly words: Map<string, ActionWord>;
  readonly wordLists: Map<string, ActionWords>;
  /** `service:action` in lower case, by number. */
  readonly names: string[];
  /** ARN formats of an action's resource types and its extra ones, by the action's number. */
  readonly actionFormats: ActionFormats[];
  /** The same by their keys. */
  readonly formats: Map<string, ActionFormats>;
  /** ARN formats of a resource type, by `service:resourceType`. */
  readonly typeFormats: Map<string, readonly ArnPattern[]>;
  /** Patterns by what is written, of texts that mean the same in every template. */
  readonly patterns: Map<string, ArnPattern>;
  readonly patternsWithoutVariables: Map<string, ArnPattern>;
  /** What the ARNs of symbols look like, by what is known of these. */
  readonly symbolArns: Map<string, readonly SymbolPiece[]>;
  /** Readable patterns of a service's actions, by its prefix. */
  readonly namePatterns: Map<string, readonly NamePattern[]>;
  /** Resource types whose ARNs continue those of others, by `service:resourceType`. */
  readonly parents: Map<string, readonly Parent[]>;
  /** SAM policy templates that are about one service, by its prefix. */
  readonly templates: Map<string, readonly TemplateActions[]>;
  /** Short patterns of some of a service's actions, by the service and the actions' numbers. */
  readonly covers: Map<string, readonly string[]>;
  /** Documents of managed policies of AWS, by name. */
  readonly managed: Map<string, Policy>;
  /** What is made of an object by the catalogue alone. */
  readonly derived: SideTable<object, Derived>;
}

/** A piece of a symbol's ARN: itself, or a symbol whose key is that of the ARN, or the resource's name, with `suffix` behind it. */
export type SymbolPiece = Token | { readonly kind: 'own'; readonly of: 'name' | 'key'; readonly suffix: string; readonly spans: boolean };

/** One of the few things that are made of an object: a list of them costs an engine half of what a map for each object does. */
export interface Derived {
  readonly as: string;
  readonly value: unknown;
  next: Derived | undefined;
}

export interface ActionFormats {
  /** Every ARN format that a request of the action can name; empty for an action without resource types. */
  readonly formats: readonly ArnPattern[];
  /** False where a resource type of the action is not in the catalogue: what it names cannot be told. */
  readonly complete: boolean;
  /** Equal for actions that can name the same resources. */
  readonly key: string;
  /** Whether a resource pattern and a format have a value in common, by the pattern's shape. */
  readonly answers: Map<string, Answer>;
}

/** A resource type whose ARN another one's continues. */
export interface Parent {
  readonly parent: ResourceType;
  /** What the child's format adds: `/${ObjectName}`. */
  readonly rest: string;
}

export interface TemplateActions {
  /** Name of a SAM policy template. */
  readonly name: string;
  readonly actions: ActionSet;
}

/** A catalogue that the kernel may keep its computations with. Every catalogue is one; `withPolicyMemo` makes it a fast one. */
export type KernelCatalog = Catalog & { readonly policyMemo?: PolicyMemo };

/** The same catalogue with a memo, its own where it has one: at least ten times as fast where the same actions and resources are asked for again. */
export function withPolicyMemo(catalog: KernelCatalog): KernelCatalog {
  if (catalog.policyMemo !== undefined) return catalog;
  const policyMemo: PolicyMemo = {
    actions: new Map(),
    words: new Map(),
    wordLists: new Map(),
    names: [],
    actionFormats: [],
    formats: new Map(),
    typeFormats: new Map(),
    patterns: new Map(),
    patternsWithoutVariables: new Map(),
    symbolArns: new Map(),
    namePatterns: new Map(),
    parents: new Map(),
    templates: new Map(),
    covers: new Map(),
    managed: new Map(),
    derived: createSideTable(),
  };
  return { ...catalog, policyMemo };
}

/** How much is kept of what templates write, which has no end while somebody types: 1,924 public templates have 2,773 values of `Action` among them all. */
const CAPACITY = 1000;
/** The capacity for what the catalogue alone names: all of it is kept. */
export const OF_CATALOG = Number.POSITIVE_INFINITY;

/**
 * What `make` makes of `key`, by the catalogue and nothing else; kept for as long as `key` lives. `as` tells apart what is made of one object: every
 * caller has a name of its own.
 */
export function derive<T>({ policyMemo }: KernelCatalog, key: object, as: string, make: () => T): T {
  if (policyMemo === undefined) return make();
  const { derived } = policyMemo;
  for (let one = derived.get(key); one !== undefined; one = one.next) {
    // What was kept under this object and this name is what `make` made of it.
    if (one.as === as) return one.value as T;
  }
  const value = make();
  const first = derived.get(key);
  if (first === undefined) derived.set(key, { as, value, next: undefined });
  else first.next = { as, value, next: first.next };
  return value;
}

/**
 * Looks `key` up, or computes and keeps it; a map that is full is emptied. What is computed of a text must be made of the one that `compute` is given, or
 * it may keep a document alive.
 */
export function remember<K, V>(map: Map<K, V> | undefined, key: K, compute: (own: K) => V, capacity = CAPACITY): V {
  if (map === undefined) return compute(key);
  const known = map.get(key);
  if (known !== undefined) return known;
  const own = ownKey(key);
  const value = compute(own);
  if (map.size >= capacity) map.clear();
  map.set(own, value);
  return value;
}
