import type { AccessPiece } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import { renderSub } from '../grants/render.ts';
import { mayAllowAny } from '../lint/allowed.ts';
import { findBoundaryConditionFixes, limitsBoundary } from '../lint/boundary-conditions.ts';
import { findActionValue, isWritten, nameOrigin, rangeOfAction } from '../lint/granted.ts';
import { reportUnheld } from '../lint/holders.ts';
import { NOTHING } from '../lint/report-each.ts';
import { isEveryResource, limitsNothing } from '../lint/risk.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { hasAction } from '../policy/action-set.ts';
import { arnFromString, coversArn } from '../policy/arn.ts';
import { literalText } from '../template/text.ts';

export const boundaryRemoval: Rule = {
  id: 'boundary-removal',
  severity: 'warning',
  summary: 'A principal may take away or replace a permissions boundary.',
  rationale:
    'A boundary holds only as long as those whom it limits cannot change it: with iam:DeleteRolePermissionsBoundary, iam:PutRolePermissionsBoundary without a condition on iam:PermissionsBoundary, or a new version of the policy that is the boundary, it is gone. Where the actions are limited to some roles, other than the one that has them, it is reported as information. Actions that a wildcard covers are reported only where the role may change its own boundary.',
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction:\n  - iam:CreateRole\n  - «iam:DeleteRolePermissionsBoundary»\nResource: '*'" },
      {
        code: 'Effect: Allow\nAction: «iam:PutUserPermissionsBoundary»\nResource: !Sub arn:aws:iam::${AWS::AccountId}:user/*',
        resources: 'Ops:\n  Type: AWS::IAM::Group',
      },
      {
        form: 'template',
        code: "Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: «iam:*»\n                Resource: '*'\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: '*'\n            Resource: '*'",
      },
      {
        form: 'template',
        code: "Transform: AWS::Serverless-2016-10-31\nResources:\n  Deploy:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - Statement:\n            - Effect: Allow\n              Action: [iam:GetPolicy, «iam:CreatePolicyVersion»]\n              Resource: !Ref Limits\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: '*'\n            Resource: '*'",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: iam:PutRolePermissionsBoundary\nResource: '*'\nCondition:\n  StringEquals:\n    iam:PermissionsBoundary: arn:aws:iam::111122223333:policy/limits",
      },
      { code: "Effect: Deny\nAction: [iam:DeleteRolePermissionsBoundary, iam:PutRolePermissionsBoundary]\nResource: '*'" },
      {
        form: 'template',
        code: "Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Limits\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: iam:*\n                Resource: '*'\n  Limits:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: '*'\n            Resource: '*'\n          - Effect: Deny\n            Action: [iam:*PermissionsBoundary, iam:CreatePolicyVersion, iam:SetDefaultPolicyVersion]\n            Resource: '*'",
      },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportUnheld(policy, context, ALL, (holder) => reportHolder(holder, context));
  },
  principals: ['role'],
  principal(principal, context) {
    return mayAllowAny(context.catalog, principal.policies, ALL) ? reportHolder(principal, context) : NOTHING;
  },
};

/** What each does, as a message says it. */
const REMOVING: Readonly<Record<string, string>> = {
  'iam:DeleteRolePermissionsBoundary': 'takes the permissions boundary of roles away',
  'iam:PutRolePermissionsBoundary': 'replaces the permissions boundary of roles by any other',
  'iam:DeleteUserPermissionsBoundary': 'takes the permissions boundary of users away',
  'iam:PutUserPermissionsBoundary': 'replaces the permissions boundary of users by any other',
};

const OWN: readonly string[] = ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'];
const VERSIONS: readonly string[] = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];
const ALL: readonly string[] = [...Object.keys(REMOVING), ...VERSIONS];

function* reportHolder(holder: Principal, context: RuleContext): Generator<Report> {
  const { catalog } = context;
  const access = effectiveAccess(catalog, holder);
  const names = ALL.filter((name) => hasAction(access.actions, catalog.actionIndex(name) ?? -1));
  if (names.length === 0) return;
  const open = access.pieces.filter(({ grant }) => !limitsBoundary(grant.statement));
  const own = findOwn(holder, open, names, context);
  if (own !== undefined) yield own;
  for (const name of names) {
    const index = catalog.actionIndex(name) ?? -1;
    for (const piece of open) {
      if (!(name in REMOVING) || !hasAction(piece.certain, index) || !isWritten(piece.granted)) continue;
      const value = findActionValue(catalog, piece, index);
      if (value === undefined || value.text.node.outer === own?.range || /[*?]/.test(literalText(value.text) ?? '*')) continue;
      yield {
        range: value.text.node.outer,
        ...(isWide(piece, index, context) ? {} : { severity: 'information' as const }),
        message: `${quote(name)} ${REMOVING[name]}: no condition on iam:PermissionsBoundary limits it`,
        fixes: () => findBoundaryConditionFixes(piece, context),
      };
    }
  }
}

/** That a role may change the boundary that it has itself: said once, at the first action that does. */
function findOwn(holder: Principal, open: readonly AccessPiece[], names: readonly string[], context: RuleContext): Report | undefined {
  const { catalog } = context;
  if (holder.boundaries.length === 0) return undefined;
  for (const name of names) {
    const index = catalog.actionIndex(name) ?? -1;
    const isVersion = VERSIONS.includes(name);
    if (!isVersion && !OWN.includes(name)) continue;
    const piece = open.find(
      (one) => hasAction(one.certain, index) && limitsNothing(one.grant.statement.condition) && isOn(one, holder, isVersion),
    );
    if (piece === undefined) continue;
    const from = isWritten(piece.granted) ? '' : ` of ${nameOrigin(piece.granted.origin)}`;
    return {
      range: rangeOfAction(catalog, piece, index),
      message: `The role may ${isVersion ? 'rewrite' : name === OWN[0] ? 'take away' : 'replace'} its own permissions boundary, by ${name}${from}`,
    };
  }
  return undefined;
}

/** Whether the statement is about the role itself, or about the policy that is its boundary. */
function isOn({ resource, grant }: AccessPiece, { boundaries, logicalId }: Principal, isVersion: boolean): boolean {
  if (resource.kind !== 'pattern') return false;
  const own = boundaries.map(({ text }) => text).filter((text) => !OF_AWS.test(text));
  if (resource.pattern.form === 'star') return !isVersion || own.length > 0;
  const written = grant.statement.resource?.values.map(({ text }) => renderSub(text)) ?? [];
  if (!isVersion) return written.includes(`\${${logicalId}.Arn}`);
  return own.some((text) => written.includes(text) || (!text.includes('${') && coversArn(resource.pattern, arnFromString(text)) === 'yes'));
}

/** A managed policy of AWS has no versions of ours. */
const OF_AWS = /:iam::aws:policy\//;

function isWide({ resource }: AccessPiece, index: number, { catalog }: RuleContext): boolean {
  return resource.kind === 'pattern' && isEveryResource(catalog, index, resource.pattern);
}
