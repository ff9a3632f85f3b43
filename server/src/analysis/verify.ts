import type { Catalog } from '../catalog/catalog.ts';
import { applyEdits } from '../edit/apply.ts';
import type { Edit } from '../edit/edit.ts';
import type { Effect } from '../lint/rule.ts';
import type { Answer } from '../policy/answer.ts';
import { holds } from '../policy/claim.ts';
import { groupBy } from '../syntax/group-by.ts';
import type { Files } from '../template/files.ts';
import type { Document } from './document.ts';
import { overlay, readDocument } from './document.ts';

export interface Verified {
  /** Whether the edited document keeps the claim; `no` too where it no longer parses as it did. */
  readonly answer: Answer;
  /** The new text of every document edited. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Applies edits to copies of the documents and asks the kernel whether the permissions changed as claimed. */
export function verify(document: Document, edits: readonly Edit[], effect: Effect, files: Files, catalog: Catalog): Verified {
  const texts = editedTexts(document, edits);
  const after = readDocument(document.uri, overlay(files, texts), catalog);
  if (after.kind === 'foreign') return { answer: 'no', texts };
  if (countSyntaxProblems(after) > countSyntaxProblems(document)) return { answer: 'no', texts };
  return { answer: holds(catalog, effect, document.policies, after.policies, document.template.policies, after.template.policies), texts };
}

function editedTexts(document: Document, edits: readonly Edit[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [uri, own] of groupByUri(edits)) {
    const source = document.template.sources.get(uri);
    if (source !== undefined) texts.set(uri, applyEdits(source, own));
  }
  return texts;
}

/** Edits by the document they belong to. */
export function groupByUri(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  return groupBy(edits, (edit) => edit.range.unit.uri);
}

function countSyntaxProblems(document: Document): number {
  return document.template.problems.filter((problem) => problem.code === 'syntax').length;
}
