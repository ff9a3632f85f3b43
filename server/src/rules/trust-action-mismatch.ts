import { addValues, replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { PrincipalValue } from '../lint/principal.ts';
import { principalValues } from '../lint/principal.ts';
import type { TrustAction, WrittenAction } from '../lint/principal-trust.ts';
import { actionsForService, trustActionsOf, writtenActions } from '../lint/principal-trust.ts';
import type { Fix, Report, Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';

export const trustActionMismatch: Rule = {
  id: 'trust-action-mismatch',
  severity: 'error',
  summary: 'An action of a trust policy does not fit its principals.',
  rationale:
    'Services and AWS principals use sts:AssumeRole, SAML providers sts:AssumeRoleWithSAML, web identity providers sts:AssumeRoleWithWebIdentity, and Roles Anywhere needs two more. Otherwise the policy is rejected or the role cannot be assumed.',
  alsoKnownAs: { 'access-analyzer': ['MISMATCHED_ACTION_FOR_PRINCIPAL', 'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY'] },
  examples: {
    incorrect: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: «sts:AssumeRoleWithWebIdentity»' },
      { code: "Effect: Allow\nPrincipal:\n  Federated: 'arn:aws:iam::111122223333:saml-provider/idp'\nAction: «sts:AssumeRole»" },
      { code: 'Effect: Allow\nPrincipal:\n  Service: rolesanywhere.amazonaws.com\n«Action»:\n  - sts:AssumeRole\n  - sts:TagSession' },
      {
        code: 'Effect: Allow\nPrincipal:\n  Federated: !Ref Idp\nAction: [«sts:AssumeRoleWithWebIdentity», sts:TagSession]',
        resources: 'Idp:\n  Type: AWS::IAM::SAMLProvider',
      },
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: [sts:AssumeRole, «s3:GetObject»]' },
    ],
    correct: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole' },
      {
        code: "Effect: Allow\nPrincipal:\n  Federated: 'arn:aws:iam::111122223333:saml-provider/idp'\nAction: [sts:AssumeRoleWithSAML, sts:TagSession]",
      },
      { code: 'Effect: Allow\nPrincipal:\n  Federated: !Ref Provider\nAction: sts:AssumeRoleWithSAML' },
    ],
  },
  kinds: ['trust'],
  needs: 'principal',
  *statement(statement, context) {
    const { principal, action } = statement;
    if (principal === undefined || action === undefined) return;
    const written = writtenActions(statement);
    const principals = principalValues(principal).map((found) => ({ found, fitting: trustActionsOf(found, propertiesIn(context)) }));
    const trust = { wanted: new Set(principals.flatMap(({ fitting }) => fitting)), written, isKnown: principal.complete };
    let found = false;
    for (const one of written) {
      const report = checkAction(one, trust, context);
      if (report === undefined) continue;
      found = true;
      yield report;
    }
    if (!found) yield* checkPrincipals(written, principals, statement);
    yield* checkRolesAnywhere(statement, context);
  },
};

interface Trusted {
  readonly found: PrincipalValue;
  readonly fitting: readonly TrustAction[];
}

function propertiesIn({ template }: StatementContext): Parameters<typeof trustActionsOf>[1] {
  return (logicalId) => template.scope.resources.get(logicalId)?.properties;
}

/** What a statement as a whole says of its principals and actions. */
interface Trust {
  /** The actions that one of the principals uses; empty without a principal. */
  readonly wanted: ReadonlySet<TrustAction>;
  readonly written: readonly WrittenAction[];
  /** False where there may be more principals than can be seen. */
  readonly isKnown: boolean;
}

function checkAction({ value, written, known }: WrittenAction, trust: Trust, context: StatementContext): Report | undefined {
  const range = value.text.node.outer;
  if (known === undefined) {
    // An action that does not exist is another finding, and a pattern may match one that is taken.
    if (/[*?]/.test(written) || context.catalog.actionIndex(written) === undefined) return undefined;
    return { range, message: `A trust policy takes actions of STS that assume a role, not ${quote(written)}` };
  }
  const wanted = [...trust.wanted];
  const [first] = wanted;
  if (!known.startsWith('sts:AssumeRole') || first === undefined || !trust.isKnown || wanted.some((name) => name === known))
    return undefined;
  const source = context.sourceOf(range);
  const change = (): Fix =>
    createFix(`Change to ${first}`, 'widens', () => replaceValue(source, value, { kind: 'literal', text: first }), {
      preferred: true,
      fixAll: false,
    });
  return {
    range,
    message: `${known} is for ${USERS.get(known) ?? 'others'}; the principals here use ${wanted.join(' or ')}`,
    fixes: () => (wanted.length > 1 || trust.written.some((other) => other.known === first) ? [] : [change()]),
  };
}

const USERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'sts:AssumeRole': 'services and principals of AWS',
    'sts:AssumeRoleWithSAML': 'SAML providers',
    'sts:AssumeRoleWithWebIdentity': 'web identity providers',
  }),
);

/** Principals that none of the actions is for. */
function* checkPrincipals(written: readonly WrittenAction[], principals: readonly Trusted[], statement: Statement): Generator<Report> {
  const { action } = statement;
  if (action === undefined || !action.complete || written.length < action.values.length) return;
  if (!written.some(({ known }) => known?.startsWith('sts:AssumeRole') === true) || written.some((one) => /[*?]/.test(one.written))) return;
  const present = new Set<string | undefined>(written.map(({ known }) => known));
  for (const { found, fitting } of principals) {
    if (!TRUST_KEYS.has(found.group.type) || fitting.some((name) => present.has(name))) continue;
    yield {
      range: found.value.text.node.outer,
      message: `None of the actions is for this principal, which uses ${fitting.join(' or ')}`,
    };
  }
}

const TRUST_KEYS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated']);

const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';
const ROLES_ANYWHERE_ACTIONS = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] as const;

function* checkRolesAnywhere(statement: Statement, context: StatementContext): Generator<Report> {
  const { action } = statement;
  const isNamed = principalValues(statement.principal).some(({ written }) => written === ROLES_ANYWHERE);
  if (action === undefined || !isNamed || effectOf(statement) !== 'Allow') return;
  const present = actionsForService(context.policy, ROLES_ANYWHERE);
  const missing = present === undefined ? [] : ROLES_ANYWHERE_ACTIONS.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  const source = context.sourceOf(action.key.range);
  yield {
    range: action.key.range,
    message: `Roles Anywhere needs ${missing.join(' and ')} too`,
    fixes: [
      createFix(
        `Add ${missing.join(' and ')}`,
        'widens',
        () =>
          addValues(
            source,
            action,
            missing.map((text) => ({ kind: 'literal', text })),
          ),
        { preferred: true, fixAll: false },
      ),
    ],
  };
}
