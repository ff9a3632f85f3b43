import type { ReadCondition } from '../lint/condition.ts';
import { allPlain, readConditions } from '../lint/condition.ts';
import { namesOwner } from '../lint/condition-facts.ts';
import { removeCondition, replaceTest } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, Severity, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';

export const presenceOnlyCondition: Rule = {
  id: 'presence-only-condition',
  severity: 'hint',
  summary: 'A condition compares with nothing but *, so that it asks at most whether the request has the key.',
  rationale: 'Null says so in plain words. With IfExists or ForAllValues such a condition is always met, and nothing is limited by it.',
  alsoKnownAs: {
    'access-analyzer': [
      'EQUIVALENT_TO_NULL_FALSE',
      'EQUIVALENT_TO_NULL_TRUE',
      'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
      'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
    ],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: ec2:StopInstances\nResource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*'\nCondition:\n  «StringLike»:\n    aws:ResourceTag/team: '*'",
      },
      {
        code: "Effect: Deny\nAction: ec2:RunInstances\nResource: !Sub 'arn:${AWS::Partition}:ec2:*:*:instance/*'\nCondition:\n  «StringNotLike»:\n    aws:RequestTag/team: ['*']",
      },
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  «StringLikeIfExists»:\n    s3:prefix: '*'",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: ec2:StopInstances\nResource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*'\nCondition:\n  'Null':\n    aws:ResourceTag/team: 'false'",
      },
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringLike:\n    s3:prefix: ['', 'public/*']",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      if (!isStar(condition)) continue;
      const { entry } = condition;
      const outcome = outcomeOf(condition);
      // What says whose a request is has a finding of its own.
      if (outcome === 'present' && namesOwner(condition.name)) continue;
      yield {
        range: entry.operator.outer,
        severity: SEVERITIES[outcome],
        message: `${quote(entry.operator.value)} '*' of ${quote(entry.key.value)} ${OUTCOMES[outcome]}`,
        fixes: () => fixesFor(condition, outcome, statement, context),
      };
    }
  },
};

type Outcome = 'present' | 'absent' | 'always' | 'never';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  present: "only asks whether the request has it: write Null 'false'",
  absent: "only asks whether the request lacks it: write Null 'true'",
  always: 'is met by every request, so it limits nothing',
  never: 'is met by no request',
};

const SEVERITIES: Readonly<Record<Outcome, Severity>> = {
  present: 'hint',
  absent: 'hint',
  always: 'warning',
  never: 'warning',
};

function isStar({ entry, operator }: ReadCondition): boolean {
  return operator.patterns && (allPlain(entry)?.every(({ text }) => /^\*+$/.test(text)) ?? false);
}

/** By the rules for a request without the key: `…IfExists`, `ForAllValues:` and a negated operator are met by it, `ForAnyValue:` is not. */
function outcomeOf({ operator }: ReadCondition): Outcome {
  const withoutKey = operator.ifExists || operator.set === 'ForAllValues' || (operator.negated && operator.set === undefined);
  if (operator.negated) return withoutKey ? 'absent' : 'never';
  return withoutKey ? 'always' : 'present';
}

function fixesFor({ entry }: ReadCondition, outcome: Outcome, statement: Statement, context: StatementContext): readonly Fix[] {
  const source = context.sourceOf(entry.key.outer);
  if (outcome === 'never') return [];
  if (outcome === 'always')
    return [createFix('Remove the condition', 'equal', () => removeCondition(source, statement, entry), { preferred: true })];
  const value = outcome === 'present' ? 'false' : 'true';
  return [
    createFix(`Change to Null '${value}'`, 'equal', () => replaceTest(source, statement, entry, 'Null', value), {
      preferred: true,
      fixAll: false,
    }),
  ];
}
