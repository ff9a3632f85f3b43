import type { ManagedPolicy, Service } from '../catalog/catalog.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { actionsAt, countActions, shareActions } from '../policy/action-set.ts';
import type { PolicySource } from '../template/template.ts';
import { describeSensitive, findLevelChoices } from './access-levels.ts';
import { createFix } from './fix.ts';
import type { JsonStatement } from './managed-statements.ts';
import { allowedActions, keepActions, managedStatements } from './managed-statements.ts';
import type { Fix, RuleContext } from './rule.ts';
import { findStatementsPlace } from './statements-place.ts';

/** More characters than this are not written out: all inline policies of a role together may have 10,240, and nobody reads them. */
const LONGEST = 5000;
/** Services offered one by one. */
const MOST_SERVICES = 4;
/** Access levels of more actions than this come to no list that could be written out. */
const MOST_ACTIONS = 2000;

/** The statements of a managed policy in its place: all of them, those of one service, those of some access levels. */
export function findManagedFixes(source: PolicySource, managed: ManagedPolicy, context: RuleContext): readonly Fix[] {
  const place = findStatementsPlace(source, context);
  if (place === undefined) return [];
  const { catalog } = context;
  const all = managedStatements(managed);
  const offer = (title: string, effect: 'equal' | 'narrows', statements: readonly JsonStatement[]): readonly Fix[] => {
    const text = JSON.stringify(statements);
    // A policy variable would be a variable of Serverless.
    const isMisread = context.template.dialect === 'serverless' && text.includes('${');
    if (statements.length === 0 || text.length > LONGEST || isMisread) return [];
    return [createFix(title, effect, () => place.write(managed.name, statements), { fixAll: false })];
  };
  const actions = allowedActions(catalog, all);
  const byService = findServices(actions, context).flatMap((service) =>
    offer(
      `Replace ${managed.name} by what it allows of ${service.prefix}`,
      'narrows',
      keepActions(catalog, all, actionsOfService(context, service), service.prefix),
    ),
  );
  const choices = countActions(actions) > MOST_ACTIONS ? [] : findLevelChoices(catalog, actions);
  const byLevel = choices.flatMap((choice) =>
    offer(
      `Replace ${managed.name} by its ${choice.name} actions${describeSensitive(catalog, choice.actions)}`,
      'narrows',
      keepActions(catalog, all, choice.actions),
    ),
  );
  return [...offer(`Replace ${managed.name} by its statements`, 'equal', all), ...byService, ...byLevel];
}

/** The services of a policy with several: all of them where they are few, else those that the template has resources of. */
function findServices(actions: ActionSet, context: RuleContext): readonly Service[] {
  const { catalog, template } = context;
  const all = catalog.services.filter((service) => shareActions(actions, actionsOfService(context, service)));
  if (all.length < 2) return [];
  if (all.length <= MOST_SERVICES) return all;
  const declared = [...template.scope.resources.values()].filter(({ node, type }) => node !== undefined && !HOLDERS.test(type));
  const types = new Set(declared.map(({ type }) => type));
  const named = [...types].flatMap((type) => catalog.cloudFormationType(type)?.resourceTypes ?? []);
  const prefixes = new Set(named.map((name) => name.slice(0, name.indexOf(':'))));
  return all.filter(({ prefix }) => prefixes.has(prefix)).slice(0, MOST_SERVICES);
}

/** What holds permissions is in every template: it says nothing of what they are for. */
const HOLDERS = /^AWS::(?:IAM|Lambda|Logs)::|^AWS::Serverless::(?:Function|StateMachine)$/;

function actionsOfService({ catalog }: RuleContext, { first, count }: Service): ActionSet {
  return actionsAt(
    catalog,
    Array.from({ length: count }, (_, index) => first + index),
  );
}
