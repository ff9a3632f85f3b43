import type { Catalog } from '../catalog/catalog.ts';
import { insertCommentAbove, insertMetadataIgnore } from '../edit/comments.ts';
import type { Edit } from '../edit/edit.ts';
import { isForFixAll } from '../lint/fix.ts';
import type { Finding } from '../lint/rule.ts';
import type { OffsetRange } from '../syntax/node.ts';
import { findPath } from '../syntax/path.ts';
import { toOffsets } from '../syntax/source.ts';
import type { Files } from '../template/files.ts';
import type { Resource } from '../template/template.ts';
import type { CodeAction, CodeActionData, ResolvedCodeAction, TextChange } from './answers.ts';
import { toDiagnostic } from './diagnostics.ts';
import type { Document } from './document.ts';
import { groupByUri, verify } from './verify.ts';

/** What the author writes over. */
const REASON = 'state the reason';

/** The actions offered where `range` touches a finding, fixes before suppressions. */
export function listCodeActions(document: Document, findings: readonly Finding[], range: OffsetRange): readonly CodeAction[] {
  const { uri } = document;
  const touched = findings.filter((finding) => {
    const diagnostic = toDiagnostic(document, finding);
    return diagnostic.place.uri === uri && diagnostic.place.start <= range.end && range.start <= diagnostic.place.end;
  });
  const fixes = touched.flatMap((finding) => listFixes(document, finding));
  const suppressions = touched.flatMap((finding) => listSuppressions(document, finding));
  const fixAll = findings.some((finding) => finding.fixes.some(isForFixAll));
  const data: CodeActionData = { kind: 'fix-all', uri };
  const all: readonly CodeAction[] = fixAll
    ? [{ title: 'Fix all that is equal or repairs', kind: 'source.fixAll.leastwise', preferred: false, data }]
    : [];
  return [...fixes, ...suppressions, ...all];
}

function listFixes(document: Document, finding: Finding): readonly CodeAction[] {
  const diagnostic = toDiagnostic(document, finding);
  return finding.fixes.map((fix, index) => ({
    title: fix.title,
    kind: 'quickfix',
    preferred: fix.preferred,
    effect: fix.effect,
    diagnostic,
    data: { kind: 'fix', uri: document.uri, rule: finding.rule.id, start: diagnostic.place.start, end: diagnostic.place.end, fix: index },
  }));
}

function listSuppressions(document: Document, finding: Finding): readonly CodeAction[] {
  const diagnostic = toDiagnostic(document, finding);
  const { start, end } = diagnostic.place;
  const rule = finding.rule.id;
  const suppress = (title: string, metadata: boolean): CodeAction => ({
    title,
    kind: 'quickfix',
    preferred: false,
    diagnostic,
    data: { kind: 'suppress', uri: document.uri, rule, start, end, metadata },
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
  findings: readonly Finding[],
  data: CodeActionData,
  files: Files,
  catalog: Catalog,
): ResolvedCodeAction {
  if (data.kind === 'fix-all') return { kind: 'withdrawn', reason: 'fix-all is applied through fixAll' };
  const finding = findings.find((candidate) => {
    const { place } = toDiagnostic(document, candidate);
    return (
      candidate.rule.id === data.rule &&
      place.start === data.start &&
      place.end === data.end &&
      (data.kind === 'suppress' || candidate.fixes[data.fix] !== undefined)
    );
  });
  if (finding === undefined) return { kind: 'withdrawn', reason: 'the document has changed since the fix was offered' };
  if (data.kind === 'suppress') {
    const edits = data.metadata ? suppressByMetadata(document, finding) : suppressByComment(document, finding);
    return { kind: 'changes', changes: toChanges(document, edits), confirm: false };
  }
  const fix = finding.fixes[data.fix];
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

function suppressByComment(document: Document, finding: Finding): readonly Edit[] {
  const source = document.template.sources.get(finding.range.unit.uri);
  const tree = document.template.trees.get(finding.range.unit.uri);
  if (source === undefined || tree === undefined) return [];
  const node = findPath({ source, tree, problems: [] }, toOffsets(source, finding.range).start).at(-1)?.node;
  return node === undefined ? [] : insertCommentAbove(source, node, `leastwise-ignore ${finding.rule.id}: ${REASON}`);
}

function suppressByMetadata(document: Document, finding: Finding): readonly Edit[] {
  const resource = findResource(document, finding);
  const source = document.template.sources.get(finding.range.unit.uri);
  return source === undefined || resource?.node === undefined ? [] : insertMetadataIgnore(source, resource.node, finding.rule.id, REASON);
}

function findResource(document: Document, finding: Finding): Resource | undefined {
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
