import * as vscode from 'vscode';
import type { Session } from '../session.ts';
import { createPermissionsView } from '../views/permissions.ts';
import { fixAll } from './fix-all.ts';
import { openRuleDocumentation, provideRulePages } from './open-rule-documentation.ts';
import { scaffoldRole } from './scaffold-role.ts';
import { showPermissions } from './show-permissions.ts';

/** Registers every command and view that the manifest contributes. */
export function registerCommands(context: vscode.ExtensionContext, session: Session): void {
  const register = (name: string, run: (...args: readonly unknown[]) => unknown): void => {
    context.subscriptions.push(vscode.commands.registerCommand(`leastwise.${name}`, run));
  };
  register('fixAll', fixAll);
  register('scaffoldRole', () => scaffoldRole(session));
  register('showOutput', () => session.output.show());
  register('restartServer', () => session.restart());
  context.subscriptions.push(provideRulePages(session));
  register('openRuleDocumentation', (rule) => openRuleDocumentation(context, rule));
  const permissions = createPermissionsView(session);
  context.subscriptions.push(permissions);
  register('showPermissions', (uri, principal) => showPermissions(permissions, uri, principal));
}
