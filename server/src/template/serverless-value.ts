import type { Node, Pair, ScalarNode } from '../syntax/node.ts';
import type { Made } from './align.ts';

/**
 * What a variable of Serverless comes to when a service is deployed without options: an option that is not given has no value, so its fallback counts, and the stage is
 * that of the provider, else `dev` (serverless 3.40.0, MIT, `lib/configuration/variables` and `lib/classes/service.js`).
 */
export type VariableValue =
  | { readonly kind: 'text'; readonly text: string; readonly type: ScalarNode['type'] }
  /** A list, a mapping or a function of CloudFormation as written; variables in it are not replaced. */
  | { readonly kind: 'node'; readonly node: Node }
  /** Nothing is there: a fallback counts. */
  | { readonly kind: 'missing' }
  /** It may be anything: a script would have to be run, AWS or the environment be asked. */
  | { readonly kind: 'unknown' }
  /** It leads round in a circle, or to what does. */
  | { readonly kind: 'circular' };

/** What the variables of a service come to, as far as the workspace says. */
export interface ServiceVariables {
  /** By what stands between the braces; every variable of what decides who may do what, and of all that it leads to. */
  readonly values: ReadonlyMap<string, VariableValue>;
  /** The same object as in the version before, where no variable that was there too has another value. */
  readonly version: object;
}

/** What one version leaves for the next. */
export interface VariableMemory {
  /** What stands between braces in each entry, list by list. */
  readonly ofEntries: readonly Made<Pair, readonly string[]>[];
  /** The same of other nodes. */
  readonly contents: ReadonlyMap<Node, readonly string[]>;
  readonly variables: ServiceVariables;
}
