import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import type { FileSnapshot } from '../../server/src/template/files.ts';
import { loadCatalogForTests } from './catalog.ts';

/** A facade over texts by URI; what is not there is missing. */
export function analyse(texts: Readonly<Record<string, string>>): Analysis {
  const read = (uri: string): FileSnapshot => {
    const text = texts[uri];
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text, version: '1' };
  };
  return createAnalysis({ catalog: loadCatalogForTests(), files: { read }, configurationOf: () => NO_CONFIGURATION });
}
