import type { InlayHint as LspInlayHint } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { answerForOurs } from '../context.ts';
import { fromRange } from '../from-lsp.ts';

/** `textDocument/inlayHint`: what each wildcard matches, behind it. */
export function registerInlayHint(context: ServerContext): void {
  const { connection, session } = context;
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const { inlayHints } = session.settingsOf(workspace);
        if (inlayHints === 'off') return null;
        const hints = workspace.analysis.inlayHints(key, fromRange(lines, range), document.key);
        const shown = inlayHints === 'on' ? hints : hints.filter(({ crowded }) => !crowded);
        if (hints.length === 0) continue;
        return shown.map(
          ({ offset, text, tooltip }): LspInlayHint => ({ position: lines.position(offset), label: text, tooltip, paddingLeft: true }),
        );
      }
      return null;
    }),
  );
}
