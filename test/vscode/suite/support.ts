import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Opens an unsaved document with this text and shows it. */
export async function openText(language: string, content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  return vscode.window.showTextDocument(document);
}

/** Opens a file of the workspace's folder and shows it. */
export async function openFile(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document);
}

/** Polls until `find` answers something else than `undefined`; throws after 60 s, naming `what`. */
export async function waitFor<T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const found = await find();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`waited 60 s for ${what}`);
}

/** The findings of Leastwise on a document, once there is at least one. */
export function findings(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
  return waitFor('a finding', () => {
    const own = vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === 'leastwise');
    return own.length > 0 ? own : undefined;
  });
}
