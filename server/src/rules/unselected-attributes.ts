import { insertCondition } from '../edit/insert-condition.ts';
import { readConditions } from '../lint/condition.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';

export const unselectedAttributes: Rule = {
  id: 'unselected-attributes',
  severity: 'warning',
  summary: 'A condition limits dynamodb:Attributes and leaves dynamodb:Select open.',
  rationale: 'A query that asks for all attributes names none, so that the list of attributes does not keep it from the others.',
  alsoKnownAs: { 'access-analyzer': 'DYNAMODB_ATTRIBUTES_WITHOUT_SELECT' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: dynamodb:Query\nResource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Orders'\nCondition:\n  ForAllValues:StringEquals:\n    «dynamodb:Attributes»: [id, total]",
      },
      {
        code: 'Effect: Allow\nAction: dynamodb:GetItem\nResource: !GetAtt Orders.Arn\nCondition:\n  ForAllValues:StringLike:\n    «dynamodb:Attributes»: public_*\n  StringEqualsIfExists:\n    dynamodb:ReturnValues: NONE',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      {
        code: 'Effect: Allow\nAction: dynamodb:Query\nResource: !GetAtt Orders.Arn\nCondition:\n  ForAllValues:StringEquals:\n    dynamodb:Attributes: [id, total]\n  StringEqualsIfExists:\n    dynamodb:Select: SPECIFIC_ATTRIBUTES',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
      {
        code: 'Effect: Deny\nAction: dynamodb:Query\nResource: !GetAtt Orders.Arn\nCondition:\n  ForAnyValue:StringEquals:\n    dynamodb:Attributes: secret',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    if (statement.condition?.complete !== true || effectOf(statement) !== 'Allow') return;
    const conditions = readConditions(statement, context.catalog);
    if (conditions.some(({ name }) => name === 'dynamodb:select')) return;
    for (const { entry, operator, name } of conditions) {
      if (name !== 'dynamodb:attributes' || operator.type === 'Null') continue;
      const source = context.sourceOf(entry.key.outer);
      yield {
        range: entry.key.outer,
        message: `A query for all attributes is not held back by ${quote(entry.key.value)}; limit dynamodb:Select too`,
        fixes: [
          createFix(
            'Limit dynamodb:Select to SPECIFIC_ATTRIBUTES',
            'narrows',
            () =>
              insertCondition(source, statement, 'StringEqualsIfExists', 'dynamodb:Select', [
                { kind: 'literal', text: 'SPECIFIC_ATTRIBUTES' },
              ]),
            { preferred: true },
          ),
        ],
      };
    }
  },
};
