import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Client } from './client.ts';
import type { OpenDocument } from './documents.ts';
import type { Session, View } from './session.ts';

/** What every handler has. */
export interface ServerContext {
  readonly connection: Connection;
  readonly session: Session;
  /** Known once the client has said `initialize`, which is before any other request. */
  client(): Client;
  /** Has the client ask for diagnostics again, soon. */
  refresh(): void;
}

/**
 * Answers a request about an open document on the version that the client asked about: positions and ranges mean nothing on another.
 * `answer` gets the analyses that the document is seen in, its own last. `null` for a document that is not open, an error for a request that was cancelled or overtaken by an edit.
 */
export async function answerFor<T>(
  { session }: ServerContext,
  uri: string,
  token: CancellationToken,
  answer: (views: readonly View[], document: OpenDocument) => T | Promise<T>,
): Promise<T | null | ResponseError<void>> {
  const document = session.documents.get(uri);
  if (document === undefined) return null;
  const views = await session.viewsOf(document);
  // A cancellation or an edit that is already on its way is seen before anything is computed.
  await session.pause();
  if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
  if (session.documents.get(uri) !== document) return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed');
  return answer(views, document);
}
