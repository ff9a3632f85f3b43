import type { ReadCondition } from '../lint/condition.ts';
import { allPlain, changeEffect, plainValues, readConditions } from '../lint/condition.ts';
import { changeOperator } from '../lint/condition-fixes.ts';
import { isValueOf } from '../lint/condition-values.ts';
import { createFix } from '../lint/fix.ts';
import type { Effect, Fix, Rule, Severity, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { OperatorFamily } from '../policy/condition-operator.ts';
import { counterpart, renderOperator } from '../policy/condition-operator.ts';
import type { Statement } from '../policy/model.ts';

export const operatorTypeMismatch: Rule = {
  id: 'operator-type-mismatch',
  severity: 'warning',
  summary: 'A condition operator is for another type of values than its condition key has.',
  rationale:
    'An operator that cannot read the value of the key is never met, or always if it asks for a difference. StringLike reads ARNs, but its * also spans the account and the Region.',
  alsoKnownAs: {
    'access-analyzer': ['TYPE_MISMATCH', 'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS'],
    parliament: ['MISMATCHED_TYPE', 'MISMATCHED_TYPE_BUT_USABLE'],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  «StringEquals»:\n    aws:SourceIp: 203.0.113.0/24",
      },
      {
        code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  «StringEquals»:\n    aws:SecureTransport: 'false'",
      },
      {
        code: "Effect: Allow\nAction: sns:Publish\nResource: !Ref Alarms\nCondition:\n  «StringLike»:\n    aws:SourceArn: 'arn:aws:s3:*:111122223333:*'",
        resources: 'Alarms:\n  Type: AWS::SNS::Topic',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: sns:Publish\nResource: !Ref Alarms\nCondition:\n  StringEquals:\n    aws:SourceArn: 'arn:aws:s3:::reports'\n  'Null':\n    aws:SourceIp: 'true'",
        resources: 'Alarms:\n  Type: AWS::SNS::Topic',
      },
      {
        code: "Effect: Allow\nAction: kms:Decrypt\nResource: '*'\nCondition:\n  ArnLike:\n    'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::reports/*'",
      },
    ],
  },
  needs: 'condition',
  *statement(statement, context) {
    for (const condition of readConditions(statement, context.catalog)) {
      const wrong = findMismatch(condition);
      if (wrong === undefined) continue;
      yield {
        range: condition.entry.operator.outer,
        severity: wrong.severity,
        message: wrong.message,
        fixes: () => fixesOf(condition, wrong.family, statement, context),
      };
    }
  },
};

interface Mismatch {
  readonly severity: Severity;
  readonly message: string;
  /** What the operator should be for. */
  readonly family: OperatorFamily;
}

const SHOWN_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    String: 'a string',
    ARN: 'an ARN',
    Bool: 'true or false',
    IPAddress: 'an IP address',
    Numeric: 'a number',
    Date: 'a date',
    Binary: 'binary data',
  }),
);

function findMismatch(condition: ReadCondition): Mismatch | undefined {
  const { entry, operator, name } = condition;
  const type = operator.type === 'Null' ? undefined : condition.key?.type;
  if (type === undefined || operator.type === type || !isFamily(type)) return undefined;
  const values = [...plainValues(entry)].map(({ text }) => text);
  const message = `${quote(entry.operator.value)} does not fit ${quote(entry.key.value)}, which is ${SHOWN_TYPES.get(type) ?? type}`;
  // String operators read ARNs; only a pattern differs, whose star does not stop at a colon.
  if (operator.type === 'String' && type === 'ARN') {
    const wide = operator.patterns ? values.find((value) => /[*?]/.test(value.replace(/[^:]*$/, ''))) : undefined;
    if (wide === undefined) return undefined;
    return {
      severity: 'information',
      message: `The wildcards of ${quote(entry.operator.value)} span the parts of ${quote(wide)}: ARNs are compared part by part by ArnLike`,
      family: type,
    };
  }
  // What a string holds may well be an ARN (an encryption context, a tag).
  if (type === 'String' && values.length === 0) return undefined;
  if (type === 'String' && operator.type === 'ARN' && values.every((value) => value.startsWith('arn:') || /^[*?]+$/.test(value)))
    return undefined;
  if (name === 'aws:epochtime' && operator.type === 'Numeric') return undefined;
  const isUsable =
    operator.type === 'String' &&
    (type === 'Bool' || type === 'Numeric') &&
    !operator.patterns &&
    values.every((value) => isValueOf(type, value));
  return { severity: isUsable ? 'information' : 'warning', message, family: type };
}

function isFamily(type: string): type is OperatorFamily {
  return SHOWN_TYPES.has(type);
}

function fixesOf(condition: ReadCondition, family: OperatorFamily, statement: Statement, context: StatementContext): readonly Fix[] {
  const { entry, operator } = condition;
  const other = counterpart(operator, family);
  if (other === undefined || [...plainValues(entry)].some(({ text }) => !isValueOf(family, text))) return [];
  const name = renderOperator({ ...operator, name: other.name });
  const source = context.sourceOf(entry.operator.outer);
  return [
    createFix(`Change to '${name}'`, effectOn(condition, family, statement), () => changeOperator(source, statement, entry, name), {
      preferred: true,
      fixAll: false,
    }),
  ];
}

/** Comparing ARNs part by part matches fewer of them than a star that spans parts. */
function effectOn({ entry, operator }: ReadCondition, family: OperatorFamily, statement: Statement): Effect {
  const isTighter = operator.type === 'String' && operator.patterns && family === 'ARN' && allPlain(entry) !== undefined;
  return changeEffect(statement, !isTighter ? 'other' : operator.negated ? 'more' : 'fewer');
}
