import type { ServerContext } from '../context.ts';
import { answerFor } from '../context.ts';
import { fromPosition } from '../from-lsp.ts';
import { toHover } from '../to-lsp.ts';

/** `textDocument/hover`: in a fragment, what the first document that names it knows. */
export function registerHover(context: ServerContext): void {
  context.connection.onHover(({ textDocument, position }, token) =>
    answerFor(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const hover = workspace.analysis.hover(key, fromPosition(lines, position), document.key);
        if (hover !== undefined) return toHover(hover, lines);
      }
      return null;
    }),
  );
}
