import type { Range, TextDocumentIdentifier } from 'vscode-languageserver';
import { RequestType } from 'vscode-languageserver';
import type { PermissionKind, PermissionNode } from '../../analysis/editor-answers.ts';
import type { ServerContext } from '../context.ts';
import { answerForOurs } from '../context.ts';
import { drive } from '../drive.ts';
import type { FindTarget } from '../to-lsp.ts';
import { toRange } from '../to-lsp.ts';

export interface PermissionsParams {
  readonly textDocument: TextDocumentIdentifier;
  /** The logical id of a principal, whose children are asked for; absent: the principals themselves. */
  readonly principal?: string;
}

/** A node of the tree of permissions. Of a principal the children are left out: they are asked for by its `id`. */
export interface PermissionAnswer {
  readonly kind: PermissionKind;
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly location?: { readonly uri: string; readonly range: Range };
  readonly children: readonly PermissionAnswer[];
}

const PERMISSIONS = new RequestType<PermissionsParams, readonly PermissionAnswer[] | null, void>('leastwise/permissions');

/** `leastwise/permissions`: who may do what; in a fragment, what the documents that name it know of what stands in it. `null` for a document that is none of ours. */
export function registerPermissions(context: ServerContext): void {
  const { connection, session } = context;
  connection.onRequest(PERMISSIONS, ({ textDocument, principal }, token) =>
    answerForOurs(context, textDocument.uri, token, async ({ views, document: { key } }) => {
      for (const { workspace, document } of views) {
        const isOwn = document.key === key;
        const steps = workspace.analysis.permissionRootsSteps(document.key);
        const roots = await drive(steps, session.pause, () => token.isCancellationRequested);
        const here = isOwn ? roots : roots?.filter(({ place }) => place?.uri === key);
        if (here === undefined || (here.length === 0 && !isOwn)) continue;
        const nodes = principal === undefined ? here : workspace.analysis.permissionsOf(document.key, principal);
        return nodes.map((node) => toAnswer(node, session.find));
      }
      return null;
    }),
  );
}

function toAnswer({ place, children, ...node }: PermissionNode, find: FindTarget): PermissionAnswer {
  const target = place === undefined ? undefined : find(place.uri);
  return {
    ...node,
    ...(place === undefined || target === undefined ? {} : { location: { uri: target.uri, range: toRange(target.lines, place) } }),
    children: children.map((child) => toAnswer(child, find)),
  };
}
