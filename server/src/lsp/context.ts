import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { mayHoldPolicies } from '../template/policy-words.ts';
import type { Client } from './client.ts';
import type { OpenDocument } from './documents.ts';
import type { Session, View } from './session.ts';

/** What every handler has. */
export interface ServerContext {
  readonly connection: Connection;
  readonly session: Session;
  /** Known once the client has said `initialize`, which is before any other request. */
  client(): Client;
  /** Has the client ask for diagnostics again, once nobody types any more. */
  refresh(): void;
}

/** A document as a request asks about it. */
export interface Asked {
  readonly document: OpenDocument;
  /** The analyses that the document is seen in, its own last. */
  readonly views: readonly View[];
  /** Lets other work go first; then answers whether the request was cancelled or overtaken by an edit, and has no use for more work. */
  isOver(): Promise<boolean>;
}

/**
 * Answers a request about an open document on the version that the client asked about: positions and ranges mean nothing on another.
 * `null` for a document that is not open, an error for a request that was cancelled or overtaken by an edit, whatever `answer` says then.
 */
export function answerFor<T>(
  { session }: ServerContext,
  uri: string,
  token: CancellationToken,
  answer: (asked: Asked) => T | Promise<T>,
): Promise<T | null | ResponseError<void>> {
  const document = session.documents.get(uri);
  const overBy = (): ResponseError<void> | undefined => {
    if (token.isCancellationRequested) return cancelled();
    if (session.documents.get(uri) === document) return undefined;
    return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed');
  };
  const isOver = async (): Promise<boolean> => {
    await session.pause();
    return overBy() !== undefined;
  };
  return session.attend(async () => {
    if (document === undefined) return null;
    const views = await session.viewsOf(document);
    // A cancellation or an edit that is already on its way is seen before anything is computed.
    if (await isOver()) return overBy() ?? null;
    const answered = await answer({ document, views, isOver });
    return overBy() ?? answered;
  });
}

/**
 * The same for what only a document of ours has: `null` at once for a text that can hold no policy; what the document and its readers name is
 * loaded first, if no diagnosis has done so yet.
 */
export async function answerForOurs<T>(
  context: ServerContext,
  uri: string,
  token: CancellationToken,
  answer: (asked: Asked) => T | Promise<T>,
): Promise<T | null | ResponseError<void>> {
  const { session } = context;
  const document = session.documents.get(uri);
  if (document === undefined || !isCandidate(session, document)) return null;
  return answerFor(context, uri, token, async (asked) => {
    const views = asked.views.filter(({ workspace, document: seen }) => !workspace.isIgnored(seen.key));
    for (const view of views) await session.diagnose(view.document, () => token.isCancellationRequested);
    return (await asked.isOver()) ? null : answer({ ...asked, views });
  });
}

/** A fragment may hold nothing that shows what it is. */
function isCandidate(session: Session, document: OpenDocument): boolean {
  return mayHoldPolicies(document.snapshot.text) || session.readersOf(document).length > 0;
}

export function cancelled<Data>(): ResponseError<Data> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled');
}
