/** What `NotAction` and `NotResource` of an Allow leave open, and how to be rid of them. */
import { insertCondition } from '../edit/insert-condition.ts';
import { renameKey } from '../edit/pairs.ts';
import { replaceValues } from '../edit/values.ts';
import { renderActions, shortPatterns } from '../policy/action-patterns.ts';
import type { ActionSet } from '../policy/action-set.ts';
import { countActions, hasAction } from '../policy/action-set.ts';
import type { Element, Statement } from '../policy/model.ts';
import { createFix } from './fix.ts';
import { findPassedTo } from './pass-role.ts';
import { removalOf } from './removal.ts';
import { resourceValues } from './resources.ts';
import { isEveryResource } from './risk.ts';
import type { Fix, StatementContext } from './rule.ts';
import { count, listNames } from './text.ts';
import { findAdmitted } from './wildcard-fixes.ts';

/** `, iam:PassRole on any role among them`: of the actions that give away the rights of roles, those that the statement leaves open. */
export function describeOpenRoles(statement: Statement, actions: ActionSet, context: StatementContext): string {
  const open = ['iam:PassRole', 'iam:CreateServiceLinkedRole'].filter((name) => {
    const index = context.catalog.actionIndex(name) ?? -1;
    if (!hasAction(actions, index) || limits(statement, name)) return false;
    return (
      statement.notResource !== undefined ||
      resourceValues(statement.resource, context).some(({ pattern }) => isEveryResource(context.catalog, index, pattern))
    );
  });
  return open.length === 0 ? '' : `, ${open.join(' and ')} on any role among them`;
}

/** `Action` with what the resources admit, where that is known and can be read; else only the removal of the statement. */
export function findNotActionFixes(statement: Statement, element: Element, matched: ActionSet, context: StatementContext): readonly Fix[] {
  const { catalog } = context;
  const admitted = findAdmitted({ statement, matched, context });
  const source = context.sourceOf(element.key.range);
  const write = (names: readonly string[]) => {
    const renamed = renameKey(source, element.pair, 'Action');
    const values = replaceValues(
      source,
      element,
      element.values,
      names.map((text) => ({ kind: 'literal', text })),
    );
    return renamed.length === 0 || values.length === 0 ? [] : [...renamed, ...values];
  };
  const fixes: Fix[] = [];
  if (admitted !== undefined && countActions(admitted) > 0) {
    const names = renderActions(catalog, admitted);
    const title = `Write Action with the ${count(names.length, 'action')} that its resources admit`;
    if (names.length <= LONGEST_LIST) fixes.push(createFix(title, 'narrows', () => write(names)));
    const patterns = names.length > SHORT_LIST && names.length <= MOST_ADMITTED ? shortPatterns(catalog, admitted) : names;
    if (patterns.length * 2 <= names.length)
      fixes.push(createFix(`${title}, as ${count(patterns.length, 'pattern')}`, 'narrows', () => write(patterns)));
  }
  return [...fixes, ...removalOf(statement, context)];
}

export function findNotResourceFixes(statement: Statement, matched: ActionSet, context: StatementContext): readonly Fix[] {
  const isPassRole = countActions(matched) === 1 && hasAction(matched, context.catalog.actionIndex('iam:PassRole') ?? -1);
  const choices = isPassRole && statement.condition === undefined ? findPassedTo(context.policy, context.catalog) : [];
  const source = context.sourceOf(statement.range);
  const conditions = choices.map((names) =>
    createFix(`Allow only where iam:PassedToService is ${listNames(names)}`, 'narrows', () =>
      insertCondition(
        source,
        statement,
        'StringEquals',
        'iam:PassedToService',
        names.map((text) => ({ kind: 'literal', text })),
      ),
    ),
  );
  return [...conditions, ...removalOf(statement, context)];
}

/** Beyond these numbers nobody reads a list, asks for patterns, or waits for them. */
const LONGEST_LIST = 40;
const SHORT_LIST = 12;
const MOST_ADMITTED = 500;

/** Whether a condition says which service it is about. */
function limits(statement: Statement, name: string): boolean {
  const key = name === 'iam:PassRole' ? 'iam:passedtoservice' : 'iam:awsservicename';
  return statement.condition?.entries.some((entry) => entry.key.value.toLowerCase() === key) ?? false;
}
