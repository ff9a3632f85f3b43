import type { AccessPiece } from '../grants/effective.ts';
import { effectiveAccess } from '../grants/effective.ts';
import type { Principal } from '../grants/model.ts';
import { mayAllowAny } from '../lint/allowed.ts';
import { findBoundaryConditionFixes, limitsBoundary } from '../lint/boundary-conditions.ts';
import { findActionValue, isWritten } from '../lint/granted.ts';
import { reportUnheld } from '../lint/holders.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { hasAction } from '../policy/action-set.ts';
import { overlapsResources } from '../policy/resource-set.ts';
import { areCompatible, literalText } from '../template/text.ts';

export const unboundedRoleCreation: Rule = {
  id: 'unbounded-role-creation',
  severity: 'warning',
  summary: 'A principal may create roles and give them any permissions, without a permissions boundary.',
  rationale:
    'Whoever makes a role chooses who may assume it and what it may do: more than its maker has. The condition iam:PermissionsBoundary on iam:CreateRole, iam:PutRolePolicy and iam:AttachRolePolicy lets it make only roles with a boundary, which limits them whatever they are given (IAM User Guide, "Delegating responsibility to others using permissions boundaries", 2026-11). Actions that a wildcard covers are reported as the wildcard.',
  examples: {
    incorrect: [
      {
        code: "Effect: Allow\nAction:\n  - «iam:CreateRole»\n  - iam:PutRolePolicy\nResource: 'arn:aws:iam::111122223333:role/app-*'",
      },
      {
        form: 'template',
        code: 'Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: create\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: «iam:CreateRole»\n                Resource: !Sub arn:aws:iam::${AWS::AccountId}:role/app-*\n        - PolicyName: attach\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: iam:AttachRolePolicy\n                Resource: !Sub arn:aws:iam::${AWS::AccountId}:role/app-*',
      },
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - IAMFullAccess\n        - Statement:\n            - Effect: Allow\n              Action: [«iam:CreateRole»]\n              Resource: !Sub arn:aws:iam::${AWS::AccountId}:role/app-*',
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nAction: [iam:CreateRole, iam:PutRolePolicy]\nResource: 'arn:aws:iam::111122223333:role/app-*'\nCondition:\n  StringEquals:\n    iam:PermissionsBoundary: arn:aws:iam::111122223333:policy/limits",
      },
      { code: "Effect: Allow\nAction: [iam:CreateRole, iam:TagRole]\nResource: 'arn:aws:iam::111122223333:role/app-*'" },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    return reportUnheld(policy, context, MAKING, (holder) => reportHolder(holder, context));
  },
  principals: ['role'],
  principal(principal, context) {
    return mayAllowAny(context.catalog, principal.policies, MAKING) ? reportHolder(principal, context) : NOTHING;
  },
};

function* reportHolder(holder: Principal, context: RuleContext): Generator<Report> {
  const { catalog } = context;
  const create = catalog.actionIndex('iam:CreateRole') ?? -1;
  const give = GIVING.map((name) => catalog.actionIndex(name) ?? -1);
  const access = effectiveAccess(catalog, holder);
  if (!hasAction(access.actions, create) || !give.some((index) => hasAction(access.actions, index))) return;
  const open = access.pieces.filter(({ grant }) => !limitsBoundary(grant.statement));
  const givers = open.filter((piece) => give.some((index) => hasAction(piece.certain, index)) && !limitsPolicy(piece));
  for (const piece of open) {
    const value = hasAction(piece.certain, create) && isWritten(piece.granted) ? findActionValue(catalog, piece, create) : undefined;
    if (value === undefined || /[*?]/.test(literalText(value.text) ?? '*')) continue;
    const giver = givers.find(
      ({ resource, when }) => overlapsResources(piece.resource, resource) === 'yes' && areCompatible(piece.when, when),
    );
    if (giver === undefined) continue;
    const name = GIVING.find((_, number) => hasAction(giver.certain, give[number] ?? -1)) ?? '';
    yield {
      range: value.text.node.outer,
      message: `'iam:CreateRole' with ${name} makes roles of any permissions: no condition on iam:PermissionsBoundary asks for a boundary`,
      fixes: () => findBoundaryConditionFixes(piece, context),
    };
  }
}

const MAKING: readonly string[] = ['iam:CreateRole'];
const GIVING: readonly string[] = ['iam:PutRolePolicy', 'iam:AttachRolePolicy'];

/** Whether only some policies may be attached. */
function limitsPolicy({ grant }: AccessPiece): boolean {
  return grant.statement.condition?.entries.some(({ key }) => key.value.toLowerCase() === 'iam:policyarn') ?? false;
}
