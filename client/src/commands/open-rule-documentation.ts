import * as vscode from 'vscode';
import type { Session } from '../session.ts';

/** Scheme of the pages, which the server writes from the rules themselves: `leastwise-rule:/wildcard-action.md`. */
const scheme = 'leastwise-rule';

/** Serves the pages of rules as read-only documents. */
export function provideRulePages(session: Session): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async (uri, token) => {
      const client = await session.client();
      const rule = uri.path.slice(1).replace(/\.md$/, '');
      const page = await client.sendRequest<{ readonly markdown: string } | null>('leastwise/ruleDocumentation', { rule }, token);
      return page?.markdown ?? `# ${rule}\n\nThere is no such rule.\n`;
    },
  });
}

/** Shows the page of a rule; asks which one unless `rule` names it. */
export async function openRuleDocumentation(context: vscode.ExtensionContext, rule: unknown): Promise<void> {
  const rules = listRules(context);
  const named = rules.find(({ label }) => label === rule);
  const chosen = named ?? (await vscode.window.showQuickPick(rules, { title: 'Leastwise: rule', matchOnDescription: true }));
  if (chosen === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${chosen.label}.md` }));
}

/** The rules that the manifest offers settings for: id and summary. */
function listRules(context: vscode.ExtensionContext): vscode.QuickPickItem[] {
  const manifest: unknown = context.extension.packageJSON;
  const properties = property(property(property(manifest, 'contributes'), 'configuration'), 'properties');
  const rules = property(property(properties, 'leastwise.rules'), 'properties');
  if (typeof rules !== 'object' || rules === null) return [];
  return Object.entries(rules).map(([label, level]) => ({ label, description: String(property(level, 'description') ?? '') }));
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
