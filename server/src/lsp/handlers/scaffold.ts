import type { Position, Range, TextDocumentIdentifier } from 'vscode-languageserver';
import { RequestType } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';
import { answerFor } from '../context.ts';
import { fromPosition } from '../from-lsp.ts';
import { toRange } from '../to-lsp.ts';

export interface ScaffoldParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly position: Position;
}

/** A piece of a template that the client inserts as a snippet. */
export interface ScaffoldAnswer {
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  readonly range: Range;
  readonly snippet: string;
}

const SCAFFOLD = new RequestType<ScaffoldParams, readonly ScaffoldAnswer[] | null, void>('leastwise/scaffold');

/** `leastwise/scaffold`: what can be inserted for the function or resource at a position. */
export function registerScaffold(context: ServerContext): void {
  context.connection.onRequest(SCAFFOLD, ({ textDocument, position }, token) =>
    answerFor(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      const scaffolds = views.at(-1)?.workspace.analysis.scaffolds(key, fromPosition(lines, position)) ?? [];
      return scaffolds.flatMap(({ id, title, uri, range, snippet }) => {
        const target = context.session.find(uri);
        return target === undefined ? [] : [{ id, title, uri: target.uri, range: toRange(target.lines, range), snippet }];
      });
    }),
  );
}
