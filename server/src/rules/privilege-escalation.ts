import type { Catalog } from '../catalog/catalog.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import { findRisky, reportedAsRisk, riskTest } from '../lint/risk.ts';
import { findRiskFixes } from '../lint/risk-fixes.ts';
import type { CombinedPath } from '../lint/risk-paths.ts';
import { findBucketRights, findCombinedPaths } from '../lint/risk-paths.ts';
import { reportRisky } from '../lint/risk-report.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Policy } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const privilegeEscalation: Rule = {
  id: 'privilege-escalation',
  severity: 'warning',
  summary: 'A policy lets its holder raise its own rights.',
  rationale:
    'Whoever may change its own policies, act as another user or run code as another role has the rights of that other, whatever else the policy says. The ways are those of public catalogues (pathfinding.cloud, Rhino Security Labs, cloudsplaining), where their actions are allowed on every resource without a condition. What takes iam:PassRole is told by pass-role, what a wildcard covers by wildcard-action.',
  alsoKnownAs: {
    parliament: ['PRIVILEGE_ESCALATION', 'RESOURCE_POLICY_PRIVILEGE_ESCALATION'],
    cloudsplaining: 'PrivilegeEscalation',
    checkov: 'CKV_AWS_110',
    sonar: 'S6317',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «iam:PutRolePolicy»\nResource: '*'" },
      { code: "Effect: Allow\nAction:\n  - logs:PutLogEvents\n  - «lambda:UpdateFunctionCode»\n  - ssm:SendCommand\nResource: '*'" },
      {
        code: "Effect: Allow\nAction: [«cloudformation:CreateChangeSet», cloudformation:ExecuteChangeSet]\nResource: ['*', !Ref Nested]",
        resources: 'Nested:\n  Type: AWS::CloudFormation::Stack',
      },
      { code: "Effect: Allow\nAction: «s3:PutBucketPolicy»\nResource: 'arn:aws:s3:::reports'" },
    ],
    correct: [
      {
        code: 'Effect: Allow\nAction: lambda:UpdateFunctionCode\nResource: !GetAtt Worker.Arn',
        resources: 'Worker:\n  Type: AWS::Lambda::Function',
      },
      {
        code: "Effect: Allow\nAction: iam:AttachRolePolicy\nResource: '*'\nCondition:\n  ArnEquals:\n    iam:PolicyARN: 'arn:aws:iam::aws:policy/ReadOnlyAccess'",
      },
      { code: "Effect: Allow\nAction: cloudformation:CreateChangeSet\nResource: '*'" },
      { code: "Effect: Allow\nAction: [s3:PutBucketPolicy, s3:GetObject]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']" },
    ],
  },
  kinds: ['identity'],
  policy(policy, context) {
    const { catalog } = context;
    const alone = reportEach(findRisky(policy, context, riskTest(catalog, 'escalation')), (found) => {
      const [first] = found.actions;
      const name = first === undefined ? '' : catalog.actionName(first.index);
      const gain = catalog.escalationPaths().find(({ actions }) => actions.length === 1 && actions[0] === name)?.gain ?? '';
      return reportRisky(found, `lets its holder ${gain}`);
    });
    const combined = reportEach(findCombinedPaths(policy, context), (path) => reportCombined(path, catalog));
    const rights = findBucketRights(policy, context);
    return [...alone, ...combined, ...(rights.size === 0 ? NOTHING : reportBuckets(policy, rights, context))];
  },
};

function reportCombined({ path, at, found, others }: CombinedPath, catalog: Catalog): Report {
  const name = catalog.actionName(at.index);
  const rest = path.actions.filter((other) => other !== name);
  return {
    range: at.value.text.node.outer,
    message: `${quote(name)} with ${listNames(rest, 1)} on every resource lets its holder ${path.gain}`,
    related: others.map(({ value, index }) => ({ range: value.text.node.outer, message: `with ${catalog.actionName(index)}` })),
    fixes: () => findRiskFixes({ ...found, actions: [at] }),
  };
}

function* reportBuckets(policy: Policy, rights: ReadonlyMap<string, readonly string[]>, context: RuleContext): Generator<Report> {
  for (const statement of policy.statements) {
    if (effectOf(statement) !== 'Allow' || statement.condition !== undefined) continue;
    const reported = reportedAsRisk(statement, { policy, ...context });
    for (const value of statement.action?.values ?? []) {
      const name = literalText(value.text) ?? '';
      const gained = rights.get(name);
      if (gained === undefined || reported.has(context.catalog.actionIndex(name) ?? -1)) continue;
      yield {
        range: value.text.node.outer,
        severity: 'information',
        message: `${quote(name)} lets its holder gain ${listNames(gained)}, which this policy does not allow`,
      };
    }
  }
}
