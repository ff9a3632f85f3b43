import type { ReadCondition } from '../lint/condition.ts';
import { readConditions } from '../lint/condition.ts';
import { knownActions, takesKey } from '../lint/condition-actions.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { ActionValue } from '../lint/statement-actions.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';
import { groupBy } from '../syntax/group-by.ts';

export const unsupportedTagKey: Rule = {
  id: 'unsupported-tag-key',
  severity: 'warning',
  summary: 'A condition on tags stands over actions of a service that has no such tags in its requests.',
  rationale: 'Requests of such actions lack the key: an Allow with the condition does not allow them, a Deny does not deny them.',
  alsoKnownAs: {
    'access-analyzer': [
      'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
      'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
      'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
      'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    ],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: [ec2:StopInstances, sts:GetCallerIdentity]\nResource: '*'\nCondition:\n  StringEquals:\n    «aws:ResourceTag/team»: blue",
      },
      {
        code: "Effect: Deny\nNotAction: 'iam:*'\nResource: !Sub 'arn:${AWS::Partition}:ec2:*:*:instance/*'\nCondition:\n  StringEquals:\n    «aws:ResourceTag/team»: blue",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: [ec2:StopInstances, rds:StopDBInstance]\nResource: '*'\nCondition:\n  StringEquals:\n    aws:ResourceTag/team: blue",
      },
      {
        code: "Effect: Deny\nNotAction: 'iam:*'\nResource: !Sub 'arn:${AWS::Partition}:ec2:*:*:instance/*'\nCondition:\n  StringEquals:\n    aws:PrincipalTag/team: blue",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    let actions: readonly ActionValue[] | undefined;
    for (const condition of readConditions(statement, context.catalog)) {
      if (!isTagKey(condition) || isMetWithout(condition)) continue;
      if (statement.notAction === undefined) actions ??= knownActions(statement, context) ?? [];
      const report = actions === undefined ? underNotAction(condition, statement) : findServices(condition, actions, statement, context);
      if (report !== undefined) yield report;
    }
  },
};

function isTagKey({ name }: ReadCondition): boolean {
  return /^aws:(?:resourcetag\/|requesttag\/|tagkeys$)/.test(name);
}

function isMetWithout({ operator }: ReadCondition): boolean {
  return operator.negated || operator.ifExists || operator.type === 'Null' || operator.set === 'ForAllValues';
}

function underNotAction({ entry }: ReadCondition, statement: Statement): Report | undefined {
  const effect = effectOf(statement);
  if (effect === undefined || statement.action !== undefined) return undefined;
  const what = effect === 'Deny' ? 'are not denied' : 'are not allowed';
  return {
    range: entry.key.outer,
    severity: effect === 'Deny' ? 'warning' : 'information',
    message: `NotAction takes in actions that never have ${quote(entry.key.value)}: they ${what} by this statement`,
  };
}

function findServices(
  { entry, key }: ReadCondition,
  actions: readonly ActionValue[],
  statement: Statement,
  context: StatementContext,
): Report | undefined {
  if (key === undefined) return undefined;
  const { catalog } = context;
  const indices = actions.flatMap((action) => action.indices);
  const services = groupBy(indices, (index) => catalog.actionName(index).split(':')[0] ?? '');
  const without = [...services]
    .filter(([, own]) => !own.some((index) => takesKey(catalog, index, key.name)))
    .map(([service]) => `'${service}'`);
  if (without.length === 0) return undefined;
  const verb = effectOf(statement) === 'Deny' ? 'denied' : 'allowed';
  return {
    range: entry.key.outer,
    message: `Actions of ${listNames(without)} here never have ${quote(entry.key.value)}, so they are not ${verb} by this statement`,
  };
}
