import type { ReadCondition } from '../lint/condition.ts';
import { readConditions } from '../lint/condition.ts';
import { removeConditionValues } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { ConditionOperator } from '../policy/condition-operator.ts';
import { coversWanted } from '../policy/condition-operator-cover.ts';
import type { Value } from '../policy/model.ts';
import { renderText } from '../template/text.ts';

export const redundantConditionValue: Rule = {
  id: 'redundant-condition-value',
  severity: 'information',
  summary: 'A value of a condition is covered by another one beside it.',
  rationale: 'Whatever it matches, the other value matches too: without it the condition says the same, and is read faster.',
  alsoKnownAs: { 'access-analyzer': 'REDUNDANT_CONDITION_VALUE_NUM' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  NumericLessThan:\n    s3:max-keys: [«10», 100]",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringLike:\n    s3:prefix: [public/*, «public/2026/*»]',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: [203.0.113.0/24, «203.0.113.7»]",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringEquals:\n    s3:prefix: [public/*, public/2026/*]",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition:\n  StringLike:\n    s3:prefix: [!Sub "${Reports}/*", !Sub "${Given}/*"]',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      const { entry, operator } = condition;
      if (entry.values.length < 2 || operator.type === 'Null' || operator.type === 'Bool') continue;
      const source = context.sourceOf(entry.key.outer);
      for (const { value, by } of findRedundant(condition)) {
        const [text, other] = [renderText(value.text), renderText(by.text)];
        yield {
          range: value.text.node.outer,
          unnecessary: true,
          message: text === other ? `${quote(text)} is there already` : `${quote(text)} is covered by ${quote(other)}`,
          related: [{ range: by.text.node.outer, message: 'covers it' }],
          fixes: [
            createFix(`Remove '${text}'`, 'equal', () => removeConditionValues(source, statement, entry, [value]), { preferred: true }),
          ],
        };
      }
    }
  },
};

interface Redundant {
  readonly value: Value;
  readonly by: Value;
}

/** More pairs of values are not compared, but for the very same texts. */
const MOST_COMPARED = 2500;

function* findRedundant({ entry, operator }: ReadCondition): Generator<Redundant> {
  // Values of branches are there or not; a piece of a split list is not one to be removed.
  const values = entry.values.filter(({ when, list }) => when.length === 0 && list !== undefined);
  const gone = new Set<Value>();
  const byText = new Map<string, Value>();
  for (const value of values) {
    const text = renderText(value.text);
    const first = byText.get(text);
    if (first === undefined) {
      byText.set(text, value);
      continue;
    }
    gone.add(value);
    yield { value, by: first };
  }
  const wide = [...byText].filter(([text]) => mayCover(operator, text));
  if (wide.length * byText.size > MOST_COMPARED) return;
  for (const [text, value] of byText) {
    for (const [other, by] of wide) {
      if (other === text || gone.has(by) || !coversWanted({ operator, text: other }, { operator, text })) continue;
      gone.add(value);
      yield { value, by };
      break;
    }
  }
}

/** Of texts only a pattern covers another one. */
function mayCover({ type, patterns, name }: ConditionOperator, text: string): boolean {
  if (type !== 'String' && type !== 'ARN') return true;
  return patterns ? /[*?]/.test(text) : name.endsWith('IgnoreCase');
}
