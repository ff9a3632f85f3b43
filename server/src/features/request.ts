import type { Catalog } from '../catalog/catalog.ts';
import type { Policy } from '../policy/model.ts';
import type { Node, OffsetRange } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { Template } from '../template/template.ts';

/** What every feature is asked with: a document as lowered, and where. */
export interface FeatureRequest {
  readonly catalog: Catalog;
  readonly template: Template;
  readonly policies: readonly Policy[];
  readonly source: Source;
  readonly tree: Node;
  /** In `source.text`. */
  readonly offset: number;
}

/** For completion `source` is the text with a placeholder at the cursor, as `syntax/cursor.ts` recovers it. */
export interface CompletionRequest extends FeatureRequest {
  /** The text as the user has it. */
  readonly text: string;
  /** The cursor in `text`. */
  readonly cursor: number;
  /** What is typed of the token left of the cursor, without its quote. */
  readonly prefix: string;
  /** The token's stretch in the text as the user has it; it lies on the cursor's line. */
  readonly replace: OffsetRange;
  /** What the placeholder stands for in the tree. */
  readonly position: 'key' | 'value' | 'item' | 'none';
  /** The quote that is open left of the cursor; part of neither `prefix` nor `replace`. */
  readonly quote: '' | '"' | "'";
}
