import type { PermissionNode } from './answers.ts';

/** More lines than a message of an editor shows. */
const MOST_LINES = 40;

/** The tree below a principal as lines of text, for an editor that has no place for a tree. */
export function renderPermissions(principal: string, nodes: readonly PermissionNode[]): string {
  if (nodes.length === 0) return `${principal}: no permissions`;
  const lines = nodes.flatMap((node) => [renderHead(node), ...node.children.map((child) => `  ${renderHead(child)}${renderBelow(child)}`)]);
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  return [principal, ...shown, ...(rest === 0 ? [] : [`and ${rest} more`])].join('\n');
}

function renderHead({ label, description }: PermissionNode): string {
  return description === undefined || description === '' ? label : `${label} (${description})`;
}

/** What an action is allowed on. */
function renderBelow({ children }: PermissionNode): string {
  return children.length === 0 ? '' : ` on ${children.map(({ label }) => label).join(', ')}`;
}
