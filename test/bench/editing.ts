import type { Dialect } from './generate-template.ts';
import { countLines } from './generate-template.ts';
import type { Times } from './measure.ts';
import { time, timeRuns } from './measure.ts';
import type { ServerProcess } from './server-process.ts';
import { FOLDER, startServer } from './server-process.ts';

export interface EditingTimes {
  readonly dialect: string;
  readonly lines: number;
  readonly diagnostics: Times;
  readonly completion: Times;
}

const COUNT = 60;
const WARM_UP = 10;

/**
 * Times from a keystroke to its answer, through a spawned server: from the moment `textDocument/didChange` is sent to the moment the answer of
 * the request sent right after it has been read. Keystrokes go all over the document.
 */
export async function measureEditing(dialect: Dialect, lines: number): Promise<EditingTimes> {
  const text = dialect.generate(lines);
  const server = await startServer();
  const document = await openDocument(server, `${FOLDER}/${dialect.file}`, dialect.languageId, text);
  const diagnostics = await timeDiagnostics(document);
  const completion = await timeCompletion(document);
  await server.stop();
  return { dialect: dialect.name, lines: countLines(text), diagnostics, completion };
}

export interface EditedDocument {
  readonly text: string;
  /** Replaces a stretch of one line. */
  replace(offset: number, length: number, text: string): Promise<void>;
  pullDiagnostics(): Promise<readonly unknown[]>;
  complete(offset: number): Promise<readonly unknown[]>;
}

/** Opens a document; positions are told by the text as opened, which every edit but the last has left. */
export async function openDocument({ connection }: ServerProcess, uri: string, languageId: string, text: string): Promise<EditedDocument> {
  let version = 1;
  const positionOf = (offset: number) => ({
    line: countLines(text.slice(0, offset)),
    character: offset - text.lastIndexOf('\n', offset - 1) - 1,
  });
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  return {
    text,
    async replace(offset, length, newText) {
      version++;
      const start = positionOf(offset);
      const range = { start, end: { line: start.line, character: start.character + length } };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: newText }],
      });
    },
    async pullDiagnostics() {
      const { items }: { readonly items: readonly unknown[] } = await connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return items;
    },
    async complete(offset) {
      const { line, character } = positionOf(offset);
      const asked = { textDocument: { uri }, position: { line, character } };
      const { items }: { readonly items: readonly unknown[] } = await connection.sendRequest('textDocument/completion', asked);
      return items;
    },
  };
}

/** A letter typed into the name of an action, and deleted again. */
async function timeDiagnostics(document: EditedDocument): Promise<Times> {
  const places = placesOf(document.text, 'PutItem');
  const before = (await document.pullDiagnostics()).length;
  return timeRuns(COUNT, WARM_UP, async (i) => {
    const place = places[(Math.floor(i / 2) * 7) % places.length] ?? 0;
    const types = i % 2 === 0;
    let found = 0;
    const taken = await time(async () => {
      await document.replace(place + 3, types ? 0 : 1, types ? 'q' : '');
      found = (await document.pullDiagnostics()).length;
    });
    if ((found !== before) !== types) throw new Error(`a misspelt action changed ${before} findings to ${found}`);
    return taken;
  });
}

/** Half a name of an action, or half an ARN, and completion at its end. */
async function timeCompletion(document: EditedDocument): Promise<Times> {
  const actions = placesOf(document.text, 'PutItem').map((place) => ({ place, whole: 'PutItem', half: 'Pu' }));
  const arns = placesOf(document.text, 'eu-west-1:111122223333:table/audit').map((place) => ({
    place,
    whole: 'eu-west-1:111122223333:table/audit',
    half: '',
  }));
  return timeRuns(COUNT, WARM_UP, async (i) => {
    const kinds = i % 2 === 0 || arns.length === 0 ? actions : arns;
    const chosen = kinds[(Math.floor(i / 2) * 7) % kinds.length];
    if (chosen === undefined) throw new Error('the template has no place to complete at');
    const { place, whole, half } = chosen;
    let found = 0;
    const taken = await time(async () => {
      await document.replace(place, whole.length, half);
      found = (await document.complete(place + half.length)).length;
    });
    if (found === 0) throw new Error(`no completion after '${half}' in place of '${whole}'`);
    await document.replace(place, half.length, whole);
    return taken;
  });
}

function placesOf(text: string, word: string): readonly number[] {
  return [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => index);
}
