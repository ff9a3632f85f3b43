import * as vscode from 'vscode';
import type { PermissionsView } from '../views/permissions.ts';

/** What a code lens and the palette call: the tree of permissions at a function or role, by document and logical id where they are given. */
export async function showPermissions(view: PermissionsView, uri: unknown, principal: unknown): Promise<void> {
  await view.show(typeof uri === 'string' ? vscode.Uri.parse(uri, true) : undefined, typeof principal === 'string' ? principal : undefined);
}
