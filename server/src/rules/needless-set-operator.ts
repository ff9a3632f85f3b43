import type { ConditionChange, ReadCondition } from '../lint/condition.ts';
import { changeEffect, readConditions } from '../lint/condition.ts';
import { changeOperator } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule, Severity } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { renderOperator } from '../policy/condition-operator.ts';
import { hasOneValue } from '../policy/condition-operator-implies.ts';
import type { Statement } from '../policy/model.ts';

export const needlessSetOperator: Rule = {
  id: 'needless-set-operator',
  severity: 'warning',
  summary: 'A condition key of one value is compared with ForAllValues or ForAnyValue.',
  rationale:
    'ForAllValues is also met by a request without the key, so that an Allow with it lets in every request that lacks the key. ForAnyValue says nothing of a single value.',
  alsoKnownAs: {
    'access-analyzer': ['FORALLVALUES_WITH_SINGLE_VALUED_KEY', 'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE', 'CONFIRM_AUDIENCE_CLAIM_TYPE'],
    parliament: 'SINGLE_VALUE_CONDITION_TOO_PERMISSIVE',
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  «ForAllValues:StringEquals»:\n    aws:PrincipalOrgID: o-a1b2c3d4e5",
      },
      {
        code: 'Effect: Allow\nAction: s3:GetObject\nResource: !Sub "${Reports.Arn}/*"\nCondition:\n  «ForAnyValue:StringLike»:\n    aws:PrincipalTag/team: blue-*',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        kind: 'trust',
        code: "Effect: Allow\nPrincipal:\n  Federated: 'arn:aws:iam::111122223333:oidc-provider/idp.example.com'\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  «ForAnyValue:StringEquals»:\n    idp.example.com:aud: orders",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  ForAnyValue:StringLike:\n    aws:PrincipalOrgPaths: o-a1b2c3d4e5/*",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  ForAllValues:StringEquals:\n    unknown.example.com:groups: [blue, green]\n  ForAnyValue:StringLike:\n    cognito-identity.amazonaws.com:amr: authenticated",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      const { entry, operator } = condition;
      if (operator.set === undefined || operator.type === 'Null' || !hasOneValue(entry.key.value, context.catalog)) continue;
      const source = context.sourceOf(entry.operator.outer);
      const name = renderOperator({ name: operator.name, ifExists: operator.ifExists });
      const change = changeOf(condition);
      yield {
        range: entry.operator.outer,
        severity: severityOf(condition, statement),
        message:
          change === 'fewer'
            ? `${quote(entry.operator.value)} is also met by a request without ${quote(entry.key.value)}, which has one value: use '${name}'`
            : `${quote(entry.key.value)} has one value: '${name}' says ${change === 'same' ? 'the same as' : 'what is meant by'} ${quote(entry.operator.value)}`,
        fixes: () => [
          createFix(`Change to '${name}'`, changeEffect(statement, change), () => changeOperator(source, statement, entry, name), {
            preferred: true,
          }),
        ],
      };
    }
  },
};

/** Without the key `ForAllValues` is met, and `ForAnyValue` is not, unless the rest of the operator says the same. */
function changeOf({ operator }: ReadCondition): ConditionChange {
  const isMetWithout = operator.ifExists || operator.negated;
  if (operator.set === 'ForAllValues') return isMetWithout ? 'same' : 'fewer';
  return operator.negated && !operator.ifExists ? 'more' : 'same';
}

/** An Allow that takes in requests without the key is too wide; a Deny that does is none the worse. */
function severityOf({ name, operator }: ReadCondition, statement: Statement): Severity {
  if (operator.set === 'ForAllValues')
    return effectOf(statement) === 'Deny' || operator.ifExists || operator.negated ? 'information' : 'warning';
  return name.endsWith(':aud') ? 'warning' : 'information';
}
