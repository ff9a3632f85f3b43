import { actionIndices } from '../policy/action-set.ts';
import type { Grant } from '../policy/grant.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Statement } from '../policy/model.ts';
import type { ResourceSet } from '../policy/resource-set.ts';
import { needsStar } from '../policy/resource-types.ts';
import { literalText } from '../template/text.ts';

interface Counted {
  readonly grant: Grant;
  readonly resource: ResourceSet;
  readonly actions: Grant['actions'];
}

/** Wildcards in statements: patterns of actions, `NotAction`, `NotResource`, and `*` where an action could be limited. */
export function countWildcards(catalog: KernelCatalog, pieces: readonly Counted[]): number {
  const patterns = new Set<string>();
  const open = new Set<Statement>();
  for (const { grant, resource, actions } of pieces) {
    const { statement } = grant;
    for (const { text } of statement.action?.values ?? []) {
      const written = literalText(text);
      if (written !== undefined && /[*?]/.test(written)) patterns.add(written.toLowerCase());
    }
    if (statement.action === undefined || statement.notResource !== undefined) open.add(statement);
    if (open.has(statement) || resource.kind === 'not' || resource.pattern.form !== 'star') continue;
    if (canLimit(catalog, actions)) open.add(statement);
  }
  return patterns.size + open.size;
}

function canLimit(catalog: KernelCatalog, actions: Grant['actions']): boolean {
  return actionIndices(actions).some((index) => needsStar(catalog, index) === 'no');
}
