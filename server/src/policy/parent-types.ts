import type { ResourceType } from '../catalog/catalog.ts';
import type { KernelCatalog, Parent } from './kernel.ts';
import { OF_CATALOG, remember } from './kernel.ts';

/** Resource types whose format the type's own continues after a `/` or `:`. */
export function parentsOf(catalog: KernelCatalog, type: ResourceType): readonly Parent[] {
  return remember(catalog.policyMemo?.parents, `${type.service}:${type.name}`, () => findParents(catalog, type), OF_CATALOG);
}

function findParents(catalog: KernelCatalog, type: ResourceType): readonly Parent[] {
  return catalog.resourceTypes(type.service).flatMap((parent) =>
    parent.cloudFormationTypes.length === 0 || parent.name === type.name
      ? []
      : type.arns.flatMap((arn) => {
          const prefix = parent.arns.find((one) => arn.startsWith(one) && /^[/:]/.test(arn.slice(one.length)));
          return prefix === undefined ? [] : [{ parent, rest: arn.slice(prefix.length) }];
        }),
  );
}
