import type { PolicyKind } from '../catalog/catalog.ts';
import type { ReadCondition } from '../lint/condition.ts';
import { readConditions } from '../lint/condition.ts';
import { findActionTaking, knownActions, takesKey } from '../lint/condition-actions.ts';
import { isOfEveryRequest, isOfOwnResource } from '../lint/condition-facts.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { ActionValue } from '../lint/statement-actions.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';

export const conditionKeyNotApplicable: Rule = {
  id: 'condition-key-not-applicable',
  severity: 'warning',
  summary: 'No action of the statement has the condition key in its requests.',
  rationale:
    'Where the key is never there, a condition that asks for a value is never met, so that an Allow allows nothing and a Deny denies nothing; one with IfExists limits nothing.',
  alsoKnownAs: {
    'access-analyzer': ['UNSUPPORTED_ACTION_FOR_CONDITION_KEY', 'MISSING_ACTION_FOR_CONDITION_KEY', 'IRRELEVANT_CONDITION_KEY_IN_POLICY'],
    parliament: 'UNKNOWN_CONDITION_FOR_ACTION',
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    «s3:prefix»: public/*",
      },
      {
        code: "Effect: Allow\nAction: [s3:GetObject, s3:ListBucket]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']\nCondition:\n  StringLike:\n    «s3:prefix»: public/*",
      },
      {
        code: 'Effect: Allow\nAction: [lambda:UpdateFunctionConfiguration, lambda:UpdateFunctionCode]\nResource: !GetAtt Work.Arn\nCondition:\n  StringEquals:\n    «iam:PassedToService»: lambda.amazonaws.com',
        resources: 'Work:\n  Type: AWS::Lambda::Function',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: [s3:GetObject, s3:ListBucket]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']\nCondition:\n  StringLikeIfExists:\n    s3:prefix: public/*",
      },
      {
        code: "Effect: Allow\nAction: iam:PassRole\nResource: !GetAtt Role.Arn\nCondition:\n  StringEquals:\n    iam:PassedToService: lambda.amazonaws.com\n  Bool:\n    aws:SecureTransport: 'true'",
        resources: 'Role:\n  Type: AWS::IAM::Role',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    let actions: readonly ActionValue[] | undefined;
    for (const condition of readConditions(statement, context.catalog)) {
      const irrelevant = findIrrelevant(condition, context.policy.kind);
      if (irrelevant !== undefined) yield irrelevant;
      if (irrelevant !== undefined || !isOfService(condition)) continue;
      actions ??= knownActions(statement, context) ?? [];
      yield* unsupported(condition, actions, statement, context);
    }
  },
};

function findIrrelevant({ entry, name }: ReadCondition, kind: PolicyKind): Report | undefined {
  if (kind !== 'resource' || !isOfOwnResource(name)) return undefined;
  return {
    range: entry.key.outer,
    severity: 'information',
    message: `${quote(entry.key.value)} is about the resource that has this policy, which is always the same`,
  };
}

/**
 * Keys of one service; those of the world (`aws:…`) and of identity providers are in requests of every action. Those of `sts` are in what is asked together
 * with a role: `sts:TagSession` beside `sts:AssumeRole`.
 */
function isOfService({ name, key }: ReadCondition): boolean {
  return key !== undefined && !/^(?:aws|sts):/.test(name) && !/^[^:]*\./.test(name) && !isOfEveryRequest(name);
}

function* unsupported(
  condition: ReadCondition,
  actions: readonly ActionValue[],
  statement: Statement,
  context: StatementContext,
): Generator<Report> {
  const { entry, operator, key } = condition;
  const { catalog } = context;
  // Keys that the data knows of no action at all cannot be missing from one.
  if (key === undefined || actions.length === 0 || catalog.service(key.name.slice(0, key.name.indexOf(':'))) === undefined) return;
  const without = actions.filter(({ indices }) => !indices.some((index) => takesKey(catalog, index, key.name)));
  const isMetWithout = operator.negated || operator.ifExists || operator.type === 'Null' || operator.set === 'ForAllValues';
  const verb = effectOf(statement) === 'Deny' ? 'denied' : 'allowed';
  const names = without.map(({ written }) => `'${written}'`);
  const have = `never ${names.length === 1 ? 'has' : 'have'} ${quote(entry.key.value)}`;
  if (without.length < actions.length) {
    // What a wildcard takes in besides is no mistake.
    if (isMetWithout || without.length === 0 || without.some(({ written }) => /[*?]/.test(written))) return;
    yield {
      range: entry.key.outer,
      message: `${listNames(names, 2)} ${have}, so this statement does not ${effectOf(statement) === 'Deny' ? 'deny' : 'allow'} ${names.length === 1 ? 'it' : 'them'}`,
    };
    return;
  }
  const owner = findActionTaking(catalog, key.name);
  if (owner === undefined) return;
  yield {
    range: entry.key.outer,
    message: `${listNames(names, 2)} ${have}, a key of '${owner}', so ${isMetWithout ? 'it limits nothing' : `nothing is ${verb}`}`,
  };
}
