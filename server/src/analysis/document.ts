import type { Catalog } from '../catalog/catalog.ts';
import { lowerPolicySteps } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import { parseDocument } from '../syntax/parse.ts';
import type { Parsed } from '../syntax/source.ts';
import { mayHoldPolicies } from '../template/detect.ts';
import type { FileSnapshot, Files } from '../template/files.ts';
import { languageOf } from '../template/language.ts';
import { lowerTemplate } from '../template/lower-template.ts';
import type { Template } from '../template/template.ts';
import { runToEnd } from './steps.ts';

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

export const FOREIGN: DocumentResult = { kind: 'foreign', reads: [], wanted: [] };

/** Reads and lowers a document of `files`. */
export function readDocument(uri: string, files: Files, catalog: Catalog): DocumentResult {
  const parsed = parseSnapshot(uri, files.read(uri));
  return parsed === undefined ? FOREIGN : lowerDocument(parsed, files, catalog);
}

/** `undefined` for what is no text, and for a text that can hold no policy, which is not parsed. */
export function parseSnapshot(uri: string, snapshot: FileSnapshot): Parsed | undefined {
  if (snapshot.kind !== 'text' || !mayHoldPolicies(snapshot.text)) return undefined;
  return parseDocument(uri, snapshot.text, languageOf(uri, snapshot.text, snapshot.languageId));
}

/** Lowers what is parsed already. `fragment` stands in for one of the files that the document names. */
export function lowerDocument(parsed: Parsed, files: Files, catalog: Catalog, fragment?: Parsed): DocumentResult {
  return runToEnd(lowerSteps(parsed, files, catalog, fragment));
}

/** The same in steps. Every file is read in the first of them. */
export function* lowerSteps(parsed: Parsed, files: Files, catalog: Catalog, fragment?: Parsed): Generator<void, DocumentResult> {
  const parse: typeof parseDocument = (uri, text, language) =>
    fragment?.source.uri === uri ? fragment : parseDocument(uri, text, language);
  const lowered = lowerTemplate(parsed, { catalog, files, parse });
  if (lowered === undefined) return FOREIGN;
  yield;
  const { template, reads, wanted } = lowered;
  const policies = yield* lowerPolicySteps(template);
  return { kind: 'ours', uri: parsed.source.uri, parsed, template, policies, reads, wanted };
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
