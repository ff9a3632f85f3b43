import type { ServerContext } from '../context.ts';
import { answerFor } from '../context.ts';
import { fromPosition } from '../from-lsp.ts';
import { toHover } from '../to-lsp.ts';

/** `textDocument/hover`. */
export function registerHover(context: ServerContext): void {
  context.connection.onHover(({ textDocument, position }, token) =>
    answerFor(context, textDocument.uri, token, (workspace, { key, lines }) => {
      const hover = workspace.analysis.hover(key, fromPosition(lines, position));
      return hover === undefined ? null : toHover(hover, lines);
    }),
  );
}
