import * as vscode from 'vscode';

/** The languages the server reads; it contributes none of them. */
export const languages = ['yaml', 'json', 'jsonc', 'cloudformation', 'yaml-cfn'] as const;

/** Templates that no language claims. */
const templatePattern = '**/*.{template,cfn}';

/** What any policy-bearing document contains; everything else (lock files, settings, manifests of other tools) never starts the server. */
const candidatePattern = /AWS::|iamRole|\b(?:Statement|Effect|Principal|provider|Polic(?:y|ies)(?:Document)?)\b/;

const largestScan = 4 * 1024 * 1024;

/**
 * The documents that belong to Leastwise: by language or by name, in the file system, unsaved, and wherever the folders of this workspace
 * live (a virtual workspace brings its own scheme). Other schemes, such as the two sides of a comparison, are left out.
 */
export function findSelector(): { language?: string; scheme: string; pattern?: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', 'untitled', 'vscode-vfs', ...folders.map((folder) => folder.uri.scheme)]);
  return [...schemes].flatMap((scheme) => [...languages.map((language) => ({ language, scheme })), { scheme, pattern: templatePattern }]);
}

/** Whether the document is one of ours and its text may hold a policy. */
export function isCandidate(document: vscode.TextDocument): boolean {
  if (vscode.languages.match(findSelector(), document) === 0) return false;
  const text = document.getText();
  return text.length <= largestScan && candidatePattern.test(text);
}

/** Calls `found` once, with the first candidate that is open or becomes one. */
export function onFirstCandidate(found: () => void): vscode.Disposable {
  if (vscode.workspace.textDocuments.some(isCandidate)) {
    found();
    return { dispose: () => {} };
  }
  const watchers = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => check(document)),
    vscode.workspace.onDidChangeTextDocument((event) => check(event.document)),
  );
  const check = (document: vscode.TextDocument): void => {
    if (!isCandidate(document)) return;
    watchers.dispose();
    found();
  };
  return watchers;
}
