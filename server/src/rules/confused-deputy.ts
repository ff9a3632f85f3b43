import { insertCondition } from '../edit/insert-condition.ts';
import { changeKey } from '../lint/condition-fixes.ts';
import { createFix } from '../lint/fix.ts';
import { hasUnreadCondition, isPermission, principalValues, serviceOfText } from '../lint/principal.ts';
import { limitsCaller } from '../lint/principal-access.ts';
import { ownAccountId } from '../lint/principal-fixes.ts';
import { callSources } from '../lint/principal-sources.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement, Value } from '../policy/model.ts';
import { renderText } from '../template/text.ts';

export const confusedDeputy: Rule = {
  id: 'confused-deputy',
  severity: 'warning',
  summary: 'A resource policy allows a service without saying for whom it may call.',
  rationale:
    'A service calls for all of its customers. Without aws:SourceArn or aws:SourceAccount somebody else can have it call your resource. What says who a principal of an account is, such as aws:PrincipalOrgID, is not there when a service calls.',
  alsoKnownAs: {
    'access-analyzer': [
      'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
      'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
      'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    ],
    checkov: 'CKV_AWS_364',
  },
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nPrincipal:\n  Service: «cloudtrail.amazonaws.com»\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'",
      },
      {
        code: 'Effect: Allow\nPrincipal:\n  Service: «events.amazonaws.com»\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue\nNightly:\n  Type: AWS::Events::Rule',
      },
      {
        code: "Effect: Allow\nPrincipal:\n  Service: cloudtrail.amazonaws.com\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    «aws:PrincipalOrgID»: o-a1b2c3d4e5",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  Service: cloudtrail.amazonaws.com\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:SourceAccount: '111122223333'",
      },
      { code: "Effect: Deny\nPrincipal:\n  Service: cloudtrail.amazonaws.com\nAction: s3:PutObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole', kind: 'trust' },
      {
        code: "Effect: Allow\nPrincipal:\n  Service: !Sub logs.${AWS::Region}.amazonaws.com\nAction: kms:Decrypt\nResource: '*'\nCondition:\n  ArnLike:\n    kms:EncryptionContext:aws:logs:arn: !Sub 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:*'",
      },
    ],
  },
  kinds: ['resource'],
  needs: 'principal',
  *statement(statement, context) {
    if (effectOf(statement) !== 'Allow' || isPermission(context.policy) || hasUnreadCondition(statement)) return;
    const values = principalValues(statement.principal);
    const called = values.find(({ group, value }) => {
      const service = group.type === 'Service' ? serviceOfText(value.text) : undefined;
      return service !== undefined && !WITHOUT_SOURCE.has(service);
    });
    if (called === undefined) return;
    const isOnlyServices = values.every(({ group }) => group.type === 'Service');
    const entries = statement.condition?.entries ?? [];
    const unmet = isOnlyServices ? [...findUnmet(statement, context)] : [];
    yield* unmet;
    if (unmet.length > 0 || entries.some((entry) => limitsCaller(entry) && !WEAK_KEYS.has(entry.key.value.toLowerCase()))) return;
    const weak = entries.find(({ key }) => WEAK_KEYS.has(key.value.toLowerCase()));
    const shown = quote(renderText(called.value.text));
    yield {
      range: called.value.text.node.outer,
      ...(weak === undefined ? {} : { severity: 'information' as const }),
      message:
        weak === undefined
          ? `${shown} may call for anybody; a condition on aws:SourceArn or aws:SourceAccount says for whom`
          : `aws:SourceArn or aws:SourceAccount say better than ${weak.key.value} for whom ${shown} may call`,
      fixes: isOnlyServices ? () => findFixes(called.value, statement, context) : [],
    };
  },
};

/** Services that give no source when they deliver logs (Elastic Load Balancing User Guide, "Access logs", 2026-11). */
const WITHOUT_SOURCE: ReadonlySet<string> = new Set(['logdelivery.elasticloadbalancing']);

/** Keys that tell less than the source of the call does: where it comes from, or what came before aws:SourceAccount. */
const WEAK_KEYS: ReadonlySet<string> = new Set(['aws:sourceip', 'aws:sourceowner', 'aws:referer', 'aws:useragent']);

/** Keys of principals of an account, and what says the same of the one a service calls for. */
const CALLER_KEYS: ReadonlyMap<string, string> = new Map([
  ['aws:principalorgid', 'aws:SourceOrgID'],
  ['aws:principalorgpaths', 'aws:SourceOrgPaths'],
  ['aws:principalaccount', 'aws:SourceAccount'],
]);

/** Conditions that are never met, since the key is not there when a service calls. */
function* findUnmet(statement: Statement, context: StatementContext): Generator<Report> {
  for (const entry of statement.condition?.entries ?? []) {
    const { operator, key } = entry;
    const better = CALLER_KEYS.get(key.value.toLowerCase());
    if (better === undefined || /IfExists$|Not|^Null$|^ForAllValues:/i.test(operator.value)) continue;
    const source = context.sourceOf(key.range);
    yield {
      range: key.outer,
      message: `${key.value} is not there when a service calls, so this is never met; ${better} is`,
      fixes: [
        createFix(`Change to ${better}`, 'widens', () => changeKey(source, statement, entry, better), { preferred: true, fixAll: false }),
      ],
    };
  }
}

function findFixes({ text }: Value, statement: Statement, context: StatementContext): readonly Fix[] {
  const { catalog, template } = context;
  const source = context.sourceOf(statement.range);
  const account = ownAccountId(template);
  return [
    ...callSources(catalog, template.scope, serviceOfText(text) ?? '').map(({ logicalId, arn }) =>
      createFix(`Limit to calls for ${logicalId}`, 'narrows', () =>
        insertCondition(source, statement, 'ArnEquals', 'aws:SourceArn', [arn]),
      ),
    ),
    createFix(`Limit to calls for this account${account.kind === 'literal' ? ', ACCOUNT to be filled in' : ''}`, 'narrows', () =>
      insertCondition(source, statement, 'StringEquals', 'aws:SourceAccount', [account]),
    ),
  ];
}
