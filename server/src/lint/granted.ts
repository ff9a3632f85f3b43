/** Where what a principal is granted stands in the template. */
import type { AccessPiece } from '../grants/effective.ts';
import type { GrantedPolicy, Origin } from '../grants/model.ts';
import { hasAction, matchAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Value } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import { literalText } from '../template/text.ts';

/** Whether its statements are written in the template. Those of AWS and of a framework are not: they stand where the author wrote what brings them. */
export function isWritten({ origin }: Pick<GrantedPolicy, 'origin'>): boolean {
  return WRITTEN.has(origin.kind);
}

const WRITTEN: ReadonlySet<Origin['kind']> = new Set(['inline', 'attached-policy', 'customer-managed-policy', 'provider']);

/** The value of `Action` that gives an action, by its number: the one that names it, else a pattern. */
export function findActionValue(catalog: KernelCatalog, { grant }: AccessPiece, index: number): Value | undefined {
  const values = grant.statement.action?.values ?? [];
  const name = catalog.actionName(index).toLowerCase();
  return (
    values.find(({ text }) => literalText(text)?.toLowerCase() === name) ??
    values.find(({ text }) => hasAction(matchAction(catalog, literalText(text) ?? ''), index))
  );
}

/** Where the author wrote what gives an action. */
export function rangeOfAction(catalog: KernelCatalog, piece: AccessPiece, index: number): Range {
  if (!isWritten(piece.granted)) return piece.granted.origin.range;
  const { statement } = piece.grant;
  return findActionValue(catalog, piece, index)?.text.node.outer ?? statement.notAction?.key.range ?? statement.range;
}

/** How a message names what brings a grant that is not written: `PowerUserAccess`, `the framework (logs)`. */
export function nameOrigin({ kind, name }: Origin): string {
  if (kind === 'framework') return name === undefined ? 'the framework' : `the framework (${name})`;
  return name ?? kind.replaceAll('-', ' ');
}
