import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';

/** A node of `leastwise/permissions`. */
export interface PermissionNode {
  readonly kind: string;
  /** Unlike that of its siblings. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly location?: { readonly uri: string; readonly range: Range };
  readonly children: readonly PermissionNode[];
}

/** A node in its place in the tree. */
export interface PermissionItem {
  readonly node: PermissionNode;
  /** Absent for a function, state machine or role, whose children are asked of the server. */
  readonly parent?: PermissionItem;
  /** Unlike that of every other, and the same after a refresh: what is open stays so. */
  readonly path: string;
}

/** The items of nodes below `parent`. */
export function toItems(nodes: readonly PermissionNode[], parent: PermissionItem | undefined, root: string): PermissionItem[] {
  const path = parent?.path ?? root;
  return nodes.map((node) => ({ node, path: `${path}\n${node.id}`, ...(parent === undefined ? {} : { parent }) }));
}

const ICONS: Readonly<Record<string, vscode.ThemeIcon>> = {
  function: new vscode.ThemeIcon('symbol-function'),
  'state-machine': new vscode.ThemeIcon('server-process'),
  role: new vscode.ThemeIcon('key'),
  service: new vscode.ThemeIcon('cloud'),
  action: new vscode.ThemeIcon('symbol-event'),
  wildcard: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  resource: new vscode.ThemeIcon('database'),
  origin: new vscode.ThemeIcon('go-to-file'),
  denied: new vscode.ThemeIcon('circle-slash'),
  boundary: new vscode.ThemeIcon('shield'),
  unknown: new vscode.ThemeIcon('question'),
  caller: new vscode.ThemeIcon('call-incoming'),
};

/** How an item is shown; a click goes to the place where it is written. */
export function toTreeItem({ node, parent, path }: PermissionItem): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const hasChildren = parent === undefined || node.children.length > 0;
  const item = new vscode.TreeItem(node.label, hasChildren ? Collapsed : None);
  item.id = path;
  item.contextValue = node.kind;
  const icon = ICONS[node.kind];
  if (icon !== undefined) item.iconPath = icon;
  const line = node.kind === 'origin' && node.location !== undefined ? `line ${node.location.range.start.line + 1}` : undefined;
  const description = [node.description, line].filter((part) => part !== undefined);
  if (description.length > 0) item.description = description.join(', ');
  // Read aloud too, in place of label and description.
  item.tooltip = [node.label, ...description, ...(node.tooltip === undefined ? [] : [node.tooltip])].join('\n');
  if (node.location !== undefined) {
    const { uri, range } = node.location;
    const start = new vscode.Position(range.start.line, range.start.character);
    const selection = new vscode.Range(start, start);
    item.command = { title: 'Go to', command: 'vscode.open', arguments: [vscode.Uri.parse(uri, true), { selection }] };
  }
  return item;
}
