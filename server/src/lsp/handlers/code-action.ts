import type { CodeAction as LspCodeAction } from 'vscode-languageserver';
import type { CodeAction } from '../../analysis/answers.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { ServerContext } from '../context.ts';
import { answerFor, cancelled } from '../context.ts';
import { fromCodeActionData, fromRange } from '../from-lsp.ts';
import { showMessage } from '../show-message.ts';
import { toCodeAction, toWorkspaceEdit } from '../to-lsp.ts';

export const CODE_ACTION_KINDS: readonly CodeAction['kind'][] = ['quickfix', 'source.fixAll.leastwise'];

/**
 * `textDocument/codeAction` and `codeAction/resolve`: in a fragment, those of its own and of the documents that name it. The edits come
 * on request, for a client that can ask for them.
 */
export function registerCodeAction(context: ServerContext): void {
  const { connection, session, client } = context;
  connection.onCodeAction(({ textDocument, range, context: { only } }, token) =>
    answerFor(context, textDocument.uri, token, async ({ views, document, isOver }) => {
      // Loads what the documents name, if no diagnosis has done so yet.
      for (const view of views) await session.diagnose(view.document, () => token.isCancellationRequested);
      if (await isOver()) return [];
      const lists = views
        .filter((view) => !view.workspace.isIgnored(view.document.key))
        .map((view) => view.workspace.analysis.codeActions(document.key, fromRange(document.lines, range), view.document.key));
      const { mergeCodeActions } = await import('../engine.ts');
      const wanted = mergeCodeActions(lists).filter(({ kind }) => isWanted(kind, only));
      const actions = wanted.map((action) => ({ action, shown: toCodeAction(action, session.find, client()) }));
      if (client().resolvesCodeActionEdits) return actions.map(({ shown }) => shown);
      const workspaceOf = ({ data }: CodeAction) => views.find((view) => view.document.key === data.uri)?.workspace;
      const edited: LspCodeAction[] = [];
      for (const { action, shown } of actions) {
        if (await isOver()) return [];
        const whole = withEdit(context, workspaceOf(action), action, shown);
        if (whole.edit !== undefined) edited.push(whole);
      }
      return edited;
    }),
  );
  connection.onCodeActionResolve(async (shown, token) => {
    const data = fromCodeActionData(shown.data);
    const document = data === undefined ? undefined : session.documents.get(data.uri);
    if (data === undefined || document === undefined) return shown;
    const workspace = await session.workspaceOf(document);
    await session.pause();
    if (token.isCancellationRequested) return cancelled();
    const resolved = workspace.analysis.resolveCodeAction(data);
    if (resolved.kind === 'changes') {
      const edit = toWorkspaceEdit(resolved.changes, session.find, client(), resolved.confirm ? { title: shown.title } : undefined);
      if (edit !== undefined) return { ...shown, edit };
    }
    const reason = resolved.kind === 'withdrawn' ? resolved.reason : 'a file it changes is not loaded';
    await showMessage(connection, 'information', `Not applied: ${reason}`);
    return shown;
  });
}

/** A kind asks for itself and everything below it: `source` for `source.fixAll.leastwise`. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.length === 0 || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

/** A client that cannot ask for an edit later cannot be told of a withdrawal either: such an action stays without edit and is left out. */
function withEdit(
  { session, client }: ServerContext,
  workspace: Workspace | undefined,
  action: CodeAction,
  shown: LspCodeAction,
): LspCodeAction {
  const resolved = workspace?.analysis.resolveCodeAction(action.data);
  if (resolved?.kind !== 'changes') return shown;
  const edit = toWorkspaceEdit(resolved.changes, session.find, client(), resolved.confirm ? { title: action.title } : undefined);
  return edit === undefined ? shown : { ...shown, edit };
}
