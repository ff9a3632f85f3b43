import type { Node } from '../syntax/node.ts';
import type { Contribution } from './contribution.ts';
import type { Dependencies } from './dependencies.ts';
import type { Dialect, PolicySource, Resource, Scope } from './template.ts';

/** What lowering a document leaves for its next version: what an entry came to is found again by the entry's own nodes. */
export interface TemplateMemory {
  readonly dialect: Dialect;
  readonly contributions: ReadonlyMap<Node, Contribution>;
  readonly scope: Scope;
  readonly implied: Implied;
  /** Names that stand where a permissions boundary or an attached policy is named, by what was read. */
  readonly references: ReadonlyMap<Node, NamesRead>;
  readonly marked: ReadonlyMap<PolicySource, PolicySource>;
}

/** What SAM makes of resources, for what `Globals` says of functions. */
export interface Implied {
  readonly globals: readonly (Node | undefined)[];
  readonly resources: ReadonlyMap<Resource, readonly Resource[]>;
}

export interface NamesRead {
  readonly names: readonly string[];
  readonly dependencies: Dependencies;
}
