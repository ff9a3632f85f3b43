import { quoteScalar } from '../edit/scalars.ts';
import { replaceValue } from '../edit/values.ts';
import type { PlainValue, ReadCondition } from '../lint/condition.ts';
import { allPlain, plainValues, readConditions } from '../lint/condition.ts';
import type { WrongValue } from '../lint/condition-values.ts';
import { findWrongValue } from '../lint/condition-values.ts';
import { createFix } from '../lint/fix.ts';
import type { Report, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { ScalarNode } from '../syntax/node.ts';

export const invalidConditionValue: Rule = {
  id: 'invalid-condition-value',
  severity: 'warning',
  summary: 'A value of a condition is not what its operator or its key compares: no date, number, address range, Region, account or id.',
  rationale: 'Such a value equals no value of a request, so the condition is never met, or always if it asks for a difference.',
  alsoKnownAs: {
    'access-analyzer': [
      'TYPE_MISMATCH_BOOLEAN',
      'TYPE_MISMATCH_DATE',
      'TYPE_MISMATCH_NUMBER',
      'TYPE_MISMATCH_STRING',
      'TYPE_MISMATCH_IP_RANGE',
      'INVALID_DATE_VALUE',
      'INVALID_REGION',
      'INVALID_VPC_FORMAT',
      'INVALID_VPCE_FORMAT',
      'INVALID_KMS_KEY_VALUE',
      'INVALID_CONDITION_MULTIPLE_BOOLEAN',
      'INVALID_CONDITION_DATA_TYPE',
      'INVALID_VARIABLE_FOR_OPERATOR',
    ],
    parliament: ['MISMATCHED_TYPE', 'MISMATCHED_TYPE_OPERATION_TO_NULL'],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: «203.0.113.0/33»",
      },
      {
        code: "Effect: Deny\nAction: '*'\nResource: '*'\nCondition:\n  StringNotEquals:\n    aws:RequestedRegion: [eu-west-1, «eu-wets-2»]",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  DateLessThan:\n    aws:CurrentTime: «'31.12.2027'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: «vpce-1a2b3c4d»",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  IpAddress:\n    aws:SourceIp: [203.0.113.7, '2001:db8::/32']\n  DateLessThan:\n    aws:CurrentTime: '2027-12-31T23:59:59Z'\n  Bool:\n    aws:SecureTransport: 'True'",
      },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: !Sub '${Reports.Arn}/*'\nCondition:\n  StringEquals:\n    aws:SourceVpc: !Ref Network\n    aws:RequestedRegion: !Ref AWS::Region\n  IpAddress:\n    aws:SourceIp: !GetAtt Network.CidrBlock",
        resources: 'Reports:\n  Type: AWS::S3::Bucket\nNetwork:\n  Type: AWS::EC2::VPC',
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      yield* variableReports(condition, context);
      const wrongs = [...plainValues(condition.entry)].map(
        (plain) => [plain, findWrongValue(condition, plain.text, context.catalog)] as const,
      );
      for (const [plain, wrong] of wrongs) if (wrong !== undefined) yield wrongReport(plain, wrong, context);
      if (wrongs.some(([, wrong]) => wrong !== undefined)) continue;
      yield* booleanReports(condition);
      yield* typeReports(condition, context);
    }
  },
};

function wrongReport({ value }: PlainValue, { meant, ...report }: WrongValue, context: StatementContext): Report {
  const source = context.sourceOf(value.text.node.outer);
  return {
    range: value.text.node.outer,
    ...report,
    fixes:
      meant === undefined
        ? []
        : [
            createFix(
              `Change to '${meant.text}'`,
              meant.isSame ? 'equal' : 'widens',
              () => replaceValue(source, value, { kind: 'literal', text: meant.text }),
              { preferred: true, fixAll: meant.isSame },
            ),
          ],
  };
}

/** Policy variables are replaced in strings and ARNs only. */
function* variableReports({ entry, operator }: ReadCondition, { catalog }: StatementContext): Generator<Report> {
  if (operator.type === 'String' || operator.type === 'ARN') return;
  for (const { text } of entry.values) {
    const literal = text.parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('');
    const name = /\$\{([\w-]+:[^},]+)/.exec(literal)?.[1]?.trim();
    if (name === undefined || catalog.conditionKey(name) === undefined) continue;
    yield {
      range: text.node.outer,
      severity: 'error',
      message: `${quote(entry.operator.value)} takes no policy variable such as ${quote(`\${${name}}`)}: only string and ARN operators do`,
    };
  }
}

function* booleanReports(condition: ReadCondition): Generator<Report> {
  const { entry, operator } = condition;
  if ((operator.type !== 'Bool' && operator.type !== 'Null') || (operator.type === 'Bool' && condition.key?.multivalued === true)) return;
  const values = allPlain(entry);
  if (values === undefined || values.length < 2) return;
  yield { range: entry.node.outer, message: `${quote(entry.operator.value)} takes one value, true or false, not ${values.length}` };
}

function* typeReports({ entry }: ReadCondition, context: StatementContext): Generator<Report> {
  const { node } = entry;
  if (node.kind !== 'sequence' || node.tag !== undefined) return;
  const scalars = node.items.filter((item): item is ScalarNode => item.kind === 'scalar' && item.tag === undefined && item.type !== 'null');
  const odd = scalars.filter(({ type }) => type !== 'string');
  if (odd.length === 0 || odd.every(({ type }) => type === scalars[0]?.type && odd.length === scalars.length)) return;
  for (const scalar of odd) {
    const source = context.sourceOf(scalar.outer);
    yield {
      range: scalar.outer,
      message: `${quote(scalar.value)} is a ${scalar.type} among values of another type`,
      fixes: [createFix('Write it as text', 'equal', () => quoteScalar(source, scalar), { preferred: true })],
    };
  }
}
