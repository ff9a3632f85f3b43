import { NOTHING, reportEach } from '../lint/report-each.ts';
import { reportedAsRisk } from '../lint/risk.ts';
import type { Report, Rule, Severity, StatementContext } from '../lint/rule.ts';
import { findScopeFixes } from '../lint/scope-fixes.ts';
import { effectOf } from '../lint/statement.ts';
import type { ActionValue } from '../lint/statement-actions.ts';
import { actionValues } from '../lint/statement-actions.ts';
import { listNames, quote, showText } from '../lint/text.ts';
import { findWideService } from '../lint/wide-arn.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { needsStar } from '../policy/resource-types.ts';
import { literalText } from '../template/text.ts';

export const wildcardResource: Rule = {
  id: 'wildcard-resource',
  severity: 'warning',
  summary: "An Allow statement grants actions on '*', or on an ARN that says no more, that can be limited to a resource.",
  rationale:
    "'*' is every resource of the account, those of other applications too. Actions that take no resource need '*' and are not reported, nor are those for which AWS's reference names a resource as optional only. An action that is a risk of its own on every resource (pass-role, privilege-escalation, permissions-management and the like) is reported by that rule alone.",
  alsoKnownAs: {
    parliament: ['RESOURCE_STAR', 'RESOURCE_EFFECTIVELY_STAR'],
    checkov: ['CKV_AWS_109', 'CKV_AWS_111'],
    cloudsplaining: 'InfrastructureModification',
    'cdk-nag': 'AwsSolutions-IAM5',
    cfn_nag: ['W11', 'W12', 'W13'],
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'*'»" },
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'arn:aws:s3:::*'»" },
      {
        code: "Effect: Allow\nAction: [dynamodb:GetItem, s3:GetObject]\nResource:\n  - «!Sub 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:*'»\n  - arn:aws:s3:::reports/*",
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
      {
        code: "Effect: Allow\nAction: [dynamodb:GetItem, dynamodb:ListTables]\nResource:\n  - «'*'»\n  - !GetAtt Orders.Arn",
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:ListAllMyBuckets, cloudwatch:PutMetricData]\nResource: '*'" },
      { code: "Effect: Deny\nAction: s3:DeleteBucket\nResource: '*'" },
      { code: "Effect: Allow\nAction: dynamodb:GetItem\nResource: 'arn:aws:dynamodb:*:*:table/Orders*'" },
      { code: 'Effect: Allow\nAction: dynamodb:GetItem\nResource: !GetAtt Orders.Arn', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
  },
  kinds: ['identity'],
  statement(statement, context) {
    const { action, resource } = statement;
    if (effectOf(statement) !== 'Allow' || action === undefined || resource === undefined) return NOTHING;
    const wide = resource.values.flatMap((value) => {
      const service = findWideService(value.text);
      return service === undefined ? [] : [{ value, service }];
    });
    if (wide.length === 0) return NOTHING;
    const actions = actionValues(action, context).values;
    const everything = action.values.some((value) => /^\*+(:\*+)?$/.test(literalText(value.text) ?? ''));
    // Beside a star of all services the others say nothing more.
    const all = wide.find(({ service }) => service === '*');
    return reportEach(all === undefined ? wide : [all], (one) => check(one, { statement, action, resource, actions, everything, context }));
  },
};

interface Found {
  readonly statement: Statement;
  readonly action: Element;
  readonly resource: Element;
  readonly actions: readonly ActionValue[];
  readonly everything: boolean;
  readonly context: StatementContext;
}

function check({ value, service }: WideValue, { actions, ...found }: Found): Report | undefined {
  const { everything, statement, context } = found;
  const { catalog } = context;
  // Of what a rule about risks reports nothing is said again.
  const risky = reportedAsRisk(statement, context);
  const isMeant = (index: number): boolean =>
    needsStar(catalog, index) === 'no' && !risky.has(index) && (service === '*' || catalog.action(index).service === service);
  const limitable = new Set(actions.flatMap(({ indices }) => indices.filter(isMeant)));
  if (!everything && limitable.size === 0) return undefined;
  const written = actions.filter(({ indices }) => indices.some((index) => limitable.has(index))).map((one) => one.written);
  const which = service === '*' ? 'every resource' : `every resource of ${catalog.service(service)?.name ?? service}`;
  const ofAll = service === '*' ? ' of every service' : '';
  return {
    range: value.text.node.outer,
    message: `${quote(showText(value.text))} is ${which}${everything ? ofAll : `; ${listNames(written, 3)} can be limited`}`,
    ...severityOf(statement),
    fixes: () => findScopeFixes({ ...found, star: value, service, limitable }),
  };
}

interface WideValue {
  readonly value: Value;
  readonly service: string;
}

/** A condition on the resource's tags or account, or on the service that a role is for, limits it too, so that the star may be meant. */
function severityOf(statement: Statement): { readonly severity?: Severity } {
  const limited =
    statement.condition?.entries.some((entry) =>
      /^(aws:ResourceTag\/|[a-z0-9-]+:ResourceTag\/|aws:ResourceAccount$|aws:ResourceOrg|iam:PassedToService$|iam:AWSServiceName$)/i.test(
        entry.key.value,
      ),
    ) ?? false;
  return limited ? { severity: 'information' } : {};
}
