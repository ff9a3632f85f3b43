import type { Catalog } from '../catalog/catalog.ts';
import { insertCommentAbove, insertMetadataIgnore } from '../edit/comments.ts';
import type { Edit } from '../edit/edit.ts';
import { isForFixAll } from '../lint/fix.ts';
import type { Found } from '../lint/found.ts';
import { findPath } from '../syntax/path.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Files } from '../template/files.ts';
import type { Resource } from '../template/template.ts';
import type { CodeAction, CodeActionData, Place, ResolvedCodeAction, TextChange } from './answers.ts';
import type { FixesOf } from './diagnostics.ts';
import { placeOf, toDiagnostic } from './diagnostics.ts';
import type { Document } from './document.ts';
import { groupByUri, verify } from './verify.ts';

/** What the author writes over. */
const REASON = 'state the reason';

/** The actions offered where `place`, in the document or a fragment of it, touches a finding; fixes before suppressions. */
export function listCodeActions(
  document: Document,
  findings: readonly Found[],
  { uri, start, end }: Place,
  fixesOf: FixesOf,
): readonly CodeAction[] {
  const here = findings.filter((finding) => placeOf(document, finding).uri === uri);
  const touched = here.filter((finding) => {
    const place = placeOf(document, finding);
    return place.start <= end && start <= place.end;
  });
  const fixes = touched.flatMap((finding) => listFixes(document, finding, fixesOf));
  const suppressions = touched.flatMap((finding) => listSuppressions(document, finding, fixesOf));
  // To make all fixes takes long; those of one rule are mostly alike.
  const samples = new Map(here.map((finding) => [finding.rule, finding])).values();
  const fixAll = [...samples, ...here].some((finding) => fixesOf(finding).some(isForFixAll));
  const data: CodeActionData = { kind: 'fix-all', uri: document.uri, place: uri };
  const all: readonly CodeAction[] = fixAll
    ? [{ title: 'Fix all that is equal or repairs', kind: 'source.fixAll.leastwise', preferred: false, data }]
    : [];
  return [...fixes, ...suppressions, ...all];
}

/**
 * The actions that several analyses offer in one document, its own and those of documents that name it as a fragment: each once, from
 * the first that has it, fixes before suppressions before fix-all.
 */
export function mergeCodeActions(lists: readonly (readonly CodeAction[])[]): readonly CodeAction[] {
  const known = new Map<string, CodeAction>();
  for (const action of lists.flat()) {
    const { rule = '', place } = action.diagnostic ?? {};
    const key = action.data.kind === 'fix-all' ? 'fix-all' : [rule, place?.start, place?.end, action.title].join(' ');
    if (!known.has(key)) known.set(key, action);
  }
  return [...known.values()].sort((a, b) => ORDER[a.data.kind] - ORDER[b.data.kind]);
}

const ORDER: Readonly<Record<CodeActionData['kind'], number>> = { fix: 0, suppress: 1, 'fix-all': 2 };

function listFixes(document: Document, finding: Found, fixesOf: FixesOf): readonly CodeAction[] {
  const diagnostic = toDiagnostic(document, finding, fixesOf);
  return fixesOf(finding).map((fix, index) => ({
    title: fix.title,
    kind: 'quickfix',
    preferred: fix.preferred,
    effect: fix.effect,
    diagnostic,
    data: { kind: 'fix', uri: document.uri, rule: finding.rule.id, place: diagnostic.place, fix: index },
  }));
}

function listSuppressions(document: Document, finding: Found, fixesOf: FixesOf): readonly CodeAction[] {
  const diagnostic = toDiagnostic(document, finding, fixesOf);
  const { place } = diagnostic;
  const rule = finding.rule.id;
  const suppress = (title: string, metadata: boolean): CodeAction => ({
    title,
    kind: 'quickfix',
    preferred: false,
    diagnostic,
    data: { kind: 'suppress', uri: document.uri, rule, place, metadata },
  });
  const actions: CodeAction[] = [];
  if (suppressByComment(document, finding).length > 0) actions.push(suppress(`Ignore '${rule}' here, with a reason`, false));
  if (suppressByMetadata(document, finding).length > 0)
    actions.push(suppress(`Ignore '${rule}' in this resource's Metadata, with a reason`, true));
  return actions;
}

/** The edits of a fix or suppression; a fix whose claim is not proved is withdrawn, one that widens wants a confirmation. */
export function resolveCodeAction(
  document: Document,
  findings: readonly Found[],
  data: Exclude<CodeActionData, { readonly kind: 'fix-all' }>,
  fixesOf: FixesOf,
  files: Files,
  catalog: Catalog,
): ResolvedCodeAction {
  const finding = findings.find((candidate) => {
    if (candidate.rule.id !== data.rule) return false;
    const place = placeOf(document, candidate);
    return (
      place.uri === data.place.uri &&
      place.start === data.place.start &&
      place.end === data.place.end &&
      (data.kind === 'suppress' || fixesOf(candidate)[data.fix] !== undefined)
    );
  });
  if (finding === undefined) return { kind: 'withdrawn', reason: 'the document has changed since the fix was offered' };
  if (data.kind === 'suppress') {
    const edits = data.metadata ? suppressByMetadata(document, finding) : suppressByComment(document, finding);
    return { kind: 'changes', changes: toChanges(document, edits), confirm: false };
  }
  const fix = fixesOf(finding)[data.fix];
  const edits = fix?.edits() ?? [];
  if (fix === undefined || edits.length === 0) return { kind: 'withdrawn', reason: 'the fix cannot be written at this place' };
  const { answer } = verify(document, edits, fix.effect, files, catalog);
  if (answer !== 'yes') {
    const reason = `'${fix.title}' was not applied: it could not be proved on this document that it ${describeEffect[fix.effect]}`;
    return { kind: 'withdrawn', reason };
  }
  return { kind: 'changes', changes: toChanges(document, edits), confirm: fix.effect === 'widens' };
}

const describeEffect = {
  equal: 'leaves the permissions as they are',
  narrows: 'grants nothing more',
  repairs: 'adds only what was meant',
  widens: 'leaves a document that can be read',
} as const;

function suppressByComment(document: Document, finding: Found): readonly Edit[] {
  const source = document.template.sources.get(finding.range.unit.uri);
  const tree = document.template.trees.get(finding.range.unit.uri);
  if (source === undefined || tree === undefined) return [];
  const node = findPath({ source, tree, problems: [] }, toOffsets(source, finding.range).start).at(-1)?.node;
  return node === undefined ? [] : insertCommentAbove(source, node, `leastwise-ignore ${finding.rule.id}: ${REASON}`);
}

function suppressByMetadata(document: Document, finding: Found): readonly Edit[] {
  const resource = findResource(document, finding);
  const source = document.template.sources.get(finding.range.unit.uri);
  return source === undefined || resource?.node === undefined ? [] : insertMetadataIgnore(source, resource.node, finding.rule.id, REASON);
}

function findResource(document: Document, finding: Found): Resource | undefined {
  const source = document.template.sources.get(finding.range.unit.uri);
  if (source === undefined) return undefined;
  const { start } = toOffsets(source, finding.range);
  for (const resource of document.template.scope.resources.values()) {
    if (resource.node === undefined || resource.node.range.unit.uri !== source.uri) continue;
    const range = toOffsets(source, resource.node.range);
    if (range.start <= start && start < range.end) return resource;
  }
  return undefined;
}

/** Edits as changes of whole documents. */
export function toChanges(document: Document, edits: readonly Edit[]): ReadonlyMap<string, readonly TextChange[]> {
  const changes = new Map<string, readonly TextChange[]>();
  for (const [uri, own] of groupByUri(edits)) {
    const source = document.template.sources.get(uri);
    if (source !== undefined)
      changes.set(
        uri,
        own.map((edit) => ({ ...toOffsets(source, edit.range), text: edit.text })),
      );
  }
  return changes;
}
