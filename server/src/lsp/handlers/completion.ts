import { MarkupKind } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { answerFor, cancelled } from '../context.ts';
import { fromPosition } from '../from-lsp.ts';
import { toCompletionItem } from '../to-lsp.ts';

export const COMPLETION_TRIGGERS: readonly string[] = [':', '"', "'", '-', ' ', '/', '$', '{', '.'];

/** `textDocument/completion` and `completionItem/resolve`: in a fragment, what the first document that names it offers. */
export function registerCompletion(context: ServerContext): void {
  const { connection, session, client } = context;
  connection.onCompletion(({ textDocument, position }, token) =>
    answerFor(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const { items, incomplete } = workspace.analysis.complete(key, fromPosition(lines, position), document.key);
        if (items.length === 0) continue;
        const target = { uri: textDocument.uri, lines };
        const shown = items.map((item) => toCompletionItem(item, target, client()));
        return { isIncomplete: incomplete, items: shown };
      }
      return { isIncomplete: false, items: [] };
    }),
  );
  connection.onCompletionResolve(async (item, token) => {
    const origin = readOrigin(item.data);
    const document = origin === undefined ? undefined : session.documents.get(origin.uri);
    if (origin === undefined || document === undefined) return item;
    const workspace = await session.workspaceOf(document);
    await session.pause();
    if (token.isCancellationRequested) return cancelled();
    const value = workspace.analysis.resolveCompletion(origin.data);
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  });
}

/** What `toCompletionItem` lets travel with an item. */
function readOrigin(data: unknown): { uri: string; data: string } | undefined {
  if (!Array.isArray(data)) return undefined;
  const [uri, own]: readonly unknown[] = data;
  return typeof uri === 'string' && typeof own === 'string' ? { uri, data: own } : undefined;
}
