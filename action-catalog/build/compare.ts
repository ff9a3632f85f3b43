import type { Action, Catalog, ConditionKey, ResourceType } from '../../server/src/catalog/catalog.ts';

export interface Changes {
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly changed: readonly Change[];
}

export interface Change {
  readonly name: string;
  /** What differs: `access levels`, `document`. Never empty. */
  readonly parts: readonly string[];
}

export interface CatalogChanges {
  readonly services: Changes;
  readonly actions: Changes;
  readonly resourceTypes: Changes;
  readonly conditionKeys: Changes;
  readonly managedPolicies: Changes;
  readonly cloudFormationTypes: Changes;
}

/** What a newer catalogue adds, drops and changes. Names are as IAM compares them: a changed letter case is no change. */
export function compareCatalogs(old: Catalog, newer: Catalog): CatalogChanges {
  return {
    services: compare(servicesOf(old), servicesOf(newer)),
    actions: compare(actionsOf(old), actionsOf(newer)),
    resourceTypes: compare(resourceTypesOf(old), resourceTypesOf(newer)),
    conditionKeys: compare(conditionKeysOf(old), conditionKeysOf(newer)),
    managedPolicies: compare(managedPoliciesOf(old), managedPoliciesOf(newer)),
    cloudFormationTypes: compare(cloudFormationTypesOf(old), cloudFormationTypesOf(newer)),
  };
}

/** One line a kind, then one line a name: `+` added, `-` gone, `~` changed. Says so when nothing differs. */
export function renderChanges(changes: CatalogChanges): string {
  const sections = Object.entries(changes).flatMap(([kind, { added, gone, changed }]: [string, Changes]) => {
    if (added.length + gone.length + changed.length === 0) return [];
    const title = `${kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${added.length} added, ${gone.length} gone, ${changed.length} changed`;
    const lines = [
      ...added.map((name) => `  + ${name}`),
      ...gone.map((name) => `  - ${name}`),
      ...changed.map(({ name, parts }) => `  ~ ${name} (${parts.join(', ')})`),
    ];
    return [[title, ...lines].join('\n')];
  });
  return sections.length === 0 ? 'nothing changed\n' : `${sections.join('\n')}\n`;
}

/** Name → its parts, each as text. */
type Items = ReadonlyMap<string, Readonly<Record<string, string>>>;

function compare(old: Items, newer: Items): Changes {
  const before = lowerCaseNames(old);
  const after = lowerCaseNames(newer);
  const changed = [...newer].flatMap(([name, parts]): readonly Change[] => {
    const previous = old.get(before.get(name.toLowerCase()) ?? '');
    const differing = previous === undefined ? [] : Object.keys(parts).filter((part) => parts[part] !== previous[part]);
    return differing.length === 0 ? [] : [{ name, parts: differing }];
  });
  return {
    added: [...newer.keys()].filter((name) => !before.has(name.toLowerCase())),
    gone: [...old.keys()].filter((name) => !after.has(name.toLowerCase())),
    changed,
  };
}

function lowerCaseNames(items: Items): ReadonlyMap<string, string> {
  return new Map([...items.keys()].map((name) => [name.toLowerCase(), name]));
}

function servicesOf({ services }: Catalog): Items {
  return new Map(services.map(({ prefix, name }) => [prefix, { name }]));
}

function actionsOf(catalog: Catalog): Items {
  const actions = Array.from({ length: catalog.actionCount }, (_, index) => catalog.action(index));
  return new Map(actions.map((action) => [action.fullName, actionParts(action)]));
}

function actionParts(action: Action): Readonly<Record<string, string>> {
  return {
    'access levels': action.accessLevels.join(', '),
    'resource types': sorted(action.resourceTypes.map(({ name, required }) => `${name}${required ? '*' : ''}`)),
    'condition keys': sorted([...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)]),
    'dependent actions': sorted(action.dependentActions),
    'permission only': String(action.permissionOnly),
    description: action.description,
  };
}

function resourceTypesOf(catalog: Catalog): Items {
  const types = catalog.services.flatMap(({ prefix }) => catalog.resourceTypes(prefix));
  return new Map(
    types.map((type: ResourceType) => [
      `${type.service}:${type.name}`,
      { 'ARN formats': type.arns.join(', '), 'condition keys': sorted(type.conditionKeys) },
    ]),
  );
}

function conditionKeysOf(catalog: Catalog): Items {
  const keys = [...catalog.globalConditionKeys(), ...catalog.services.flatMap(({ prefix }) => catalog.conditionKeys(prefix))];
  return new Map(
    keys.map((key: ConditionKey) => [key.name, { type: `${key.multivalued ? 'many ' : ''}${key.type}`, description: key.description }]),
  );
}

function managedPoliciesOf(catalog: Catalog): Items {
  const policies = catalog.managedPolicyNames().flatMap((name) => catalog.managedPolicy(name) ?? []);
  return new Map(
    policies.map(({ name, arn, deprecated, document }) => [name, { ARN: arn, deprecated: String(deprecated), document: document() }]),
  );
}

function cloudFormationTypesOf(catalog: Catalog): Items {
  const types = catalog.cloudFormationTypeNames().flatMap((name) => catalog.cloudFormationType(name) ?? []);
  return new Map(
    types.map((type) => [
      type.name,
      {
        Ref: JSON.stringify(type.ref),
        attributes: JSON.stringify([...type.attributes]),
        ARN: `${type.arnTemplate ?? ''} ${type.arnSub ?? ''} ${type.arnAttribute ?? ''}`,
        'resource types': type.resourceTypes.join(', '),
        policies: JSON.stringify(type.policies),
      },
    ]),
  );
}

function sorted(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(', ');
}
