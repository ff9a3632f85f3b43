import type { CodeAction, CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { CodeActionRequest, CompletionRequest } from 'vscode-languageserver/node';
import type { TestClient } from './client.ts';

/** The items of a completion behind the only occurrence of `after`. */
export async function complete(client: TestClient, name: string, after: string): Promise<readonly CompletionItem[]> {
  const params = { textDocument: { uri: client.uri(name) }, position: client.after(name, after) };
  const answer = await client.connection.sendRequest(CompletionRequest.type, params);
  return Array.isArray(answer) ? answer : ((answer as CompletionList | null)?.items ?? []);
}

/** The actions offered behind the only occurrence of `at`. */
export async function actions(client: TestClient, name: string, at: string, only?: string[]): Promise<readonly CodeAction[]> {
  const position = client.after(name, at);
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: client.uri(name) },
    range: { start: position, end: position },
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });
  return (answer ?? []).filter((action): action is CodeAction => 'kind' in action);
}

/** The first whose title or label begins so. */
export function find<T extends { readonly title?: string; readonly label?: string }>(items: readonly T[], name: string): T {
  const found = items.find(({ title, label }) => (title ?? label ?? '').startsWith(name));
  if (found === undefined) throw new Error(`no '${name}' among ${items.map(({ title, label }) => title ?? label).join(', ')}`);
  return found;
}
