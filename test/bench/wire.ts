import { createLineIndex } from '../../server/src/syntax/line-index.ts';
import type { Editable } from './editable.ts';
import type { ServerProcess } from './server-process.ts';
import { FOLDER, startServer } from './server-process.ts';

/** Opens a document in a server of its own that has warmed up, spoken to over its pipes. */
export async function openOverWire(name: string, languageId: string, text: string): Promise<Editable> {
  const server = await startServer();
  await server.idle();
  return { ...(await openIn(server, name, languageId, text)), close: () => server.stop() };
}

/** Opens a document in a server; `name` is its path in the folder. */
export async function openIn({ connection }: ServerProcess, name: string, languageId: string, text: string): Promise<Editable> {
  let version = 1;
  const uri = `${FOLDER}/${name}`;
  const lines = createLineIndex(text);
  const ask = <T>(method: string, params: object): Promise<T> =>
    connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...params });
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  return {
    text,
    async replace(offset, length, newText) {
      version++;
      const start = lines.position(offset);
      const range = { start, end: { line: start.line, character: start.character + length } };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: newText }],
      });
    },
    async diagnose() {
      const { items } = await ask<{ readonly items: readonly { readonly message: string }[] }>('diagnostic', {});
      return `${items.length}, the last: ${items.at(-1)?.message}`;
    },
    async complete(offset) {
      const { items } = await ask<{ readonly items: readonly unknown[] }>('completion', { position: lines.position(offset) });
      return items.length;
    },
    async hover(offset) {
      const answer = await ask<{ readonly contents: { readonly value: string } } | null>('hover', { position: lines.position(offset) });
      return answer?.contents.value.length ?? 0;
    },
    async codeActions(offset) {
      const position = lines.position(offset);
      const asked = { range: { start: position, end: position }, context: { diagnostics: [] } };
      return (await ask<readonly unknown[]>('codeAction', asked)).length;
    },
    close: () => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
  };
}
