import type { InitializeParams } from 'vscode-languageserver';
import { DiagnosticTag } from 'vscode-languageserver';
import { isRecord } from './from-lsp.ts';

/** What the client can do, as far as an answer depends on it. */
export interface Client {
  /** Asks for diagnostics; such a client is never sent any. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** Takes the findings of fragments along with those of the document that names them. */
  readonly takesRelatedDocuments: boolean;
  readonly takesRelatedInformation: boolean;
  /** Shows what is unnecessary faded. */
  readonly takesUnnecessary: boolean;
  readonly resolvesCodeActionEdits: boolean;
  readonly takesDocumentChanges: boolean;
  /** Can ask the user before it applies a marked change. */
  readonly confirmsChanges: boolean;
  readonly takesSnippets: boolean;
  /** Shows what stands beside a label in every row of a completion list, not only in the one in focus. */
  readonly takesLabelDetails: boolean;
  readonly answersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly registersConfigurationChanges: boolean;
  readonly tellsFolderChanges: boolean;
  readonly showsCodeLenses: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly showsInlayHints: boolean;
  readonly refreshesInlayHints: boolean;
  /** Shows an outline whose entries have entries. */
  readonly showsOutline: boolean;
  readonly goesToDefinitions: boolean;
  readonly findsReferences: boolean;
  readonly renames: boolean;
  readonly preparesRenames: boolean;
  /** Has a view of its own for what a principal may do: the command `leastwise.showPermissions` is the client's. */
  readonly showsPermissions: boolean;
  readonly sendsCommands: boolean;
  /** The command that asks for completion again, where the client has one. */
  readonly suggestCommand: string | undefined;
}

/** Editors made of VS Code's sources, by the name they give. */
const VSCODE_LIKE = /visual studio code|code - oss|vscodium|cursor|windsurf/i;

export function readClient({ capabilities, clientInfo, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace } = capabilities;
  const codeAction = textDocument?.codeAction;
  const edit = workspace?.workspaceEdit;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    takesRelatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    takesRelatedInformation:
      (textDocument?.diagnostic ?? textDocument?.publishDiagnostics)?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    takesUnnecessary: [textDocument?.diagnostic, textDocument?.publishDiagnostics].some(
      (own) => own?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true,
    ),
    resolvesCodeActionEdits: codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes('edit') === true,
    takesDocumentChanges: edit?.documentChanges === true,
    confirmsChanges: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    takesLabelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersConfigurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    tellsFolderChanges: workspace?.workspaceFolders === true,
    showsCodeLenses: textDocument?.codeLens !== undefined,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    showsInlayHints: textDocument?.inlayHint !== undefined,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    showsOutline: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    goesToDefinitions: textDocument?.definition !== undefined,
    findsReferences: textDocument?.references !== undefined,
    renames: textDocument?.rename !== undefined,
    preparesRenames: textDocument?.rename?.prepareSupport === true,
    showsPermissions: isRecord(initializationOptions) && initializationOptions.showsPermissions === true,
    sendsCommands: workspace?.executeCommand !== undefined,
    suggestCommand: VSCODE_LIKE.test(clientInfo?.name ?? '') ? 'editor.action.triggerSuggest' : undefined,
  };
}
