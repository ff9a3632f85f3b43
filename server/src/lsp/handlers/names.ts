import type { Location } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Place } from '../../analysis/answers.ts';
import type { ServerContext } from '../context.ts';
import { answerForOurs } from '../context.ts';
import { fromPosition } from '../from-lsp.ts';
import { toRange, toWorkspaceEdit } from '../to-lsp.ts';

/** `textDocument/definition`, `references`, `prepareRename` and `rename` of the names of a template; in a fragment through what names it. */
export function registerNames(context: ServerContext): void {
  const { connection } = context;
  connection.onDefinition(({ textDocument, position }, token) =>
    answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const places = workspace.analysis.definition(key, fromPosition(lines, position), document.key);
        if (places.length > 0) return toLocations(context, places);
      }
      return null;
    }),
  );
  connection.onReferences(({ textDocument, position, context: { includeDeclaration } }, token) =>
    answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const places = workspace.analysis.references(key, fromPosition(lines, position), includeDeclaration, document.key);
        if (places.length > 0) return toLocations(context, places);
      }
      return null;
    }),
  );
  registerRename(context);
}

function registerRename(context: ServerContext): void {
  const { connection, session, client } = context;
  connection.onPrepareRename(async ({ textDocument, position }, token) => {
    const answer = await answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const prepared = workspace.analysis.prepareRename(key, fromPosition(lines, position), document.key);
        if (prepared?.kind === 'refused') return refusal(prepared.reason);
        if (prepared !== undefined) return { range: toRange(lines, prepared.place), placeholder: prepared.name };
      }
      return null;
    });
    return answer;
  });
  connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
    const answer = await answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const renamed = workspace.analysis.rename(key, fromPosition(lines, position), newName, document.key);
        if (renamed?.kind === 'refused') return refusal(renamed.reason);
        if (renamed !== undefined) return toWorkspaceEdit(renamed.changes, session.find, client(), undefined) ?? null;
      }
      return null;
    });
    return answer;
  });
}

/** The client shows the reason. */
function refusal(reason: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

function toLocations({ session }: ServerContext, places: readonly Place[]): Location[] {
  return places.flatMap((place) => {
    const target = session.find(place.uri);
    return target === undefined ? [] : [{ uri: target.uri, range: toRange(target.lines, place) }];
  });
}
