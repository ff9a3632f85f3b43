import type { OffsetRange, ProblemCode, ScalarStyle } from './node.ts';

/**
 * What `yaml.ts` and `json.ts` read, before units are decided: ranges are offsets of the document, aliases are still there.
 * `place.ts` turns it into the tree of `node.ts`.
 */
export type RawNode = RawScalar | RawMapping | RawSequence | RawAlias;

interface RawBase {
  readonly range: OffsetRange;
  readonly outer: OffsetRange;
  readonly tag?: string;
  readonly anchor?: string;
}

export interface RawScalar extends RawBase {
  readonly kind: 'scalar';
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  readonly style: ScalarStyle;
  readonly value: string;
  readonly map: readonly (readonly [decoded: number, offset: number])[];
}

export interface RawPair {
  readonly key: RawScalar;
  readonly value: RawNode;
  readonly range: OffsetRange;
}

export interface RawMapping extends RawBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly pairs: readonly RawPair[];
}

export interface RawSequence extends RawBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly RawNode[];
}

export interface RawAlias extends RawBase {
  readonly kind: 'alias';
  readonly target: Exclude<RawNode, RawAlias>;
}

export interface RawProblem extends OffsetRange {
  readonly code: ProblemCode;
  readonly message: string;
}

export interface RawDocument {
  readonly root: RawNode | undefined;
  readonly problems: readonly RawProblem[];
}

/** A scalar for a value that is not written. */
export function emptyScalar(offset: number, outer: OffsetRange = { start: offset, end: offset }): RawScalar {
  return { kind: 'scalar', type: 'null', style: 'plain', value: '', range: { start: offset, end: offset }, outer, map: [[0, offset]] };
}

/** Levels of nesting that are read; what is nested deeper is reported and left out. */
export const maximumDepth = 256;
