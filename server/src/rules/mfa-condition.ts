import type { ReadCondition } from '../lint/condition.ts';
import { allPlain, changeEffect, readConditions } from '../lint/condition.ts';
import { changeOperator, replaceTest } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { Statement } from '../policy/model.ts';

export const mfaCondition: Rule = {
  id: 'mfa-condition',
  severity: 'warning',
  summary: 'A condition on multi-factor authentication lets in requests without it.',
  rationale:
    'Requests with long-term credentials do not have aws:MultiFactorAuthPresent at all, and those of a session always have it, true or false. So a Deny needs BoolIfExists and an Allow needs Bool.',
  alsoKnownAs: { parliament: 'BAD_PATTERN_FOR_MFA' },
  examples: {
    incorrect: [
      {
        code: "Effect: Deny\nAction: iam:*\nResource: '*'\nCondition:\n  «Bool»:\n    aws:MultiFactorAuthPresent: 'false'",
      },
      {
        code: "Effect: Allow\nAction: s3:DeleteObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  «BoolIfExists»:\n    aws:MultiFactorAuthPresent: true",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: s3:DeleteObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  «'Null'»:\n    aws:MultiFactorAuthPresent: 'false'",
      },
    ],
    correct: [
      {
        code: "Effect: Deny\nAction: iam:*\nResource: '*'\nCondition:\n  BoolIfExists:\n    aws:MultiFactorAuthPresent: 'false'",
      },
      {
        code: "Effect: Allow\nAction: s3:DeleteObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  Bool:\n    aws:MultiFactorAuthPresent: true",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Deny\nAction: iam:*\nResource: '*'\nCondition:\n  'Null':\n    aws:MultiFactorAuthPresent: 'true'",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      if (condition.name !== 'aws:multifactorauthpresent' || condition.operator.set !== undefined) continue;
      const wrong = findWrong(condition, statement, context);
      if (wrong !== undefined) yield { range: condition.entry.operator.outer, ...wrong };
    }
  },
};

interface Wrong {
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

function findWrong({ entry, operator }: ReadCondition, statement: Statement, context: StatementContext): Wrong | undefined {
  const [value, ...others] = allPlain(entry) ?? [];
  if (value === undefined || others.length > 0) return undefined;
  const effect = effectOf(statement);
  const asks = `${operator.name}${operator.ifExists ? 'IfExists' : ''} ${value.text.toLowerCase()}`;
  const source = context.sourceOf(entry.key.outer);
  const change = (name: string, edits = () => changeOperator(source, statement, entry, name)) => [
    createFix(`Change to '${name}'`, changeEffect(statement, name === 'BoolIfExists' ? 'more' : 'fewer'), edits, { preferred: true }),
  ];
  if (effect === 'Deny' && asks === 'Bool false') {
    return {
      message: 'Requests with long-term credentials lack this key, so this Deny does not reach them: use BoolIfExists',
      fixes: () => change('BoolIfExists'),
    };
  }
  if (effect === 'Allow' && asks === 'BoolIfExists true') {
    return {
      message: 'Requests with long-term credentials lack this key, so they are allowed without a second factor: use Bool',
      fixes: () => change('Bool'),
    };
  }
  if (effect === 'Allow' && asks === 'Null false') {
    return {
      message: 'Every session has this key, with false where no second factor was used: use Bool',
      fixes: () => change('Bool', () => replaceTest(source, statement, entry, 'Bool', 'true')),
    };
  }
  return undefined;
}
