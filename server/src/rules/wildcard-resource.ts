import type { Rule, Severity } from '../lint/rule.ts';
import { findScopeFixes } from '../lint/scope-fixes.ts';
import { effectOf } from '../lint/statement.ts';
import { actionValues } from '../lint/statement-actions.ts';
import { listNames } from '../lint/text.ts';
import type { Statement } from '../policy/model.ts';
import { needsStar } from '../policy/resource-types.ts';
import { literalText } from '../template/text.ts';

export const wildcardResource: Rule = {
  id: 'wildcard-resource',
  severity: 'warning',
  summary: "An Allow statement grants actions on '*' that can be limited to a resource.",
  rationale:
    "'*' is every resource of the account, those of other applications too. Actions that take no resource need '*' and are not reported, nor are those for which AWS's reference names a resource as optional only.",
  alsoKnownAs: { parliament: 'RESOURCE_STAR', checkov: 'CKV_AWS_109', 'cdk-nag': 'AwsSolutions-IAM5', cfn_nag: 'W11' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: «'*'»" },
      {
        code: "Effect: Allow\nAction: [dynamodb:GetItem, dynamodb:ListTables]\nResource:\n  - «'*'»\n  - !GetAtt Orders.Arn",
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: [s3:ListAllMyBuckets, cloudwatch:PutMetricData]\nResource: '*'" },
      { code: "Effect: Deny\nAction: s3:DeleteBucket\nResource: '*'" },
      { code: 'Effect: Allow\nAction: dynamodb:GetItem\nResource: !GetAtt Orders.Arn', resources: 'Orders:\n  Type: AWS::DynamoDB::Table' },
    ],
  },
  kinds: ['identity'],
  *statement(statement, context) {
    const { action, resource } = statement;
    const star = resource?.values.find((value) => /^\*+$/.test(literalText(value.text) ?? ''));
    if (effectOf(statement) !== 'Allow' || action === undefined || resource === undefined || star === undefined) return;
    const { values } = actionValues(action, context);
    const everything = action.values.some((value) => /^\*+(:\*+)?$/.test(literalText(value.text) ?? ''));
    const indices = values.flatMap((value) => value.indices);
    const limitable = new Set(indices.filter((index) => needsStar(context.catalog, index) === 'no'));
    if (!everything && limitable.size === 0) return;
    const written = values.filter((value) => value.indices.some((index) => limitable.has(index))).map((value) => value.written);
    const which = everything ? 'every resource of every service' : `every resource; ${listNames(written, 3)} can be limited`;
    yield {
      range: star.text.node.outer,
      message: `'*' is ${which}`,
      ...severityOf(statement),
      fixes: () => findScopeFixes({ star, statement, action, resource, limitable, everything, context }),
    };
  },
};

/** A condition on the resource's tags or account limits it too, so that the star may be meant. */
function severityOf(statement: Statement): { readonly severity?: Severity } {
  const limited =
    statement.condition?.entries.some((entry) =>
      /^(aws:ResourceTag\/|[a-z0-9-]+:ResourceTag\/|aws:ResourceAccount$|aws:ResourceOrg)/i.test(entry.key.value),
    ) ?? false;
  return limited ? { severity: 'information' } : {};
}
