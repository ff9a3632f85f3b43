/** A document to check. */
export interface Target {
  readonly uri: string;
  /** As it is printed: relative to the current folder, with `/`. */
  readonly path: string;
  readonly input: 'file' | 'stdin';
  /** Named by the user, rather than found in a folder. */
  readonly named: boolean;
}
