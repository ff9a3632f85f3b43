import { insertCondition } from '../edit/insert-condition.ts';
import { splitStatement } from '../edit/statements.ts';
import { removeValues } from '../edit/values.ts';
import { literalService } from '../policy/arn.ts';
import { literalText } from '../template/text.ts';
import { createFix } from './fix.ts';
import type { RiskyStatement } from './risk.ts';
import type { Fix } from './rule.ts';
import { findScopeFixes } from './scope-fixes.ts';
import { listNames, quote } from './text.ts';

/**
 * The fixes of actions on every resource: limit them to resources of the template, take them away, or give them a
 * statement of their own.
 */
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

/** The same with a condition that limits what the action is for; a statement with other actions must be split before. */
export function findConditionFixes(found: RiskyStatement, key: string, values: readonly (readonly string[])[]): readonly Fix[] {
  const { statement, actions, context } = found;
  const source = context.sourceOf(statement.range);
  const others = statement.action?.values.filter((value) => !actions.some((risky) => risky.value === value)) ?? [];
  if (others.length > 0) return splits(found, others);
  return values.map((names, i) =>
    createFix(
      `Only where ${key} is ${listNames(names)}`,
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
  const names = listNames(actions.map(({ value }) => quote(literalText(value.text) ?? '')));
  return [
    createFix(`Remove ${names}`, 'narrows', () =>
      removeValues(
        source,
        element,
        actions.map(({ value }) => value),
      ),
    ),
  ];
}

function splits({ statement, actions, context }: RiskyStatement, others: readonly { readonly text: unknown }[]): readonly Fix[] {
  const element = statement.action;
  if (element === undefined || others.length === 0) return [];
  const risky = new Set(actions.map(({ value }) => value));
  const source = context.sourceOf(statement.range);
  const kept = (isRisky: boolean) => ({
    action: element.values.filter((value) => risky.has(value) === isRisky).map((value) => ({ kind: 'kept' as const, value })),
  });
  const names = listNames(actions.map(({ value }) => quote(literalText(value.text) ?? '')));
  return [
    createFix(
      `Give ${names} a statement of ${actions.length === 1 ? 'its' : 'their'} own`,
      'equal',
      () => splitStatement(source, context.policy, statement, [kept(false), kept(true)]),
      { fixAll: false },
    ),
  ];
}
