/**
 * The tree every syntax is copied into. Above `syntax/` nobody sees a `yaml` or `jsonc-parser` node.
 *
 * Offsets are UTF-16 code units. A range is relative to its unit (an entry of a section, a statement of a loose policy, …), so
 * that an edit elsewhere leaves it as it is; `source.ts` turns it into offsets of the document.
 */

/** What is parsed, checked and reused as a whole. Compared by identity; `name` serves messages and tests. */
export interface Unit {
  readonly uri: string;
  readonly name: string;
}

/** Half-open, in UTF-16 code units from the start of `unit`. */
export interface Range {
  readonly unit: Unit;
  readonly start: number;
  readonly end: number;
}

/** Half-open, in UTF-16 code units from the start of the document. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  /** The node without its tag and anchor; quotes, brackets and block-scalar headers belong to it. */
  readonly range: Range;
  /** The node with its tag and anchor. */
  readonly outer: Range;
  /** The tag as written (`!Sub`), absent where none is written. */
  readonly tag?: string;
  /** The string this node is JSON text of, for a policy written inside a string. */
  readonly host?: ScalarNode;
  /** Present where the node is the target of a YAML anchor: an edit of it shows in more than one place. */
  readonly anchor?: string;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  /** What the text denotes: `"012"` and an unquoted `012345678901` both keep every digit in `value`. */
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly style: ScalarStyle;
  /** The decoded text (escapes and folding resolved, numbers as written, `''` for an absent value). */
  readonly value: string;
  /**
   * Where decoded text stands in the unit: pairs of (decoded offset, offset in the unit), ascending; between two pairs both run
   * in step. Use `sourceOffset` and `sourceRange` of `source.ts`.
   */
  readonly map: readonly (readonly [decoded: number, offset: number])[];
}

export interface Pair {
  readonly key: ScalarNode;
  /** Never absent: `Action:` alone has a null scalar just after the colon. */
  readonly value: Node;
  /** From the start of the key to the end of the value. */
  readonly range: Range;
  /** Present where the pair comes from a merge key (`<<: *base`); it is not written here. */
  readonly merged?: true;
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** In the order written; of a duplicate key all are kept, `findPair` answers the last as parsers do. */
  readonly pairs: readonly Pair[];
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly Node[];
}

/** An alias is replaced by its target, so that a reader never meets one: the same object stands in several places. */
export type Node = ScalarNode | MappingNode | SequenceNode;

export type ProblemCode =
  | 'syntax'
  | 'unquoted-star'
  | 'duplicate-key'
  | 'trailing-comma'
  | 'unknown-anchor'
  | 'too-deep'
  | 'too-large'
  | 'too-many-aliases'
  | 'binary';

/** What is wrong with the text itself. `message` has no trailing period. */
export interface Problem {
  readonly code: ProblemCode;
  readonly range: Range;
  readonly message: string;
}

/** The pair that a parser would use for `key`: the last one of that name. */
export function findPair(node: Node | undefined, key: string): Pair | undefined {
  if (node?.kind !== 'mapping') return undefined;
  for (let i = node.pairs.length - 1; i >= 0; i--) {
    const pair = node.pairs[i];
    if (pair?.key.value === key) return pair;
  }
  return undefined;
}

/** The value at a path of keys, `undefined` where a step is missing or not a mapping. */
export function findValue(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let current = node;
  for (const key of path) current = findPair(current, key)?.value;
  return current;
}
