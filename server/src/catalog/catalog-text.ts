/** The text of a bundle: a string, or bytes that become text where they are looked at. ASCII, so an offset is one of both. */
export interface CatalogText {
  readonly length: number;
  slice(start: number, end: number): string;
}
