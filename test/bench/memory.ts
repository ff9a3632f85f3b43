import { timeDiagnostics } from './editing.ts';
import type { Figure, Figures } from './figures.ts';
import { megabytes } from './figures.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { startServer } from './server-process.ts';
import { openIn } from './wire.ts';

const FILES = 20;
const LINES = 500;

/** Resident memory of the server, after full collections. */
export async function* measureMemory(): Figures {
  yield await measureManyFiles();
  yield* measureManyEdits();
}

/** With 20 documents of 500 lines open and diagnosed. */
async function measureManyFiles(): Promise<Figure> {
  const server = await startServer({ collects: true });
  for (let i = 0; i < FILES; i++) {
    const dialect = DIALECTS[i % DIALECTS.length];
    if (dialect === undefined) throw new Error('there is no dialect');
    const document = await openIn(server, `${i}/${dialect.file}`, dialect.languageId, dialect.generate(LINES, i + 1));
    if ((await document.diagnose()).startsWith('0')) throw new Error(`no finding in ${dialect.name}`);
  }
  const { resident } = await server.memory();
  await server.stop();
  return { name: `server memory, ${FILES} files of ${LINES} lines`, unit: 'MB', value: megabytes(resident), target: 120 };
}

/** After the first 100 edits of a document of 10,000 lines, and after 1,000 more, each diagnosed. */
async function* measureManyEdits(): Figures {
  const [dialect] = DIALECTS;
  if (dialect === undefined) throw new Error('there is no dialect');
  const text = dialect.generate(10_000);
  const server = await startServer({ collects: true });
  const document = await openIn(server, dialect.file, dialect.languageId, text);
  await timeDiagnostics(document, { count: 100, warmUp: 0, span: Number.POSITIVE_INFINITY });
  const { resident: first } = await server.memory();
  await timeDiagnostics(document, { count: 1000, warmUp: 0, span: Number.POSITIVE_INFINITY });
  const { resident: last } = await server.memory();
  await server.stop();
  const name = `server memory, ${countLines(text)} lines, ${dialect.name}`;
  yield { name: `${name}, after 100 edits`, unit: 'MB', value: megabytes(first) };
  yield { name: `${name}, growth by 1,000 more`, unit: '%', value: (100 * (last - first)) / first, target: 10 };
}
