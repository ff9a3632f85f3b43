import * as vscode from 'vscode';
import { isCandidate } from '../documents.ts';
import type { Session } from '../session.ts';
import type { PermissionItem, PermissionNode } from './permission-items.ts';
import { toItems, toTreeItem } from './permission-items.ts';

const VIEW = 'leastwise.permissions';

/** How long after the last edit the tree is asked for again, in milliseconds. */
const DEBOUNCE = 400;

/** The tree of who may do what in the document of the active editor. */
export interface PermissionsView extends vscode.Disposable {
  /** Opens the view at a function, state machine or role by its logical id; without one at that of the cursor. */
  show(uri: vscode.Uri | undefined, principal: string | undefined): Promise<void>;
}

export function createPermissionsView(session: Session): PermissionsView {
  const changed = new vscode.EventEmitter<undefined>();
  let document: vscode.TextDocument | undefined;
  let roots: Promise<readonly PermissionItem[]> | undefined;
  let asking = new vscode.CancellationTokenSource();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What was answered last of the document, by principal; the principals themselves by ''. */
  const answered = new Map<string, readonly PermissionNode[] | null>();

  const ask = async (principal?: string): Promise<readonly PermissionNode[] | null> => {
    const asked = document;
    if (asked === undefined || !isCandidate(asked)) return null;
    const client = await session.client();
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(asked);
    const params = principal === undefined ? { textDocument } : { textDocument, principal };
    const key = principal ?? '';
    try {
      const nodes = await client.sendRequest<readonly PermissionNode[] | null>('leastwise/permissions', params, asking.token);
      if (asked === document) answered.set(key, nodes);
      return nodes;
    } catch {
      // What an edit overtakes is asked again after that edit; until then the tree stays as it is.
      return asked === document ? (answered.get(key) ?? null) : null;
    }
  };
  const loadRoots = async (): Promise<readonly PermissionItem[]> => {
    const root = document?.uri.toString() ?? '';
    const nodes = await ask();
    const state = nodes === null ? 'foreign' : nodes.length === 0 ? 'empty' : 'shown';
    await vscode.commands.executeCommand('setContext', VIEW, state);
    return toItems(nodes ?? [], undefined, root);
  };
  /** The roots of what is shown now: a refresh in between makes others of them. */
  const currentRoots = async (): Promise<readonly PermissionItem[]> => {
    for (;;) {
      roots ??= loadRoots();
      const asked = roots;
      const items = await asked;
      if (asked === roots) return items;
    }
  };
  const provider: vscode.TreeDataProvider<PermissionItem> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: toTreeItem,
    getParent: ({ parent }) => parent,
    async getChildren(item) {
      if (item === undefined) return [...(await currentRoots())];
      const nodes = item.parent === undefined ? await ask(item.node.id) : item.node.children;
      return toItems(nodes ?? [], item, '');
    },
  };
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: provider, showCollapseAll: true });

  const refreshSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(refresh, DEBOUNCE);
  };
  const refresh = (): void => {
    clearTimeout(timer);
    asking.cancel();
    asking.dispose();
    asking = new vscode.CancellationTokenSource();
    roots = undefined;
    // A view that is not seen is asked for what it shows once it is.
    changed.fire(undefined);
  };
  const follow = (next: vscode.TextDocument | undefined): void => {
    // Without an active editor (a page of Markdown, a picture) the last one stays.
    if (next === undefined && document !== undefined && !document.isClosed) return;
    if (next === document) return;
    document = next;
    answered.clear();
    refresh();
  };
  const watchers = [
    vscode.window.onDidChangeActiveTextEditor((editor) => follow(editor?.document)),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) refreshSoon();
    }),
    vscode.workspace.onDidCloseTextDocument((closed) => {
      if (closed === document) follow(vscode.window.activeTextEditor?.document);
    }),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      // A file that the document names has changed, or the server has started.
      const own = document?.uri.toString();
      if (uris.some((uri) => uri.toString() === own)) refreshSoon();
    }),
  ];
  follow(vscode.window.activeTextEditor?.document);

  return {
    async show(uri, principal) {
      const editor = vscode.window.activeTextEditor;
      const position = editor?.selection.active;
      follow(uri === undefined ? editor?.document : await vscode.workspace.openTextDocument(uri));
      await vscode.commands.executeCommand(`${VIEW}.focus`);
      const shown = await currentRoots();
      const item = shown.find(({ node }) => node.id === principal) ?? findAt(shown, document, position);
      if (item !== undefined) await revealSoon(view, item);
    },
    dispose() {
      clearTimeout(timer);
      asking.dispose();
      vscode.Disposable.from(...watchers, view, changed).dispose();
    },
  };
}

/** A view that has just been opened knows no node until it has built its tree, of which nothing tells. */
async function revealSoon(view: vscode.TreeView<PermissionItem>, item: PermissionItem): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await view.reveal(item, { select: true, focus: true, expand: true });
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The last function or role that begins above the cursor. */
function findAt(
  items: readonly PermissionItem[],
  document: vscode.TextDocument | undefined,
  position: vscode.Position | undefined,
): PermissionItem | undefined {
  const here = items.filter(({ node: { location } }) => {
    const isOwn = location !== undefined && vscode.Uri.parse(location.uri, true).toString() === document?.uri.toString();
    return isOwn && position !== undefined && location.range.start.line <= position.line;
  });
  const startOf = ({ node }: PermissionItem): number => node.location?.range.start.line ?? -1;
  return here.reduce<PermissionItem | undefined>(
    (best, item) => (best !== undefined && startOf(best) >= startOf(item) ? best : item),
    undefined,
  );
}
