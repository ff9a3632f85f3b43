import { openDocument } from './editing.ts';
import { DIALECTS } from './generate-template.ts';
import { FOLDER, startServer } from './server-process.ts';

const FILES = 20;
const LINES = 500;

/** Resident memory of the server with 20 documents of 500 lines open and diagnosed, in bytes. */
export async function measureMemory(): Promise<number> {
  const server = await startServer();
  for (let i = 0; i < FILES; i++) {
    const dialect = DIALECTS[i % DIALECTS.length];
    if (dialect === undefined) throw new Error('there is no dialect');
    const document = await openDocument(server, `${FOLDER}/${i}/${dialect.file}`, dialect.languageId, dialect.generate(LINES));
    const items = await document.pullDiagnostics();
    if (items.length === 0) throw new Error(`no finding in ${dialect.name}`);
  }
  const bytes = await server.residentMemory();
  await server.stop();
  return bytes;
}
