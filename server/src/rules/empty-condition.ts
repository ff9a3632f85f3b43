import { removePair } from '../edit/pairs.ts';
import type { ReadCondition } from '../lint/condition.ts';
import { readConditions } from '../lint/condition.ts';
import { removeOperator, replaceTest } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { parseOperator } from '../policy/condition-operator.ts';
import type { Statement } from '../policy/model.ts';

export const emptyCondition: Rule = {
  id: 'empty-condition',
  severity: 'information',
  summary: 'A Condition, an operator or a condition key has nothing in it.',
  rationale: 'An empty Condition limits nothing; a key without values is compared with nothing.',
  alsoKnownAs: {
    'access-analyzer': [
      'EMPTY_OBJECT_CONDITION',
      'EMPTY_ARRAY_CONDITION',
      'EMPTY_ARRAY_CONDITION_FORALLVALUES',
      'EMPTY_ARRAY_CONDITION_FORANYVALUE',
      'EMPTY_ARRAY_CONDITION_IFEXISTS',
    ],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition: «{}»" },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  Bool:\n    aws:SecureTransport: 'true'\n  StringEquals: «{}»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringEquals:\n    s3:prefix: «[]»",
      },
      {
        code: "Effect: Allow\nAction: ec2:CreateTags\nResource: 'arn:aws:ec2:*:*:volume/*'\nCondition:\n  ForAllValues:StringEquals:\n    aws:TagKeys: «[]»",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:ListBucket\nResource: 'arn:aws:s3:::reports'\nCondition:\n  StringEquals:\n    s3:prefix: ['']",
      },
      {
        code: 'Effect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn\nCondition: !If [IsOpen, !Ref AWS::NoValue, { StringEquals: { s3:prefix: public/ } }]',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    yield* emptyMappings(statement, context);
    for (const condition of readConditions(statement, context.catalog)) {
      const { node } = condition.entry;
      if (node.kind === 'sequence' && node.tag === undefined && node.items.length === 0) yield emptyList(condition, statement, context);
    }
  },
};

function* emptyMappings(statement: Statement, context: StatementContext): Generator<Report> {
  const { condition } = statement;
  const root = condition?.pair.value;
  if (condition === undefined || root?.kind !== 'mapping' || root.tag !== undefined) return;
  const source = context.sourceOf(condition.key.outer);
  if (root.pairs.length === 0) {
    yield {
      range: root.outer,
      unnecessary: true,
      message: 'The Condition is empty and limits nothing',
      fixes: [createFix('Remove the Condition', 'equal', () => removePair(source, statement.node, condition.pair), { preferred: true })],
    };
  }
  for (const pair of root.pairs) {
    const { value } = pair;
    if (value.kind !== 'mapping' || value.tag !== undefined || value.pairs.length > 0 || parseOperator(pair.key.value) === undefined)
      continue;
    yield {
      range: value.outer,
      unnecessary: true,
      message: `${quote(pair.key.value)} has no condition key and limits nothing`,
      fixes: [createFix(`Remove '${pair.key.value}'`, 'equal', () => removeOperator(source, statement, root, pair), { preferred: true })],
    };
  }
}

function emptyList({ entry, operator }: ReadCondition, statement: Statement, context: StatementContext): Report {
  const source = context.sourceOf(entry.key.outer);
  const isAbsence = !operator.negated && operator.type !== 'Null' && (operator.ifExists || operator.set === 'ForAllValues');
  return {
    range: entry.node.outer,
    severity: isAbsence ? 'information' : 'warning',
    message: isAbsence
      ? `Without values ${quote(entry.operator.value)} is met by requests without ${quote(entry.key.value)} only: write Null 'true'`
      : `${quote(entry.key.value)} is compared with no value: write some, or remove it`,
    fixes: isAbsence
      ? [
          createFix("Change to Null 'true'", 'equal', () => replaceTest(source, statement, entry, 'Null', 'true'), {
            preferred: true,
            fixAll: false,
          }),
        ]
      : [],
  };
}
