import { findRedundantActions, reportRedundant } from '../lint/redundant-values.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';

export const redundantAction: Rule = {
  id: 'redundant-action',
  severity: 'hint',
  summary: 'An action is listed twice, or covered by a wildcard of the same list.',
  rationale:
    'It can go without any change. Where a wildcard covers a name, the name says what is needed and the wildcard what is allowed: the other way round is offered too.',
  alsoKnownAs: { 'access-analyzer': 'REDUNDANT_ACTION' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: [s3:GetObject, s3:PutObject, «s3:getobject»]\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nAction:\n  - «s3:GetObjectAcl»\n  - s3:GetObject*\nResource: '*'" },
      {
        code: 'Effect: Allow\nAction:\n  - dynamodb:GetItem\n  - dynamodb:Query\n  - «dynamodb:Query»\nResource: !GetAtt Orders.Arn',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:GetObject, s3:GetObjectAcl, s3:PutObject*]\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Allow\nAction: !If [Full, 's3:*', s3:GetObject]\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  statement(statement, context) {
    const element = statement.action ?? statement.notAction;
    if (element === undefined) return NOTHING;
    return findRedundantActions(statement, context).map((found) => reportRedundant(found, element, statement, context));
  },
};
