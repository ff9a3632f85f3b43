import { insertCondition } from '../edit/insert-condition.ts';
import { insertEntry } from '../edit/move-entry.ts';
import { createFix } from '../lint/fix.ts';
import { hasUnreadCondition, isAnyone, isPermission, principalValues } from '../lint/principal.ts';
import { hasGuard, limitsCaller } from '../lint/principal-access.ts';
import { ownAccountId } from '../lint/principal-fixes.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { effectOf, literalsOf } from '../lint/statement.ts';
import { listNames } from '../lint/text.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource } from '../template/template.ts';
import { literalText } from '../template/text.ts';

export const publicAccess: Rule = {
  id: 'public-access',
  severity: 'warning',
  summary: 'A policy allows everybody, in any account, without a condition on who calls.',
  rationale:
    "A '*' in the Principal of a resource policy is the whole world, mostly without signing in; in a trust policy it is every account of AWS. Conditions on the account, organization, network or source of the caller limit it.",
  alsoKnownAs: {
    checkov: ['CKV_AWS_32', 'CKV_AWS_33', 'CKV_AWS_60'],
    cfn_nag: ['F13', 'F16', 'F18', 'F21', 'F76'],
    cloudsplaining: 'AssumableByAnyPrincipal',
    trivy: 'AVD-AWS-0097',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal: «'*'»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'resource' },
      { code: "Effect: Allow\nPrincipal:\n  AWS: «'*'»\nAction: sts:AssumeRole", kind: 'trust' },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS:\n    - «'*'»\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn\nCondition:\n  Bool:\n    aws:SecureTransport: 'true'",
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
        kind: 'resource',
      },
      {
        form: 'template',
        code: "Resources:\n  All:\n    Type: AWS::Events::EventBusPolicy\n    Properties:\n      StatementId: all\n      Action: events:PutEvents\n      Principal: «'*'»\n",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal: '*'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  StringEquals:\n    aws:PrincipalOrgID: o-a1b2c3d4e5",
        kind: 'resource',
      },
      {
        code: "Effect: Deny\nPrincipal: '*'\nAction: s3:*\nResource: 'arn:aws:s3:::reports/*'\nCondition:\n  Bool:\n    aws:SecureTransport: 'false'",
        kind: 'resource',
      },
      { code: "Effect: Allow\nPrincipal: '*'\nAction: execute-api:Invoke\nResource: 'execute-api:/*'", kind: 'resource' },
    ],
  },
  kinds: ['resource', 'trust'],
  *entry(resource, context) {
    yield* checkBus(resource, context);
  },
  *policy(policy, context) {
    if (isPermission(policy)) return;
    let guarded: boolean | undefined;
    for (const statement of policy.statements) {
      if (effectOf(statement) !== 'Allow' || hasUnreadCondition(statement)) continue;
      const found = principalValues(statement.principal).find(isAnyone);
      // In a trust policy a bare '*' is not taken at all, which is another finding.
      if (found === undefined || (policy.kind === 'trust' && found.group.key === undefined)) continue;
      if (statement.condition?.entries.some(limitsCaller) === true || isGuardedElsewhere(statement, policy, context)) continue;
      guarded ??= hasGuard(policy);
      if (guarded) return;
      yield {
        range: found.value.text.node.outer,
        message: `${describe(statement, policy)}, in any account; there is no condition on who calls`,
        fixes: () => findFixes(statement, context),
      };
    }
  },
};

/** The properties that say the one statement of a bus without its JSON (CloudFormation Template Reference, AWS::Events::EventBusPolicy, 2026-11). */
function* checkBus({ type, properties }: DeclaredResource, { template, sourceOf }: RuleContext): Generator<Report> {
  const node = type === 'AWS::Events::EventBusPolicy' ? findPair(properties, 'Principal')?.value : undefined;
  if (node === undefined || properties?.kind !== 'mapping' || findPair(properties, 'Condition') !== undefined) return;
  if (literalText(readText(node, template)) !== '*') return;
  const condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'ORGANIZATION_ID' };
  yield {
    range: node.outer,
    message: 'Everybody is allowed events:PutEvents, in any account; there is no condition on who calls',
    fixes: [
      createFix('Limit to principals of an organization, ORGANIZATION_ID to be filled in', 'narrows', () =>
        insertEntry(sourceOf(node.range), properties, 'Condition', condition),
      ),
    ],
  };
}

function describe({ action }: Statement, { kind }: Policy): string {
  if (kind === 'trust') return 'Everybody can assume the role';
  const what = listNames(literalsOf(action).texts);
  return `Everybody is allowed${what === '' || what.length > LONG ? '' : ` ${what}`}`;
}

/** Beyond this many characters the actions are not named. */
const LONG = 90;

/**
 * Services whose callers are checked by other means as well: an API is as open without a policy, and has authorizers; a service of VPC Lattice
 * is reached from its network alone. So is a search domain within a VPC.
 */
function isGuardedElsewhere(statement: Statement, { kind, source: { owner } }: Policy, { template }: RuleContext): boolean {
  if (kind === 'resource' && APIS.has(owner.type)) return true;
  const { texts, exact } = literalsOf(statement.action);
  if (exact && texts.length > 0 && texts.every((text) => /^(?:execute-api|vpc-lattice-svcs):/i.test(text))) return true;
  return SEARCH_DOMAINS.has(owner.type) && findPair(template.scope.resources.get(owner.name)?.properties, 'VPCOptions') !== undefined;
}

/** Owners whose resource policy is that of an API: with events in SAM a function, in Serverless the provider. */
const APIS: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
  'AWS::Serverless::Function',
  'AWS::IAM::Role',
]);

const SEARCH_DOMAINS: ReadonlySet<string> = new Set(['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain']);

function findFixes(statement: Statement, context: RuleContext): readonly Fix[] {
  const source = context.sourceOf(statement.range);
  const account = ownAccountId(context.template);
  return [
    createFix(`Limit to principals of this account${account.kind === 'literal' ? ', ACCOUNT to be filled in' : ''}`, 'narrows', () =>
      insertCondition(source, statement, 'StringEquals', 'aws:PrincipalAccount', [account]),
    ),
    createFix('Limit to principals of an organization, ORGANIZATION_ID to be filled in', 'narrows', () =>
      insertCondition(source, statement, 'StringEquals', 'aws:PrincipalOrgID', [{ kind: 'literal', text: 'ORGANIZATION_ID' }]),
    ),
  ];
}
