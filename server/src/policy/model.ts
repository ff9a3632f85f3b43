/** The neutral form of policies: decoded, every value with its range. Rules and features read this and nothing of syntax or dialect. */
import type { PolicyKind } from '../catalog/catalog.ts';
import type { MappingNode, Node, Pair, Range, ScalarNode, SequenceNode } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';
import type { Branch, Text } from '../template/text.ts';

/** One value of an element: a string of the list, or the element's only value. */
export interface Value {
  readonly text: Text;
  /** The list item (or the sole value) to replace or remove; around an `Fn::If` this is the branch. */
  readonly node: Node;
  /** The list it is an item of; absent for a sole value, for a branch of `Fn::If` and for a piece of `Fn::Split`. */
  readonly list?: SequenceNode;
  readonly when: readonly Branch[];
}

/** `Action`, `Resource`, `Effect`, … as written in a statement. */
export interface Element {
  /** As written; compare through the statement's fields, never by this text. */
  readonly key: ScalarNode;
  readonly pair: Pair;
  readonly values: readonly Value[];
  /** False where something of it cannot be read (an intrinsic that yields a list, a wrong type): nothing is said to be missing. */
  readonly complete: boolean;
}

export interface PrincipalGroup {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`, or what is written there. */
  readonly type: string;
  /** The key; absent for `Principal: '*'`. */
  readonly key?: ScalarNode;
  readonly values: readonly Value[];
}

export interface PrincipalElement {
  readonly key: ScalarNode;
  readonly pair: Pair;
  readonly groups: readonly PrincipalGroup[];
  readonly complete: boolean;
}

export interface ConditionEntry {
  readonly operator: ScalarNode;
  /** The condition key as written. */
  readonly key: ScalarNode;
  readonly values: readonly Value[];
  readonly node: Node;
}

export interface ConditionElement {
  readonly key: ScalarNode;
  readonly pair: Pair;
  readonly entries: readonly ConditionEntry[];
  readonly complete: boolean;
}

export interface Statement {
  readonly node: MappingNode;
  readonly range: Range;
  /** The list it is an item of; absent for a single mapping and for a branch of `Fn::If`. */
  readonly list?: SequenceNode;
  readonly when: readonly Branch[];
  readonly sid?: Element;
  readonly effect?: Element;
  readonly action?: Element;
  readonly notAction?: Element;
  readonly resource?: Element;
  readonly notResource?: Element;
  readonly principal?: PrincipalElement;
  readonly notPrincipal?: PrincipalElement;
  readonly condition?: ConditionElement;
  /** Pairs whose key is no element of a statement. */
  readonly unknown: readonly Pair[];
  /** False where `Fn::Transform`, a merge or a variable may bring elements that are not written here. */
  readonly complete: boolean;
}

export interface Policy {
  readonly source: PolicySource;
  /** What the rules go by: the place's kind, or for a loose file what its elements say. */
  readonly kind: PolicyKind;
  readonly range: Range;
  /** The mapping with `Statement`; absent for statements without a wrapper. */
  readonly node?: MappingNode;
  readonly version?: Element;
  readonly statements: readonly Statement[];
  /** Pairs of the document whose key is no element of a policy. */
  readonly unknown: readonly Pair[];
  /** False where more statements may come from what cannot be read. */
  readonly complete: boolean;
}
