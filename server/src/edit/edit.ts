import type { Range } from '../syntax/node.ts';

/** Replaces the text of a range; an empty range inserts. Edits of one fix never overlap. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * A value to write, printed in the document's own style: `!Sub` in YAML templates, `Fn::Sub:` where the author uses the long form,
 * `{"Fn::Sub": …}` in JSON. JSON text in a string has no intrinsics: in the text of an `Fn::Sub` the value becomes `${…}` within its JSON
 * string, elsewhere only a literal can be written.
 */
export type NewValue =
  | { readonly kind: 'literal'; readonly text: string }
  /** `text` is in `Fn::Sub` notation: `${Bucket.Arn}/*`, a policy variable as `${!aws:username}`. */
  | { readonly kind: 'sub'; readonly text: string }
  | { readonly kind: 'ref'; readonly logicalId: string }
  | { readonly kind: 'getAtt'; readonly logicalId: string; readonly attribute: string }
  /** The parts one after the other, as `Fn::Join` with an empty delimiter: where the author joins, or where `Fn::Sub` would be misread. */
  | { readonly kind: 'join'; readonly parts: readonly NewValue[] };
