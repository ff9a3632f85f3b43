import { actionsOf, countActions } from './action-set.ts';
import type { KernelCatalog, TemplateActions } from './kernel.ts';
import { remember } from './kernel.ts';

/** The SAM policy templates that name actions of this one service alone, none by a wildcard; those with the fewest first. */
export function templateActionsOf(catalog: KernelCatalog, service: string): readonly TemplateActions[] {
  return remember(catalog.policyMemo?.templates, service, () => findTemplates(catalog, service));
}

function findTemplates(catalog: KernelCatalog, service: string): readonly TemplateActions[] {
  return catalog
    .policyTemplates()
    .flatMap(({ name, definition }) => {
      if (!definition.includes(`"${service}:`)) return [];
      const named = [...definition.matchAll(/"([a-z0-9-]+):([A-Za-z0-9*]+)"/g)].map(([, prefix = '', action = '']) => ({ prefix, action }));
      if (named.length === 0 || named.some(({ prefix, action }) => prefix !== service || action.includes('*'))) return [];
      const actions = actionsOf(
        catalog,
        named.map(({ prefix, action }) => `${prefix}:${action}`),
      );
      return [{ name, actions }];
    })
    .sort((a, b) => countActions(a.actions) - countActions(b.actions));
}
