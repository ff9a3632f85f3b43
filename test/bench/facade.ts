import { readFileSync } from 'node:fs';
import { ensureCatalog } from '../../action-catalog/build/ensure.ts';
import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { runToEnd } from '../../server/src/analysis/steps.ts';
import type { Catalog } from '../../server/src/catalog/catalog.ts';
import { readCatalog } from '../../server/src/catalog/read-catalog.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import { warmUpSteps } from '../../server/src/lsp/warm-up.ts';
import type { VersionEdit } from '../../server/src/template/files.ts';
import type { Editable, Open } from './editable.ts';

/** How many edits a text comes with: as many as the server hands on. */
const REMEMBERED_EDITS = 64;

/** Opens documents in analyses from the sources, each in one of its own, all over one catalogue; warmed up as a server is. */
export function createFacade(): Open {
  const catalog = readCatalog(readFileSync(ensureCatalog(), 'latin1'));
  runToEnd(warmUpSteps(catalog));
  return async (name, languageId, text) => openDocument(catalog, name, languageId, text);
}

/** A document in an analysis of its own, which can be edited. */
export interface AnalysedDocument extends Pick<Editable, 'text' | 'replace'> {
  readonly uri: string;
  readonly analysis: Analysis;
}

export function analyseDocument(catalog: Catalog, name: string, languageId: string, text: string): AnalysedDocument {
  const uri = `file:///bench/${name}`;
  let version = 1;
  let current = text;
  let edits: readonly VersionEdit[] = [];
  const analysis = createAnalysis({
    catalog,
    files: {
      read: (asked) => (asked === uri ? { kind: 'text', text: current, version: String(version), languageId, edits } : { kind: 'missing' }),
    },
    configurationOf: () => NO_CONFIGURATION,
  });
  return {
    uri,
    analysis,
    text,
    async replace(offset, length, newText) {
      const edit = { from: String(version), start: offset, oldEnd: offset + length, newEnd: offset + newText.length };
      current = current.slice(0, offset) + newText + current.slice(offset + length);
      version++;
      edits = [...edits, edit].slice(-REMEMBERED_EDITS);
    },
  };
}

function openDocument(catalog: Catalog, name: string, languageId: string, text: string): Editable {
  const { uri, analysis, replace } = analyseDocument(catalog, name, languageId, text);
  return {
    text,
    replace,
    diagnose: async () => String(analysis.diagnose(uri).diagnostics.length),
    complete: async (offset) => analysis.complete(uri, offset).items.length,
    hover: async (offset) => analysis.hover(uri, offset)?.contents.length ?? 0,
    codeActions: async (offset) => analysis.codeActions(uri, { start: offset, end: offset }).length,
    close: async () => undefined,
  };
}
