import type { ServerContext } from '../context.ts';
import type { OpenDocument } from '../documents.ts';
import { toDiagnostics } from '../to-lsp.ts';

/** How long after the last edit findings are sent, in milliseconds. */
const DEBOUNCE = 200;

export interface Publisher {
  /** Diagnoses a document soon, unless it changes before, and sends what was found. */
  schedule(document: OpenDocument): void;
  /** Takes back what was sent about a document that is closed now. */
  close(document: OpenDocument, fragments: readonly string[]): void;
  dispose(): void;
}

/** `textDocument/publishDiagnostics`, for a client that does not ask. */
export function createPublisher(context: ServerContext): Publisher {
  const { session } = context;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  async function run(document: OpenDocument): Promise<void> {
    const before = session.fragmentsOf(document.key);
    const diagnosis = await session.diagnose(document, () => false);
    if (diagnosis === undefined) return;
    for (const uri of new Set([document.key, ...before, ...session.fragmentsOf(document.key)])) publish(context, uri);
  }

  function cancel(document: OpenDocument): void {
    clearTimeout(timers.get(document.key));
    timers.delete(document.key);
  }

  return {
    schedule(document) {
      cancel(document);
      const start = (): void => {
        timers.delete(document.key);
        run(document).catch((error: unknown) => context.connection.console.error(String(error)));
      };
      timers.set(document.key, setTimeout(start, DEBOUNCE));
    },
    close(document, fragments) {
      cancel(document);
      for (const uri of [document.key, ...fragments]) publish(context, uri);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

function publish({ connection, session, client }: ServerContext, uri: string): void {
  const target = session.find(uri);
  const { diagnostics } = session.reportOf(uri);
  const sent = connection.sendDiagnostics({
    uri: target?.uri ?? uri,
    ...(typeof target?.version === 'number' ? { version: target.version } : {}),
    diagnostics: toDiagnostics(diagnostics, session.find, client()),
  });
  sent.catch((error: unknown) => connection.console.error(String(error)));
}
