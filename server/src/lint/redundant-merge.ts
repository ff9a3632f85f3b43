/** Statements that one could say together. */
import type { Edit } from '../edit/edit.ts';
import { newValueOf } from '../edit/new-values.ts';
import { removeStatement } from '../edit/statements.ts';
import { addValues } from '../edit/values.ts';
import type { ReadStatement } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { groupBy } from '../syntax/group-by.ts';
import { renderText } from '../template/text.ts';
import { mergeKey, readAll } from './redundant-statements.ts';
import type { RuleContext } from './rule.ts';

export interface Merge {
  readonly statement: Statement;
  /** An earlier statement. */
  readonly into: Statement;
  /** The only element in which they differ. */
  readonly differ: 'action' | 'resource';
}

/** Each statement with the first that differs from it in its actions alone, else in its resources alone. Equal statements are redundant, not these. */
export function findMerges(policy: Policy, catalog: KernelCatalog): readonly Merge[] {
  const read = readAll(policy, catalog).filter(({ statement }) => statement.action !== undefined && statement.resource !== undefined);
  const merges = new Map<Statement, Merge>();
  for (const differ of ['action', 'resource'] as const) {
    for (const [first, ...others] of groupBy(read, (one) => mergeKey(one, differ)).values()) {
      for (const other of others) {
        if (first === undefined || merges.has(other.statement) || merges.has(first.statement) || areSame(first, other)) continue;
        merges.set(other.statement, { statement: other.statement, into: first.statement, differ });
      }
    }
  }
  return [...merges.values()];
}

/** The values of the one added to the other, and the one removed; empty where either cannot be written. */
export function mergeEdits({ statement, into, differ }: Merge, policy: Policy, context: RuleContext): readonly Edit[] {
  const [from, to] = [statement[differ], into[differ]];
  if (from === undefined || to === undefined) return [];
  const present = new Set(to.values.map(({ text }) => renderText(text)));
  const added = from.values.filter(({ text }) => !present.has(renderText(text)));
  const values = added.flatMap(({ text }) => newValueOf(text.node, text) ?? []);
  if (values.length < added.length) return [];
  const source = context.sourceOf(statement.range);
  const [kept, removed] = [addValues(source, to, values), removeStatement(source, policy, statement)];
  return kept.length === 0 || removed.length === 0 ? [] : [...kept, ...removed];
}

function areSame(left: ReadStatement, right: ReadStatement): boolean {
  return mergeKey(left, 'action') === mergeKey(right, 'action') && mergeKey(left, 'resource') === mergeKey(right, 'resource');
}
