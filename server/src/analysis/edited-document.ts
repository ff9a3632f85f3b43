import type { Catalog } from '../catalog/catalog.ts';
import { NO_CONFIGURATION } from '../lint/config.ts';
import type { TextSnapshot } from '../template/files.ts';
import { editText } from '../template/files.ts';
import type { Analysis } from './analysis.ts';
import { createAnalysis } from './create-analysis.ts';

/** A document alone in an analysis of its own, without configuration, which can be edited. */
export interface EditedDocument {
  readonly uri: string;
  readonly analysis: Analysis;
  /** Puts a text in the place of a stretch of the text as it is now. */
  replace(start: number, end: number, written: string): void;
}

export function openEdited(
  catalog: Catalog,
  { uri, ...opened }: { readonly uri: string } & Pick<TextSnapshot, 'text' | 'languageId'>,
): EditedDocument {
  let versions = 0;
  let file: TextSnapshot = { kind: 'text', version: '0', ...opened };
  const analysis = createAnalysis({
    catalog,
    files: { read: (asked) => (asked === uri ? file : { kind: 'missing' }) },
    configurationOf: () => NO_CONFIGURATION,
  });
  return {
    uri,
    analysis,
    replace(start, end, written) {
      versions++;
      file = editText(file, start, end, written, String(versions));
    },
  };
}
