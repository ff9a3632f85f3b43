import type { Catalog } from '../../catalog/catalog.ts';
import { renderActions } from '../../policy/action-patterns.ts';
import { countActions, matchAction } from '../../policy/action-set.ts';
import { codeList, countOf, escapeMarkdown, paragraphs } from '../markdown.ts';
import { renderLevels } from './levels.ts';

const LISTED = 20;

/** Markdown about a pattern of actions: how many it matches, of which access levels, and the first of them. */
export function describeWildcard(catalog: Catalog, pattern: string): string {
  const set = matchAction(catalog, pattern);
  const count = countActions(set);
  const title = `**${escapeMarkdown(pattern)}**`;
  if (count === 0) return paragraphs(title, `Matches no action of the catalogue of ${catalog.date}.`);
  return paragraphs(
    `${title} matches ${countOf(count, 'action')}${renderLevels(catalog, set)}.`,
    codeList(renderActions(catalog, set), LISTED),
    'It also matches what AWS adds later.',
  );
}
