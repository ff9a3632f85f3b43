import { removePair } from '../edit/pairs.ts';
import { findPlace } from '../lint/condition.ts';
import { addConditionValues } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { ConditionEntry, Statement } from '../policy/model.ts';
import { renderText } from '../template/text.ts';

export const duplicateConditionKey: Rule = {
  id: 'duplicate-condition-key',
  severity: 'error',
  summary: 'An operator has the same condition key twice, in different letter case.',
  rationale: 'Condition keys compare without regard to letter case, so these are one key twice, and the policy is rejected.',
  alsoKnownAs: { 'access-analyzer': 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE' },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:PrincipalTag/team: blue\n    «aws:principaltag/team»: green",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: [!Ref Network]\n    «aws:sourceVpc»: !Ref Network",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringLike:\n    aws:PrincipalTag/team: blue*\n  StringNotLike:\n    aws:principaltag/team: blueish",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    const seen = new Map<unknown, Map<string, ConditionEntry>>();
    for (const entry of statement.condition?.entries ?? []) {
      const keys = seen.get(entry.operator) ?? new Map<string, ConditionEntry>();
      seen.set(entry.operator, keys);
      const name = entry.key.value.toLowerCase();
      const first = keys.get(name);
      if (first === undefined) keys.set(name, entry);
      // The very same spelling twice is a matter of the text, not of IAM.
      if (first === undefined || first.key.value === entry.key.value || first.key === entry.key) continue;
      // One operator may be written for several branches of an `Fn::If`.
      if (findPlace(statement, first)?.operatorMapping !== findPlace(statement, entry)?.operatorMapping) continue;
      yield {
        range: entry.key.outer,
        message: `${quote(entry.key.value)} is the same condition key as ${quote(first.key.value)}`,
        related: [{ range: first.key.outer, message: 'the same key' }],
        fixes: () => [mergeInto(first, entry, statement, context)],
      };
    }
  },
};

function mergeInto(first: ConditionEntry, entry: ConditionEntry, statement: Statement, context: StatementContext): Fix {
  const known = new Set(first.values.map(({ text }) => renderText(text)));
  const added = entry.values.filter(({ text }) => !known.has(renderText(text)));
  const isSame =
    added.length === 0 && first.values.every(({ text }) => entry.values.some((other) => renderText(other.text) === renderText(text)));
  const source = context.sourceOf(entry.key.outer);
  const edits = () => {
    const place = findPlace(statement, entry);
    const removed = place === undefined ? [] : removePair(source, place.operatorMapping, place.keyPair);
    if (removed.length === 0 || added.length === 0) return removed;
    const merged = addConditionValues(source, statement, first, added);
    return merged.length === 0 ? [] : [...merged, ...removed];
  };
  const title = isSame ? `Remove '${entry.key.value}'` : `Merge into '${first.key.value}'`;
  return createFix(title, isSame ? 'equal' : 'widens', edits, { preferred: true });
}
