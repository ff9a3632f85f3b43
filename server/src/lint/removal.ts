import { canRemoveStatement, removeStatement } from '../edit/statements.ts';
import type { Statement } from '../policy/model.ts';
import { createFix } from './fix.ts';
import type { Fix, StatementContext } from './rule.ts';

/** The fix that takes an Allow out of its policy, where it can be taken out. */
export function removalOf(statement: Statement, { policy, sourceOf }: StatementContext): readonly Fix[] {
  const source = sourceOf(statement.range);
  if (!canRemoveStatement(source, policy, statement)) return [];
  return [createFix('Remove this statement', 'narrows', () => removeStatement(source, policy, statement))];
}
