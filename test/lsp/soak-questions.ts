import { isDeepStrictEqual } from 'node:util';
import { CancellationTokenSource, ResponseError } from 'vscode-jsonrpc/node';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';
import type { ServerProcess } from '../bench/server-process.ts';
import type { SoakDocument } from './soak-documents.ts';
import type { Random } from './soak-edits.ts';
import type { Question, Reference, Texts } from './soak-expected.ts';

export const QUESTIONS: readonly Question[] = ['diagnostic', 'completion', 'hover', 'codeAction', 'codeLens', 'documentSymbol'];

export interface Counts {
  answered: number;
  cancelled: number;
  overtaken: number;
  compared: number;
}

export interface Asker {
  readonly counts: Counts;
  readonly faults: readonly string[];
  /** Asks about the text of now and judges the answer when it comes. */
  ask(question: Question, document: SoakDocument): void;
  /** How many questions are open. */
  open(): number;
  /** Settles once all are answered. */
  settle(): Promise<void>;
}

export interface AskerOptions {
  readonly server: ServerProcess;
  readonly random: Random;
  readonly documents: readonly SoakDocument[];
  readonly reference: Reference;
  readonly compareEvery: number;
}

/** Faults told at most: the first ones say enough. */
const MOST_FAULTS = 10;

export function createAsker({ server: { connection }, random, documents, reference, compareEvery }: AskerOptions): Asker {
  const counts: Counts = { answered: 0, cancelled: 0, overtaken: 0, compared: 0 };
  const faults: string[] = [];
  const open = new Set<Promise<void>>();
  let asked = 0;
  connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => fail(`the server logged: ${message}`));

  function fail(fault: string): void {
    if (faults.length < MOST_FAULTS) faults.push(fault);
  }

  function keep(answer: Promise<void>): void {
    open.add(answer);
    void answer.then(() => open.delete(answer));
  }

  function ask(question: Question, document: SoakDocument): void {
    asked++;
    const texts: Texts = new Map(documents.flatMap(withFragments).map(({ uri, text, languageId }) => [uri, { text, languageId }]));
    const { uri, text, moves } = document;
    const movesOfAll = countMoves(document);
    const offset = random(text.length + 1);
    const source = new CancellationTokenSource();
    const cancels = random(5) === 0;
    const compares = asked % compareEvery === 0;
    const answer = connection.sendRequest(`textDocument/${question}`, paramsOf(question, uri, text, offset), source.token);
    if (cancels && random(2) === 0) source.cancel();
    else if (cancels) setImmediate(() => source.cancel());
    const judge = (found: unknown): void => {
      counts.answered++;
      // An answer may be of a later text of what the document names.
      if (!compares || countMoves(document) !== movesOfAll) return;
      counts.compared++;
      const lines = createLineIndex(text);
      const expected = reference.answer(question, texts, uri, lines.offset(lines.position(offset)));
      const given = readAnswer(question, found);
      // What went over the wire has no absent properties.
      if (!isDeepStrictEqual(given, JSON.parse(JSON.stringify(expected)))) {
        fail(`question ${asked}, ${question} of ${uri} at ${offset}: ${JSON.stringify(given)} instead of ${JSON.stringify(expected)}`);
      }
    };
    const excuse = (error: unknown): void => {
      const code = error instanceof ResponseError ? error.code : undefined;
      if (code === -32800 && cancels) counts.cancelled++;
      else if ((code === -32801 || code === -32802) && document.moves !== moves) counts.overtaken++;
      else fail(`question ${asked}, ${question} of ${uri}: ${String(error)}`);
    };
    keep(answer.then(judge, excuse));
  }

  return {
    counts,
    faults,
    ask,
    open: () => open.size,
    async settle() {
      await Promise.all(open);
    },
  };
}

function withFragments(document: SoakDocument): readonly SoakDocument[] {
  return [document, ...document.fragments];
}

function countMoves(document: SoakDocument): number {
  return withFragments(document).reduce((sum, { moves }) => sum + moves, 0);
}

function paramsOf(question: Question, uri: string, text: string, offset: number): object {
  const textDocument = { uri };
  if (question === 'diagnostic' || question === 'codeLens' || question === 'documentSymbol') return { textDocument };
  const position = createLineIndex(text).position(offset);
  return question === 'codeAction'
    ? { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } }
    : { textDocument, position };
}

/** The part of an answer that a fresh analysis says as well. */
function readAnswer(question: Question, answer: unknown): unknown {
  switch (question) {
    case 'diagnostic':
      return propertyOf(answer, 'items');
    case 'completion':
      return listOf(propertyOf(answer, 'items')).map((item) => ({
        label: propertyOf(item, 'label'),
        textEdit: propertyOf(item, 'textEdit'),
      }));
    case 'hover':
      return answer;
    case 'codeAction':
      return listOf(answer).map((action) => propertyOf(action, 'title'));
    case 'codeLens':
      return listOf(answer).map((lens) => ({ range: propertyOf(lens, 'range'), title: propertyOf(propertyOf(lens, 'command'), 'title') }));
    case 'documentSymbol':
      return listOf(answer);
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
