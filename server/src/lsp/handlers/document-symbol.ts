import type { DocumentSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { OutlineSymbol, SymbolIcon } from '../../analysis/editor-answers.ts';
import type { LineIndex } from '../../syntax/line-index.ts';
import type { ServerContext } from '../context.ts';
import { answerForOurs } from '../context.ts';
import { toRange } from '../to-lsp.ts';

const KINDS: Readonly<Record<SymbolIcon, SymbolKind>> = {
  function: SymbolKind.Function,
  'state-machine': SymbolKind.Method,
  role: SymbolKind.Class,
  policy: SymbolKind.Interface,
  statement: SymbolKind.Property,
  attached: SymbolKind.Package,
};

/** `textDocument/documentSymbol`: functions, roles and policies with their statements. */
export function registerDocumentSymbol(context: ServerContext): void {
  context.connection.onDocumentSymbol(({ textDocument }, token) =>
    answerForOurs(context, textDocument.uri, token, ({ views, document: { key, lines } }) => {
      for (const { workspace, document } of views) {
        const symbols = workspace.analysis.symbols(key, document.key);
        if (symbols.length > 0) return symbols.map((symbol) => toSymbol(symbol, lines));
      }
      return null;
    }),
  );
}

export function toSymbol({ name, detail, icon, range, selection, children }: OutlineSymbol, lines: LineIndex): DocumentSymbol {
  return {
    name,
    kind: KINDS[icon],
    range: toRange(lines, range),
    selectionRange: toRange(lines, selection),
    children: children.map((child) => toSymbol(child, lines)),
    ...(detail === undefined ? {} : { detail }),
  };
}
