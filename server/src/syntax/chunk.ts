import type { Node, OffsetRange, Pair, Problem, Unit } from './node.ts';
import type { RawNode } from './raw.ts';

/** What the parts of a document hang in: the top of the document, a section with entries, a list. */
export interface Frame {
  readonly kind: 'sections' | 'entries' | 'items';
  /** The name of the section as units are named after it (`Resources`, `resources/Resources`), `''` at the top. */
  readonly name: string;
  /** Of its keys or dashes. */
  readonly column: number;
  /** Collections around it. */
  readonly above: number;
}

/** A node with an anchor that stands in an earlier chunk than its alias. */
export interface Anchor {
  readonly raw: Exclude<RawNode, { kind: 'alias' }>;
  readonly node: Node;
  /** Nodes with and below it, aliases expanded. */
  readonly size: number;
}

/**
 * A stretch of a YAML text that reads alike on its own: one entry, item or section (now and then a few), the comments above it
 * included. Offsets are relative to its start. What was read depends on nothing but its text, its frame, the number of its first
 * item and the anchors it asked for, so it is kept as long as these are the same.
 */
export interface Chunk {
  readonly frame: Frame;
  /** The number of its first item. */
  readonly first: number;
  readonly length: number;
  /** Where the comments directly above its first key or dash begin. */
  readonly cut: number;
  /** Where its first key or dash stands. */
  readonly at: number;
  /** The extent of what it holds. */
  readonly range: OffsetRange;
  readonly pairs: readonly Pair[];
  readonly items: readonly Node[];
  /** Its units, in the order of the text, and where they start. */
  readonly units: readonly { readonly unit: Unit; readonly start: number }[];
  /** Where its last unit ends. */
  readonly end: number | undefined;
  readonly problems: readonly Problem[];
  /** Where it stood when its nodes in the document's own unit were made; `undefined` where it has none. */
  readonly base: number | undefined;
  /** An anchor names such a node, so that the chunk cannot be moved without being read again. */
  readonly pinned: boolean;
  /** Nodes with aliases expanded. */
  readonly size: number;
  /** The last node of each of its anchors. */
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** The anchors that it asked of earlier chunks. */
  readonly needs: ReadonlyMap<string, Anchor | undefined>;
  /** The library had to be asked for its errors, whether it had any or not. */
  readonly doubtful: boolean;
  /** A bracket that nothing in it closes was closed for it. */
  readonly unclosed: boolean;
  /** There are errors in it that nothing mended. */
  readonly unmended: boolean;
}

/** A section whose entries or items are chunks of their own. */
export interface Section {
  readonly frame: Frame;
  readonly key: string;
  /** Where its key stands in the document. */
  readonly at: number;
  /** Its chunks: those of a section inside of it included. */
  readonly from: number;
  readonly to: number;
}

/** A document as it was cut into chunks. */
export interface ChunkList {
  readonly chunks: readonly Chunk[];
  /** Where each chunk starts in the document. */
  readonly starts: readonly number[];
  /** In the order of the text, a section before those inside of it. */
  readonly sections: readonly Section[];
  /** Of the whole document: its sections, or the items of a list. */
  readonly frame: Frame;
}

/** The same with what concerns more chunks than one; the next version of the document is read from it. */
export interface Chunks extends ChunkList {
  /** Some chunk has an anchor or asks for one. */
  readonly named: boolean;
  /** Some key stands in two chunks of one mapping. */
  readonly repeated: boolean;
  /** The numbers of the chunks that have nodes or problems in the document's own unit, or are doubtful. */
  readonly special: readonly number[];
}
