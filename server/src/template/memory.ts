import type { Node, Pair } from '../syntax/node.ts';
import type { Made } from './align.ts';
import type { Contribution } from './contribution.ts';
import type { Dependencies, ScopeVersion } from './dependencies.ts';
import type { ResourceTypes } from './detect.ts';
import type { Entries } from './sections.ts';
import type { VariableMemory } from './serverless-value.ts';
import type { DeclaredResource, Dialect, PolicySource, Resource } from './template.ts';

/** What lowering a document leaves for its next version: what an entry came to is found again by the entry's own nodes. */
export interface TemplateMemory {
  readonly dialect: Dialect;
  readonly types: ResourceTypes;
  /** Of places that are no entries of a section, by their key. */
  readonly contributions: ReadonlyMap<Node, Contribution>;
  readonly sections: ReadonlyMap<string, SectionMemory>;
  /** Entries whose value a variable brought, by the entry as written. */
  readonly resolved: ReadonlyMap<Pair, Pair>;
  /** Lists of entries of a service of which none was brought by a variable or an intrinsic. */
  readonly plain: readonly (readonly Pair[])[];
  readonly names: ScopeMemory;
  /** Where each declared resource names its permissions boundary. */
  readonly boundaries: Made<DeclaredResource, Node | null>;
  /** Names that stand where a permissions boundary or an attached policy is named, by what was read. */
  readonly references: ReadonlyMap<Node, NamesRead>;
  readonly marked: ReadonlyMap<PolicySource, PolicySource>;
  /** Of a service of Serverless. */
  readonly variables?: VariableMemory;
}

/** The entries of a section, and what each brings. */
export interface SectionMemory {
  readonly entries: Entries;
  /** `null`: nothing. */
  readonly contributions: readonly (Contribution | null)[];
  /** Whether one of them rests on a variable. */
  readonly followed: boolean;
}

export interface NamesRead {
  readonly names: readonly string[];
  readonly dependencies: Dependencies;
}

/** The names of a version. */
export interface ScopeMemory {
  readonly version: ScopeVersion;
  readonly parts: readonly NamePart[];
  /** What is declared, in the order of the scope. */
  readonly declared: readonly DeclaredResource[];
}

/** The names that the entries of a section bring: their own, or what a framework makes of them. */
export interface NamePart extends Made<Pair, readonly Resource[]> {
  /** What else decides: equal where every one is the same object. */
  readonly by: readonly unknown[];
}
