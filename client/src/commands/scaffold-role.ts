import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';
import type { Session } from '../session.ts';

/** One thing that `leastwise/scaffold` offers to insert. */
interface ScaffoldChoice {
  /** `SAM policies of ResizeFunction` */
  readonly title: string;
  readonly uri: string;
  readonly range: Range;
  /** Text with the placeholders of a snippet, indented for its place. */
  readonly snippet: string;
}

/** Inserts a role for the function at the cursor: the server says which forms this template can take, and where. */
export async function scaffoldRole(session: Session): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage('Leastwise: open a template and put the cursor into a function');
    return;
  }
  const client = await session.client();
  const choices = await client.sendRequest<readonly ScaffoldChoice[] | null>(
    'leastwise/scaffold',
    client.code2ProtocolConverter.asTextDocumentPositionParams(editor.document, editor.selection.active),
  );
  const choice = await pick(choices ?? []);
  if (choice === undefined) return;
  const target = await vscode.window.showTextDocument(client.protocol2CodeConverter.asUri(choice.uri));
  const { start, end } = choice.range;
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  // The server has indented the text for its place; the editor must not do so again.
  await target.insertSnippet(new vscode.SnippetString(choice.snippet), range, {
    undoStopBefore: true,
    undoStopAfter: true,
    keepWhitespace: true,
  });
  target.revealRange(range);
}

async function pick(choices: readonly ScaffoldChoice[]): Promise<ScaffoldChoice | undefined> {
  if (choices.length === 0) {
    void vscode.window.showInformationMessage('Leastwise: nothing here takes a role; put the cursor into a function or below Resources');
    return undefined;
  }
  if (choices.length === 1) return choices[0];
  const items = choices.map((choice) => ({ label: choice.title, choice }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Leastwise: write a role' });
  return picked?.choice;
}
