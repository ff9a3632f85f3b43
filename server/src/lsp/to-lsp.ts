import type {
  CodeAction as LspCodeAction,
  CompletionItem as LspCompletionItem,
  Diagnostic as LspDiagnostic,
  Hover as LspHover,
  Range,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { CompletionItemKind, DiagnosticSeverity, DiagnosticTag, InsertTextFormat, InsertTextMode, MarkupKind } from 'vscode-languageserver';
import type { Changes, CodeAction, CompletionItem, CompletionKind, Diagnostic, Hover, TextChange } from '../analysis/answers.ts';
import type { Severity } from '../lint/rule.ts';
import type { LineIndex } from '../syntax/line-index.ts';
import type { OffsetRange } from '../syntax/node.ts';
import type { Client } from './client.ts';
import { limitDiagnostics } from './limit.ts';
import { plainText } from './snippet.ts';

/** What a conversion has to know of a document: how the client spells its URI, its version if open, its lines. */
export interface Target {
  readonly uri: string;
  /** `null` for a document on disk. */
  readonly version: number | null;
  readonly lines: LineIndex;
}

/** Finds a document by URI; `undefined` where it is not loaded. */
export type FindTarget = (uri: string) => Target | undefined;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Function,
  resource: CompletionItemKind.Reference,
  arn: CompletionItemKind.Value,
  condition: CompletionItemKind.Variable,
  'policy-template': CompletionItemKind.Class,
  'managed-policy': CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
};

export function toRange(lines: LineIndex, { start, end }: OffsetRange): Range {
  return { start: lines.position(start), end: lines.position(end) };
}

/** Findings of one document; those of documents that are not loaded are left out. Of more than can be sent the rest is counted in a last one. */
export function toDiagnostics(diagnostics: readonly Diagnostic[], find: FindTarget, client: Client): LspDiagnostic[] {
  const { sent, left } = limitDiagnostics(diagnostics);
  const converted = sent.flatMap((diagnostic) => toDiagnostic(diagnostic, find, client) ?? []);
  return left === 0 ? converted : [...converted, describeLeft(left)];
}

/** `undefined` where the document of the finding is not loaded. */
function toDiagnostic(diagnostic: Diagnostic, find: FindTarget, client: Client): LspDiagnostic | undefined {
  const target = find(diagnostic.place.uri);
  if (target === undefined) return undefined;
  const shown: LspDiagnostic = {
    range: toRange(target.lines, diagnostic.place),
    severity: SEVERITIES[diagnostic.severity],
    code: diagnostic.rule,
    source: 'leastwise',
    message: diagnostic.message,
  };
  // Put in one by one: a spread behind other properties takes 2 µs (docs/performance.md), and there may be a thousand of these.
  if (client.takesUnnecessary && diagnostic.unnecessary === true) shown.tags = [DiagnosticTag.Unnecessary];
  if (client.takesRelatedInformation && diagnostic.related.length > 0) {
    const related = diagnostic.related.flatMap(({ place, message }) => {
      const at = find(place.uri);
      return at === undefined ? [] : [{ location: { uri: at.uri, range: toRange(at.lines, place) }, message }];
    });
    if (related.length > 0) shown.relatedInformation = related;
  }
  return shown;
}

function describeLeft(left: number): LspDiagnostic {
  const start = { line: 0, character: 0 };
  const findings = left === 1 ? '1 more finding is' : `${left} more findings are`;
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'leastwise',
    message: `${findings} not listed here: 'leastwise check' prints all`,
  };
}

export function toCompletionItem(item: CompletionItem, { uri, lines }: Pick<Target, 'uri' | 'lines'>, client: Client): LspCompletionItem {
  const snippet = item.snippet === true && client.takesSnippets;
  const newText = item.snippet === true && !snippet ? plainText(item.text) : item.text;
  const again = item.again === true && client.suggestCommand !== undefined;
  const shown: LspCompletionItem = {
    label: item.label,
    kind: KINDS[item.kind],
    sortText: item.sort,
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(lines, item.range), newText },
  };
  // What spans lines is indented for its place already.
  if (newText.includes('\n')) shown.insertTextMode = InsertTextMode.asIs;
  if (item.detail !== undefined && client.takesLabelDetails) shown.labelDetails = { description: item.detail };
  else if (item.detail !== undefined) shown.detail = item.detail;
  if (item.filter !== undefined) shown.filterText = item.filter;
  // The document travels with an item: which catalogue documents it is that of its workspace.
  if (item.data !== undefined) shown.data = [uri, item.data];
  if (again) shown.command = { title: 'Suggest', command: client.suggestCommand ?? '' };
  return shown;
}

export function toHover({ contents, range }: Hover, lines: LineIndex): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: contents }, range: toRange(lines, range) };
}

/** A code action without its edit. */
export function toCodeAction(action: CodeAction, find: FindTarget, client: Client): LspCodeAction {
  const diagnostic = action.diagnostic === undefined ? undefined : toDiagnostic(action.diagnostic, find, client);
  return {
    title: action.title,
    kind: action.kind,
    data: action.data,
    ...(action.preferred ? { isPreferred: true } : {}),
    ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
  };
}

/** `undefined` where a changed document is not loaded. `confirmation` is asked for by a client that can. */
export function toWorkspaceEdit(
  changes: Changes,
  find: FindTarget,
  client: Client,
  confirmation: { readonly title: string } | undefined,
): WorkspaceEdit | undefined {
  const targets = [...changes].map(([uri, own]) => ({ target: find(uri), own }));
  const plain: Record<string, TextEdit[]> = {};
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  const annotation = confirmation !== undefined && client.confirmsChanges ? 'confirm' : undefined;
  for (const { target, own } of targets) {
    if (target === undefined) return undefined;
    const edits = own.map((change) => toTextEdit(change, target.lines));
    plain[target.uri] = edits;
    const annotated = annotation === undefined ? edits : edits.map((edit) => ({ ...edit, annotationId: annotation }));
    documentChanges.push({ textDocument: { uri: target.uri, version: target.version }, edits: annotated });
  }
  if (!client.takesDocumentChanges) return { changes: plain };
  if (annotation === undefined || confirmation === undefined) return { documentChanges };
  return { documentChanges, changeAnnotations: { [annotation]: { label: confirmation.title, needsConfirmation: true } } };
}

function toTextEdit(change: TextChange, lines: LineIndex): TextEdit {
  return { range: toRange(lines, change), newText: change.text };
}
