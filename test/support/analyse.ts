import type { Analysis } from '../../server/src/analysis/analysis.ts';
import { createAnalysis } from '../../server/src/analysis/create-analysis.ts';
import type { Configuration } from '../../server/src/lint/config.ts';
import { NO_CONFIGURATION } from '../../server/src/lint/config.ts';
import type { FileSnapshot } from '../../server/src/template/files.ts';
import { loadCatalogForTests } from './catalog.ts';

/** A facade over texts by URI; what is not there is missing. `levels` configures rules, as one must that is opt-in; `more` is the rest of the configuration. */
export function analyse(
  texts: Readonly<Record<string, string>>,
  levels: Configuration['rules'] = {},
  more: Partial<Configuration> = {},
): Analysis {
  const read = (uri: string): FileSnapshot => {
    const text = texts[uri];
    return text === undefined ? { kind: 'missing' } : { kind: 'text', text, version: '1' };
  };
  const configuration: Configuration = { ...NO_CONFIGURATION, ...more, rules: levels };
  return createAnalysis({ catalog: loadCatalogForTests(), files: { read }, configurationOf: () => configuration });
}
