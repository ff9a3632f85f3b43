import type { Catalog } from '../catalog/catalog.ts';
import { applyEdits } from '../edit/apply.ts';
import type { Edit } from '../edit/edit.ts';
import type { Compared } from '../grants/expand-sources.ts';
import { expandSources } from '../grants/expand-sources.ts';
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
  const after = lowerDocument(parsed, overlay(files, texts), catalog, {
    memory: document.memory,
    fragments: edited,
    boundaries: document.boundaries,
  });
  if (after.kind === 'foreign' || countSyntaxProblems(after) > countSyntaxProblems(document)) return { answer: 'no', texts, after };
  const owners = findChangedOwners(document, after);
  return { answer: keepsClaim(catalog, effect, ofOwners(document, owners), ofOwners(after, owners)), texts, after };
}

/**
 * Asks first without what is named rather than written, managed policies and what a framework adds, which may be large: what holds without it holds with
 * it, for it is the same on both sides.
 */
function keepsClaim(catalog: Catalog, effect: Effect, before: Compared, after: Compared): Answer {
  const answer = holds(catalog, effect, before.policies, after.policies, before.sources, after.sources);
  if (answer === 'yes') return answer;
  const [expanded, expandedAfter] = [expandSources(catalog, before), expandSources(catalog, after)];
  if (expanded === before && expandedAfter === after) return answer;
  return holds(catalog, effect, expanded.policies, expandedAfter.policies, expanded.sources, expandedAfter.sources);
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

function ofOwners({ policies, template, grants }: Document, owners: ReadonlySet<string>): Compared {
  return {
    owners,
    policies: policies.filter(({ source }) => owners.has(source.owner.name)),
    sources: template.policies.filter(({ owner }) => owners.has(owner.name)),
    template,
    grants,
  };
}

/** Edits by the document they belong to. */
export function groupByUri(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  return groupBy(edits, (edit) => edit.range.unit.uri);
}

function countSyntaxProblems(document: Document): number {
  return document.template.problems.filter((problem) => problem.code === 'syntax').length;
}
