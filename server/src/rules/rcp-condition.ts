import { insertCondition } from '../edit/insert-condition.ts';
import { createFix } from '../lint/fix.ts';
import { conditionsOn, hasUnreadCondition } from '../lint/principal.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import type { ConditionEntry, Statement } from '../policy/model.ts';

export const rcpCondition: Rule = {
  id: 'rcp-condition',
  severity: 'warning',
  summary: 'A resource control policy denies by a key without saying whether services of AWS are meant.',
  rationale:
    'Keys of the caller, such as aws:PrincipalOrgID, are not there when a service calls, and those of the source, such as aws:SourceOrgID, are there for services only: a negated condition on an absent key is met, so the policy denies more than it means.',
  alsoKnownAs: {
    'access-analyzer': [
      'RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY',
      'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
      'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    ],
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: '*'\nCondition:\n  StringNotEqualsIfExists:\n    «aws:PrincipalOrgID»: o-a1b2c3d4e5",
      },
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: '*'\nCondition:\n  StringNotEqualsIfExists:\n    «aws:SourceOrgID»: !Sub '${Organization}'\n  Bool:\n    aws:PrincipalIsAWSService: 'true'",
      },
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: '*'\nCondition:\n  StringNotEqualsIfExists:\n    «aws:SourceOrgID»: o-a1b2c3d4e5\n  'Null':\n    aws:SourceAccount: 'false'",
      },
    ],
    correct: [
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: '*'\nCondition:\n  StringNotEqualsIfExists:\n    aws:PrincipalOrgID: o-a1b2c3d4e5\n  BoolIfExists:\n    aws:PrincipalIsAWSService: 'false'",
      },
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: '*'\nCondition:\n  StringNotEqualsIfExists:\n    aws:SourceOrgID: o-a1b2c3d4e5\n  'Null':\n    aws:SourceAccount: 'false'\n  Bool:\n    aws:PrincipalIsAWSService: 'true'",
      },
    ],
  },
  kinds: ['rcp'],
  *statement(statement, context) {
    if (effectOf(statement) !== 'Deny' || hasUnreadCondition(statement)) return;
    const isKindKnown = conditionsOn(statement, (key) => key === SERVICE_KEY.toLowerCase()).length > 0;
    const [caller] = conditionsOn(statement, (key) => CALLER_KEYS.has(key)).filter(isTest);
    if (caller !== undefined && !isKindKnown) {
      yield {
        range: caller.key.outer,
        message: `${caller.key.value} is not there when a service calls, so services are denied too; BoolIfExists ${SERVICE_KEY} 'false' leaves them out`,
        fixes: [serviceFix(statement, 'BoolIfExists', 'false', context)],
      };
    }
    const [source] = conditionsOn(statement, (key) => SOURCE_KEYS.has(key)).filter(isTest);
    if (source === undefined) return;
    const isNullChecked = conditionsOn(statement, (key) => SOURCE_KEYS.has(key)).some(({ operator }) => operator.value === 'Null');
    const missing = [...(isKindKnown ? [] : [`Bool ${SERVICE_KEY} 'true'`]), ...(isNullChecked ? [] : ["Null aws:SourceAccount 'false'"])];
    if (missing.length === 0) return;
    yield {
      range: source.key.outer,
      message: `${source.key.value} is there for some calls of services only, so others are denied too; add ${missing.join(' and ')}`,
      fixes: [
        ...(isKindKnown ? [] : [serviceFix(statement, 'Bool', 'true', context)]),
        ...(isNullChecked ? [] : [nullFix(statement, context)]),
      ],
    };
  },
};

const SERVICE_KEY = 'aws:PrincipalIsAWSService';

const CALLER_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
]);

const SOURCE_KEYS: ReadonlySet<string> = new Set(['aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceaccount', 'aws:sourcearn']);

/** A condition that is met where the key is absent. */
function isTest({ operator }: ConditionEntry): boolean {
  return /Not|IfExists$/.test(operator.value);
}

function serviceFix(statement: Statement, operator: string, value: string, context: StatementContext): Fix {
  const source = context.sourceOf(statement.range);
  return createFix(`Add ${operator} ${SERVICE_KEY}: '${value}'`, 'widens', () =>
    insertCondition(source, statement, operator, SERVICE_KEY, [{ kind: 'literal', text: value }]),
  );
}

function nullFix(statement: Statement, context: StatementContext): Fix {
  const source = context.sourceOf(statement.range);
  return createFix("Add Null aws:SourceAccount: 'false'", 'widens', () =>
    insertCondition(source, statement, 'Null', 'aws:SourceAccount', [{ kind: 'literal', text: 'false' }]),
  );
}
