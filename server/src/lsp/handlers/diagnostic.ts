import type { DocumentDiagnosticReport, FullDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport } from 'vscode-languageserver';
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { cancelled } from '../context.ts';
import { toDiagnostics } from '../to-lsp.ts';

/** `textDocument/diagnostic`: the findings of a document, and of the fragments it names for a client that takes them along. */
export function registerDiagnostic(context: ServerContext): void {
  const { connection, session } = context;
  connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
    const document = session.documents.get(textDocument.uri);
    if (document === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const fragments = session.fragmentsOf(document.key);
    const opened = session.documents.all().filter(({ key }) => key !== document.key);
    const before = opened.map(({ key }) => session.reportOf(key).key);
    const isCancelled = (): boolean => token.isCancellationRequested;
    // What they find in this document they found in an earlier text of it.
    for (const reader of session.readersOf(document)) await session.diagnose(reader, isCancelled);
    const diagnosis = await session.diagnose(document, isCancelled);
    if (diagnosis === undefined) {
      // A client that is told not to ask again never does: only who cancelled by itself may hear no more than that.
      if (token.isCancellationRequested) return cancelled();
      return new ResponseError(LSPErrorCodes.ServerCancelled, 'Superseded', { retriggerRequest: true });
    }
    if (context.client().takesRelatedDocuments) {
      return report(context, document.key, previousResultId, [...new Set([...fragments, ...session.fragmentsOf(document.key)])]);
    }
    // An open fragment has its findings from here: the client learns of them when it asks for the fragment's own.
    if (opened.some(({ key }, index) => session.reportOf(key).key !== before[index])) context.refresh();
    return report(context, document.key, previousResultId, []);
  });
}

function report(
  context: ServerContext,
  uri: string,
  previousResultId: string | undefined,
  fragments: readonly string[],
): DocumentDiagnosticReport {
  const { key } = context.session.reportOf(uri);
  if (fragments.length === 0) {
    return key === previousResultId ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: key } : fullReport(context, uri);
  }
  const relatedDocuments: Record<string, FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport> = {};
  for (const fragment of fragments) relatedDocuments[context.session.find(fragment)?.uri ?? fragment] = fullReport(context, fragment);
  return { ...fullReport(context, uri), relatedDocuments };
}

function fullReport({ session, client }: ServerContext, uri: string): FullDocumentDiagnosticReport {
  const { diagnostics, key } = session.reportOf(uri);
  return {
    kind: DocumentDiagnosticReportKind.Full,
    resultId: key,
    items: toDiagnostics(diagnostics, session.find, client()),
  };
}
