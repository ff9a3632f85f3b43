import type { Catalog } from '../catalog/catalog.ts';
import { applyEdits } from '../edit/apply.ts';
import type { Edit } from '../edit/edit.ts';
import type { Effect } from '../lint/rule.ts';
import type { Answer } from '../policy/answer.ts';
import { holds } from '../policy/claim.ts';
import { groupBy } from '../syntax/group-by.ts';
import { parseDocument } from '../syntax/parse.ts';
import { reparse } from '../syntax/reparse.ts';
import type { Parsed } from '../syntax/source.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Files } from '../template/files.ts';
import type { PolicySource } from '../template/template.ts';
import type { Document, DocumentResult } from './document.ts';
import { lowerDocument, overlay } from './document.ts';
import { spanChanges } from './parse-again.ts';

export interface Verified {
  /** Whether the edited document keeps the claim; `no` too where it no longer parses as it did. */
  readonly answer: Answer;
  /** The new text of every document edited. */
  readonly texts: ReadonlyMap<string, string>;
  /** The document with these texts. */
  readonly after: DocumentResult;
}

/** Applies edits to copies of the documents and asks the kernel whether the permissions changed as claimed. */
export function verify(document: Document, edits: readonly Edit[], effect: Effect, files: Files, catalog: Catalog): Verified {
  const edited = editDocuments(document, edits);
  const texts = new Map([...edited].map(([uri, { source }]) => [uri, source.text]));
  const parsed = edited.get(document.uri) ?? document.parsed;
  const after = lowerDocument(parsed, overlay(files, texts), catalog, { memory: document.memory, fragments: edited });
  if (after.kind === 'foreign' || countSyntaxProblems(after) > countSyntaxProblems(document)) return { answer: 'no', texts, after };
  const owners = findChangedOwners(document, after);
  const [before, now] = [ofOwners(document, owners), ofOwners(after, owners)];
  return { answer: holds(catalog, effect, before.policies, now.policies, before.sources, now.sources), texts, after };
}

/** The documents that the edits are in, as edited. */
function editDocuments(document: Document, edits: readonly Edit[]): ReadonlyMap<string, Parsed> {
  const { template } = document;
  const edited = new Map<string, Parsed>();
  for (const [uri, own] of groupByUri(edits)) {
    const source = template.sources.get(uri);
    if (source === undefined || own.length === 0) continue;
    const before = uri === document.uri ? document.parsed : document.memory.fragments.get(uri)?.parsed;
    const text = applyEdits(source, own);
    const edit = spanChanges(own.map((one) => ({ ...toOffsets(source, one.range), text: one.text })));
    edited.set(uri, before?.source === source ? reparse(before, text, edit) : parseDocument(uri, text, source.language));
  }
  return edited;
}

/** Names of the owners of which something is not the same object in both versions. */
function findChangedOwners(before: Document, after: Document): ReadonlySet<string> {
  const owners = new Set<string>();
  const add = ({ owner }: PolicySource): void => void owners.add(owner.name);
  const compare = <T>(left: readonly T[], right: readonly T[], sourceOf: (item: T) => PolicySource): void => {
    const [olds, news] = [new Set(left), new Set(right)];
    for (const item of left) if (!news.has(item)) add(sourceOf(item));
    for (const item of right) if (!olds.has(item)) add(sourceOf(item));
  };
  compare(before.policies, after.policies, ({ source }) => source);
  compare(before.template.policies, after.template.policies, (source) => source);
  return owners;
}

function ofOwners({ policies, template }: Document, owners: ReadonlySet<string>) {
  return {
    policies: policies.filter(({ source }) => owners.has(source.owner.name)),
    sources: template.policies.filter(({ owner }) => owners.has(owner.name)),
  };
}

/** Edits by the document they belong to. */
export function groupByUri(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  return groupBy(edits, (edit) => edit.range.unit.uri);
}

function countSyntaxProblems(document: Document): number {
  return document.template.problems.filter((problem) => problem.code === 'syntax').length;
}
