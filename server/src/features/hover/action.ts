import type { Action, Catalog } from '../../catalog/catalog.ts';
import { code, codeList, countOf, escapeMarkdown, paragraphs } from '../markdown.ts';

const LISTED_KEYS = 20;

/** Markdown about an action: description, access levels, resource types with their ARNs, condition keys, dependent actions, AWS's page. */
export function describeAction(catalog: Catalog, action: Action): string {
  const permissionOnly = action.permissionOnly ? 'Permission only: no API operation of this name exists.' : undefined;
  return paragraphs(
    `**${escapeMarkdown(action.fullName)}** (${escapeMarkdown(action.accessLevels.join(', '))})`,
    action.description === '' ? undefined : escapeMarkdown(action.description),
    permissionOnly,
    describeResourceTypes(catalog, action),
    listed('Condition keys', conditionKeysOf(action)),
    listed('Also needs', action.dependentActions),
    documentationLink(catalog, action.service),
  );
}

/** Markdown about an action that the catalogue does not hold. */
export function describeMissingAction(catalog: Catalog, written: string): string {
  const name = `**${escapeMarkdown(written)}**`;
  const separator = written.indexOf(':');
  const prefix = written.slice(0, Math.max(separator, 0));
  const operation = catalog.sdkOperation(written);
  if (catalog.isRetired(written)) return paragraphs(name, 'Retired: no longer in AWS’s reference.', documentationLink(catalog, prefix));
  if (operation !== undefined) {
    const needed = operation.actions.length === 0 ? 'It needs no permission.' : `It needs ${codeList(operation.actions, 5)}.`;
    return paragraphs(name, `An API operation, not an action of IAM. ${needed}`);
  }
  if (prefix !== '' && catalog.service(prefix) === undefined) {
    const meant = catalog.prefixFor(prefix);
    const hint = meant === undefined ? '' : ` Its actions begin with ${code(`${meant}:`)}.`;
    return paragraphs(name, `No service of this prefix is in the catalogue of ${catalog.date}.${hint}`);
  }
  const newer = catalog.isNewerOperation(written)
    ? ' An API operation of this name is newer: most probably an action that it does not list yet.'
    : '';
  return paragraphs(name, `Not in the catalogue of ${catalog.date}.${newer}`, documentationLink(catalog, prefix));
}

/** Every condition key of an action and of its resource types, each once. */
export function conditionKeysOf(action: Action): readonly string[] {
  return [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)])];
}

/** A link to the service's page in AWS's reference. */
export function documentationLink(catalog: Catalog, prefix: string): string | undefined {
  const url = catalog.documentationUrl(prefix);
  const service = catalog.service(prefix);
  return url === undefined || service === undefined
    ? undefined
    : `[${escapeMarkdown(service.name)} in the Service Authorization Reference](${url})`;
}

function describeResourceTypes(catalog: Catalog, action: Action): string {
  if (action.resourceTypes.length === 0) return `Takes no resource: needs ${code('*')}.`;
  const lines = action.resourceTypes.map((type) => {
    const arns = catalog.resourceType(action.service, type.name)?.arns ?? [];
    return `- ${escapeMarkdown(type.name)}${type.required ? '' : ' (optional)'}: ${arns.map(code).join(', ')}`;
  });
  return `${countOf(action.resourceTypes.length, 'resource type')}:\n\n${lines.join('\n')}`;
}

function listed(title: string, names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `${title}: ${codeList(names, LISTED_KEYS)}`;
}
