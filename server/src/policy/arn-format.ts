export type FormatPiece = { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'placeholder'; readonly name: string };

/** An ARN format of the catalogue, or the `!Sub` text of one, in pieces. */
export function formatPieces(format: string): readonly FormatPiece[] {
  return format
    .split(/(\$\{[^}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('${') ? { kind: 'placeholder', name: piece.slice(2, -1) } : { kind: 'literal', text: piece }));
}
