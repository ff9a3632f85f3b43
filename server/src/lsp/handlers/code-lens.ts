import type { CodeLens as LspCodeLens } from 'vscode-languageserver';
import type { Asked, ServerContext } from '../context.ts';
import { answerForOurs } from '../context.ts';
import { drive } from '../drive.ts';
import { isRecord } from '../from-lsp.ts';
import { showMessage } from '../show-message.ts';
import { toRange } from '../to-lsp.ts';

/** Shows what a function or role may do: in the client's own view, or by this server in a message. Arguments: the document's URI, the logical id. */
export const SHOW_PERMISSIONS = 'leastwise.showPermissions';

/** `textDocument/codeLens`: a line above each function and role; and what a click on one does in a client that has no view for it. */
export function registerCodeLens(context: ServerContext): void {
  const { connection, session, client } = context;
  connection.onCodeLens(({ textDocument }, token) =>
    answerForOurs(context, textDocument.uri, token, async ({ views, document, isOver }: Asked) => {
      const isClickable = client().showsPermissions || client().sendsCommands;
      for (const view of views) {
        const steps = view.workspace.analysis.codeLensSteps(document.key, view.document.key);
        const lenses = await drive(steps, session.pause, () => token.isCancellationRequested);
        if (lenses === undefined || lenses.length === 0) continue;
        if (await isOver()) return null;
        return lenses.map(({ range, title, principal }): LspCodeLens => {
          const command = isClickable ? SHOW_PERMISSIONS : '';
          return { range: toRange(document.lines, range), command: { title, command, arguments: [view.document.uri, principal] } };
        });
      }
      return null;
    }),
  );
  connection.onExecuteCommand(async ({ command, arguments: args = [] }, token) => {
    const [uri, principal]: readonly unknown[] = args;
    if (command !== SHOW_PERMISSIONS || typeof uri !== 'string' || typeof principal !== 'string') return null;
    const answer = await answerForOurs(context, uri, token, async ({ views }) => {
      const view = views.at(-1);
      if (view === undefined) return null;
      const { renderPermissions } = await import('../engine.ts');
      return renderPermissions(principal, view.workspace.analysis.permissionsOf(view.document.key, principal));
    });
    if (typeof answer === 'string') await showMessage(connection, 'information', answer);
    return isRecord(answer) ? answer : null;
  });
}
