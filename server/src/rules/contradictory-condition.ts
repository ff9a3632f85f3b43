import type { Catalog } from '../catalog/catalog.ts';
import type { ReadCondition } from '../lint/condition.ts';
import { allPlain, readConditions } from '../lint/condition.ts';
import type { Rule } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { excludesTest } from '../policy/condition-operator-excludes.ts';
import type { KeyTest } from '../policy/condition-operator-implies.ts';
import { hasOneValue } from '../policy/condition-operator-implies.ts';

export const contradictoryCondition: Rule = {
  id: 'contradictory-condition',
  severity: 'warning',
  summary: 'Two conditions of a statement are never both met.',
  rationale: 'All conditions of a statement must be met: where two exclude each other, the statement is about no request at all.',
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:PrincipalTag/team: blue\n  StringNotLike:\n    «aws:PrincipalTag/team»: b*",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  DateLessThan:\n    aws:CurrentTime: '2026-01-01T00:00:00Z'\n  DateGreaterThan:\n    «aws:CurrentTime»: '2027-01-01T00:00:00Z'",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: ec2:StopInstances\nResource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*'\nCondition:\n  'Null':\n    aws:ResourceTag/team: 'true'\n  StringEquals:\n    «aws:ResourceTag/team»: blue",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  DateGreaterThan:\n    aws:CurrentTime: '2026-01-01T00:00:00Z'\n  DateLessThan:\n    aws:CurrentTime: '2027-01-01T00:00:00Z'\n  StringEquals:\n    aws:PrincipalTag/team: [blue, red]\n  StringNotLike:\n    aws:PrincipalTag/team: b*",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: !Ref Network\n  StringNotEquals:\n    aws:SourceVpc: !Ref Given",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*'\nCondition:\n  ForAnyValue:StringEquals:\n    aws:TagKeys: blue\n  ForAnyValue:StringLike:\n    aws:TagKeys: red",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    const entries = statement.condition?.entries ?? [];
    const names = new Set(entries.map(({ key }) => key.value.toLowerCase()));
    if (names.size === entries.length) return;
    const byKey = new Map<string, Known[]>();
    for (const condition of readConditions(statement, context.catalog)) {
      const test = testOf(condition, context.catalog);
      if (test === undefined) continue;
      const others = byKey.get(condition.name) ?? [];
      byKey.set(condition.name, others);
      const against = others.find((other) => excludesTest(other.test, test));
      if (others.length < MOST_COMPARED) others.push({ condition, test });
      if (against === undefined) continue;
      const { entry } = condition;
      const first = against.condition.entry;
      yield {
        range: entry.key.outer,
        message: `${quote(entry.operator.value)} and ${quote(first.operator.value)} of ${quote(entry.key.value)} are never both met, so this statement ${effectOf(statement) === 'Deny' ? 'denies' : 'allows'} nothing`,
        related: [{ range: first.key.outer, message: 'the other one' }],
      };
    }
  },
};

interface Known {
  readonly condition: ReadCondition;
  readonly test: KeyTest;
}

const MOST_COMPARED = 20;

/** Of keys that have one value alone; values of which one is not known exclude nothing. */
function testOf({ entry, operator }: ReadCondition, catalog: Catalog): KeyTest | undefined {
  const plain = allPlain(entry);
  if (operator.set !== undefined || plain === undefined || !hasOneValue(entry.key.value, catalog)) return undefined;
  return { operator, values: plain.map(({ text }) => text) };
}
