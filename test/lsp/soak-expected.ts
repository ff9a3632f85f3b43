import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { mergeCodeActions } from '../../server/src/analysis/code-actions.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import type { Client } from '../../server/src/lsp/client.ts';
import { toSymbol } from '../../server/src/lsp/handlers/document-symbol.ts';
import type { Target } from '../../server/src/lsp/to-lsp.ts';
import { toCompletionItem, toDiagnostics, toHover, toRange } from '../../server/src/lsp/to-lsp.ts';
import { createLineIndex } from '../../server/src/syntax/line-index.ts';

/** All open documents at the time of a question. */
export type Texts = ReadonlyMap<string, { readonly text: string; readonly languageId: string }>;

/** What is asked of a document. */
export type Question = 'diagnostic' | 'completion' | 'hover' | 'codeAction' | 'codeLens' | 'documentSymbol';

/** Answers as a server that has just opened the texts. */
export interface Reference {
  answer(question: Question, texts: Texts, uri: string, offset: number): unknown;
}

export function createReference(client: Client): Reference {
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'latin1'));
  return { answer: (question, texts, uri, offset) => answerFresh(catalog, client, question, texts, uri, offset) };
}

function answerFresh(catalog: Catalog, client: Client, question: Question, texts: Texts, uri: string, offset: number): unknown {
  const analysis = createAnalysis({
    catalog,
    files: {
      read(asked) {
        const found = texts.get(asked);
        return found === undefined ? { kind: 'missing' } : { kind: 'text', version: '1', ...found };
      },
    },
    configurationOf: () => NO_CONFIGURATION,
  });
  const find = (asked: string): Target | undefined => {
    const found = texts.get(asked);
    return found === undefined ? undefined : { uri: asked, version: null, lines: createLineIndex(found.text) };
  };
  const lines = createLineIndex(texts.get(uri)?.text ?? '');
  switch (question) {
    case 'diagnostic':
      return toDiagnostics(
        analysis.diagnose(uri).diagnostics.filter(({ place }) => place.uri === uri),
        find,
        client,
      );
    case 'completion': {
      const { items } = analysis.complete(uri, offset);
      return items.map((item) => ({ label: item.label, textEdit: toCompletionItem(item, { uri, lines }, client).textEdit }));
    }
    case 'hover': {
      const hover = analysis.hover(uri, offset);
      return hover === undefined ? null : toHover(hover, lines);
    }
    case 'codeAction':
      return mergeCodeActions([analysis.codeActions(uri, { start: offset, end: offset })]).map(({ title }) => title);
    case 'codeLens':
      return runToEnd(analysis.codeLensSteps(uri)).map(({ range, title }) => ({ range: toRange(lines, range), title }));
    case 'documentSymbol':
      return analysis.symbols(uri).map((symbol) => toSymbol(symbol, lines));
  }
}
