import type { Catalog } from '../../catalog/catalog.ts';
import type { JsonStatement } from '../../lint/managed-statements.ts';
import { actionsIn, isAllow, stringsIn } from '../../lint/managed-statements.ts';
import type { ActionSet } from '../../policy/action-set.ts';
import { actionsAt, countActions, emptyActions, intersectActions, unionActions } from '../../policy/action-set.ts';
import { code, codeList, countOf, paragraphs } from '../markdown.ts';
import { renderLevels } from './levels.ts';

/** Services listed one by one, those with most actions first. */
const LISTED = 8;
/** Of more services than this the levels of each would take long to count. */
const COUNTED = 40;
const WILDCARDS = 6;

/** Markdown about what statements that are named rather than written grant: how many actions, of which services and access levels, on what; their wildcards. */
export function describeGranted(catalog: Catalog, statements: readonly JsonStatement[]): string {
  const allows = statements.filter(isAllow);
  const allowed = unionActions(emptyActions(catalog), ...allows.map((statement) => actionsIn(catalog, statement)));
  const denies = statements.filter((statement) => statement.Effect === 'Deny');
  const isOnAll = allows.some((statement) => stringsIn(statement.Resource).includes('*'));
  const isLimited = allows.some(({ Resource, NotResource }) => NotResource !== undefined || !stringsIn(Resource).includes('*'));
  const count = countActions(allowed);
  const on = !isOnAll ? '' : isLimited ? ` Some on ${code('*')}.` : ` On ${code('*')}.`;
  const wildcards = new Set(allows.flatMap(({ Action }) => stringsIn(Action).filter((pattern) => /[*?]/.test(pattern))));
  const excepted = allows.flatMap(({ NotAction }) => stringsIn(NotAction));
  return paragraphs(
    count === 0 ? undefined : `Allows ${countOf(count, 'action')}${renderLevels(catalog, allowed)}.${on}`,
    listServices(catalog, allowed),
    wildcards.size === 0 ? undefined : `${countOf(wildcards.size, 'wildcard')}: ${codeList([...wildcards], WILDCARDS)}`,
    excepted.length === 0 ? undefined : `${code('NotAction')}: all but ${codeList(excepted, WILDCARDS)}`,
    denies.length === 0 ? undefined : `Denies something in ${countOf(denies.length, 'statement')}.`,
  );
}

/** A line for each service, where there are several. */
function listServices(catalog: Catalog, allowed: ActionSet): string | undefined {
  const parts = catalog.services.flatMap(({ prefix, first, count }) => {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const actions = intersectActions(allowed, actionsAt(catalog, numbers));
    const size = countActions(actions);
    return size === 0 ? [] : [{ prefix, actions, size }];
  });
  if (parts.length < 2 || parts.length > COUNTED) return undefined;
  const lines = parts
    .sort((a, b) => b.size - a.size)
    .slice(0, LISTED)
    .map(({ prefix, actions, size }) => `- ${code(prefix)}: ${countOf(size, 'action')}${renderLevels(catalog, actions)}`);
  return [...lines, ...(parts.length > LISTED ? [`- and ${parts.length - LISTED} more services`] : [])].join('\n');
}
