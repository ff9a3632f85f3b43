import { countActions, matchAction } from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { Element, PrincipalElement, Statement } from '../policy/model.ts';
import { literalText, renderText } from '../template/text.ts';
import { serviceOf, shortResource } from './short-names.ts';

/** A statement in a few words: `Allow 5 dynamodb on OrdersTable`, `Deny iam:*`, `Allow lambda.amazonaws.com sts:AssumeRole`. */
export function titleOf(catalog: KernelCatalog, statement: Statement): string {
  return derive(catalog, statement, 'title', () => makeTitle(catalog, statement));
}

function makeTitle(catalog: KernelCatalog, statement: Statement): string {
  const { effect, action, notAction, resource, notResource, principal, notPrincipal } = statement;
  const [written] = effect?.values ?? [];
  const words = [
    written === undefined ? '(no effect)' : renderText(written.text),
    principal === undefined ? undefined : describePrincipal(principal),
    notPrincipal === undefined ? undefined : `all but ${describePrincipal(notPrincipal)}`,
    action === undefined ? undefined : describeActions(catalog, action),
    notAction === undefined ? undefined : `all but ${describeActions(catalog, notAction)}`,
    resource === undefined ? undefined : `on ${describeResources(resource)}`,
    notResource === undefined ? undefined : `on all but ${describeResources(notResource)}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}

/** The one action as written; of several how many of each service. */
function describeActions(catalog: KernelCatalog, { values }: Element): string {
  const patterns = [...new Set(values.map(({ text }) => literalText(text) ?? renderText(text)))];
  const [only, ...others] = patterns;
  if (only === undefined) return '(no actions)';
  if (others.length === 0) return only;
  const counts = new Map<string, number>();
  for (const pattern of patterns) {
    const service = serviceOf(pattern) ?? pattern;
    const count = /[*?]/.test(pattern) ? countActions(matchAction(catalog, pattern)) : 1;
    counts.set(service, (counts.get(service) ?? 0) + count);
  }
  return listFew([...counts].map(([service, count]) => `${count} ${service}`));
}

function describeResources({ values }: Element): string {
  const names = [...new Set(values.map(({ text }) => shortResource(renderText(text))))];
  return names.length === 0 ? '(no resources)' : listFew(names);
}

function describePrincipal({ groups }: PrincipalElement): string {
  const names = groups.flatMap(({ values }) => values.map(({ text }) => shortResource(renderText(text))));
  return names.length === 0 ? '(nobody)' : listFew(names);
}

/** Two by name; beyond that the first, and how many more. */
function listFew(names: readonly string[]): string {
  return names.length <= 2 ? names.join(', ') : `${names[0]} and ${names.length - 1} more`;
}
