import * as vscode from 'vscode';

/** Applies `source.fixAll.leastwise` to the active editor: the preferred fixes that keep or repair what the policies grant. */
export async function fixAll(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.leastwise', apply: 'first' });
}
