/** A document held open at the facade or over the wire, as far as a measurement needs it. */
export interface Editable {
  /** As opened. Every position is told by it: all edits but the last have to be taken back. */
  readonly text: string;
  /** Replaces a stretch of one line. */
  replace(offset: number, length: number, text: string): Promise<void>;
  /** How many findings there are, in words: another text where it is another number. */
  diagnose(): Promise<string>;
  /** How many items are offered. */
  complete(offset: number): Promise<number>;
  /** How many letters are shown. */
  hover(offset: number): Promise<number>;
  /** How many actions are offered. */
  codeActions(offset: number): Promise<number>;
  close(): Promise<void>;
}

/** Where a document is opened; `name` is its file's, which says the dialect. */
export type Open = (name: string, languageId: string, text: string) => Promise<Editable>;
