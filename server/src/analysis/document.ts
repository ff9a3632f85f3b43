import type { Catalog } from '../catalog/catalog.ts';
import { lowerPolicies } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import { parseDocument } from '../syntax/parse.ts';
import type { Parsed } from '../syntax/source.ts';
import { mayHoldPolicies } from '../template/detect.ts';
import type { FileSnapshot, Files } from '../template/files.ts';
import { languageOf } from '../template/language.ts';
import { lowerTemplate } from '../template/lower-template.ts';
import type { Template } from '../template/template.ts';

/** A document read, parsed and lowered: the ground of every answer. */
export interface Document {
  readonly uri: string;
  readonly parsed: Parsed;
  readonly template: Template;
  readonly policies: readonly Policy[];
  readonly reads: readonly string[];
  readonly wanted: readonly string[];
}

export type DocumentResult =
  | ({ readonly kind: 'ours' } & Document)
  /** No text, no policy, no template; `reads` and `wanted` as for a document. */
  | { readonly kind: 'foreign'; readonly reads: readonly string[]; readonly wanted: readonly string[] };

const FOREIGN: DocumentResult = { kind: 'foreign', reads: [], wanted: [] };

/** Reads and lowers a document of `files`. A text that can hold no policy is not parsed. */
export function readDocument(uri: string, files: Files, catalog: Catalog): DocumentResult {
  const snapshot = files.read(uri);
  if (snapshot.kind !== 'text' || !mayHoldPolicies(snapshot.text)) return FOREIGN;
  const parsed = parseDocument(uri, snapshot.text, languageOf(uri, snapshot.text, snapshot.languageId));
  return lowerDocument(parsed, files, catalog);
}

/** Lowers what is parsed already. */
export function lowerDocument(parsed: Parsed, files: Files, catalog: Catalog): DocumentResult {
  const lowered = lowerTemplate(parsed, { catalog, files, parse: parseDocument });
  if (lowered === undefined) return FOREIGN;
  const { template, reads, wanted } = lowered;
  return { kind: 'ours', uri: parsed.source.uri, parsed, template, policies: lowerPolicies(template), reads, wanted };
}

/** `files` with other texts in place of some. */
export function overlay(files: Files, texts: ReadonlyMap<string, string>): Files {
  return {
    read(uri): FileSnapshot {
      const text = texts.get(uri);
      if (text === undefined) return files.read(uri);
      const below = files.read(uri);
      const languageId = below.kind === 'text' && below.languageId !== undefined ? { languageId: below.languageId } : {};
      return { kind: 'text', text, version: 'overlay', ...languageId };
    },
  };
}
