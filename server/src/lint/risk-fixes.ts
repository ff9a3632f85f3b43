import { insertCondition } from '../edit/insert-condition.ts';
import type { StatementChange } from '../edit/statements.ts';
import { splitStatement } from '../edit/statements.ts';
import { removeValues } from '../edit/values.ts';
import { literalService } from '../policy/arn.ts';
import type { Element } from '../policy/model.ts';
import { literalText } from '../template/text.ts';
import { createFix } from './fix.ts';
import type { RiskyAction, RiskyStatement } from './risk.ts';
import type { Fix } from './rule.ts';
import { findScopeFixes } from './scope-fixes.ts';
import { listNames, quote } from './text.ts';

/** The fixes of actions on every resource: limit them to resources of the template, or take them away. */
export function findRiskFixes(found: RiskyStatement): readonly Fix[] {
  const { statement, actions, context } = found;
  const wide = actions.flatMap((risky) => risky.wide);
  const star = wide.find(({ pattern }) => pattern.form === 'star') ?? wide[0];
  const { action, resource } = statement;
  if (action === undefined || resource === undefined) return [];
  const limitable = new Set(actions.map(({ index }) => index));
  const service = star && (literalService(star.pattern) ?? '*');
  const scoped =
    star === undefined || service === undefined
      ? []
      : findScopeFixes({ star: star.value, service, statement, action, resource, limitable, everything: false, context });
  return [...scoped, ...removals(found)];
}

/** A condition that limits what the action is for; a statement with other actions must be split before. */
export function findConditionFixes(found: RiskyStatement, key: string, values: readonly (readonly string[])[]): readonly Fix[] {
  const { statement, actions, context } = found;
  const element = statement.action;
  if (element !== undefined && element.values.length > actions.length) return [splitOff(found, element, key)];
  const source = context.sourceOf(statement.range);
  return values.map((names, i) =>
    createFix(
      `Allow only where ${key} is ${listNames(names)}`,
      'narrows',
      () =>
        insertCondition(
          source,
          statement,
          'StringEquals',
          key,
          names.map((text) => ({ kind: 'literal', text })),
        ),
      { preferred: i === 0 && values.length === 1, fixAll: false },
    ),
  );
}

function removals({ statement, actions, context }: RiskyStatement): readonly Fix[] {
  const element = statement.action;
  if (element === undefined || actions.length >= element.values.length) return [];
  const source = context.sourceOf(statement.range);
  return [
    createFix(`Remove ${namesOf(actions)}`, 'narrows', () =>
      removeValues(
        source,
        element,
        actions.map(({ value }) => value),
      ),
    ),
  ];
}

/** A condition would be asked of the other actions too. */
function splitOff({ statement, actions, context }: RiskyStatement, element: Element, key: string): Fix {
  const risky = new Set(actions.map(({ value }) => value));
  const source = context.sourceOf(statement.range);
  const part = (isRisky: boolean): StatementChange => ({
    action: element.values.filter((value) => risky.has(value) === isRisky).map((value) => ({ kind: 'kept', value })),
  });
  return createFix(
    `Give ${namesOf(actions)} a statement of ${actions.length === 1 ? 'its' : 'their'} own, for a condition on ${key}`,
    'equal',
    () => splitStatement(source, context.policy, statement, [part(false), part(true)]),
    { fixAll: false },
  );
}

function namesOf(actions: readonly RiskyAction[]): string {
  return listNames(actions.map(({ value }) => quote(literalText(value.text) ?? '')));
}
