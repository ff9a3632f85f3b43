import type { Catalog } from '../../catalog/catalog.ts';
import { actionsAt } from '../../policy/action-set.ts';
import { countOf, escapeMarkdown, paragraphs } from '../markdown.ts';
import { documentationLink } from './action.ts';
import { renderLevels } from './levels.ts';

/** Markdown about a service by its prefix: how many actions of which levels it has. */
export function describeService(catalog: Catalog, prefix: string): string | undefined {
  const service = catalog.service(prefix);
  if (service === undefined) return undefined;
  const actions = actionsAt(
    catalog,
    Array.from({ length: service.count }, (_, index) => service.first + index),
  );
  return paragraphs(
    `**${escapeMarkdown(service.name)}** (${escapeMarkdown(service.prefix)})`,
    `${countOf(service.count, 'action')}${renderLevels(catalog, actions)}.`,
    documentationLink(catalog, prefix),
  );
}
