import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import { openEdited } from '../../server/src/analysis/edited-document.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { warmUpSteps } from '../../server/src/lsp/warm-up.ts';
import type { Editable, Open } from './editable.ts';

/** Opens documents in analyses from the sources, each in one of its own, all over one catalogue; warmed up as a server is. */
export function createFacade(): Open {
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'latin1'));
  runToEnd(warmUpSteps(catalog));
  return async (name, languageId, text) => openDocument(catalog, name, languageId, text);
}

function openDocument(catalog: Catalog, name: string, languageId: string, text: string): Editable {
  const { uri, analysis, replace } = openEdited(catalog, { uri: `file:///bench/${name}`, languageId, text });
  return {
    text,
    replace: async (offset, length, written) => replace(offset, offset + length, written),
    diagnose: async () => String(analysis.diagnose(uri).diagnostics.length),
    complete: async (offset) => analysis.complete(uri, offset).items.length,
    hover: async (offset) => analysis.hover(uri, offset)?.contents.length ?? 0,
    codeActions: async (offset) => analysis.codeActions(uri, { start: offset, end: offset }).length,
    close: async () => undefined,
  };
}
