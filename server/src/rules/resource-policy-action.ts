import { removeValues } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findMismatches } from '../lint/mismatch.ts';
import type { PolicyService } from '../lint/principal-resource-policy.ts';
import { policyServiceOf } from '../lint/principal-resource-policy.ts';
import type { Rule, StatementContext } from '../lint/rule.ts';
import { effectOf } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import { literalText } from '../template/text.ts';

export const resourcePolicyAction: Rule = {
  id: 'resource-policy-action',
  severity: 'error',
  summary: "A resource's policy names an action that is not on such a resource.",
  rationale:
    "A bucket's policy is about the bucket and its objects, a queue's about the queue. S3, SQS and SNS reject a policy with any other action; elsewhere it has no effect.",
  alsoKnownAs: { 'access-analyzer': 'UNSUPPORTED_ACTION_IN_POLICY', 'cfn-lint': 'W3037' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: [s3:GetObject, «sqs:SendMessage»]\nResource: !Ref Given" },
      { code: "Effect: Deny\nPrincipal: '*'\nAction:\n  - sqs:SendMessage\n  - «sqs:ListQueues»\nResource: !Ref Given" },
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: [kms:Decrypt, «s3:GetObject»]\nResource: '*'" },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: [s3:GetObject, s3:ListBucket]\nResource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*']",
      },
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: kms:*\nResource: '*'" },
    ],
  },
  kinds: ['resource'],
  // A loose policy does not tell what it is attached to.
  dialects: ['cloudformation', 'sam', 'serverless'],
  *statement(statement, context) {
    const service = policyServiceOf(context.policy);
    const { action } = statement;
    if (service === undefined || action === undefined) return;
    const wrong = action.values.flatMap((value) => {
      const message = findProblem(literalText(value.text), service, context);
      return message === undefined ? [] : [{ value, message }];
    });
    // Where a resource is named that the action cannot be on, that is the finding.
    const told = wrong.length === 0 ? [] : findMismatches(statement, context);
    if (told.some(({ kind }) => kind === 'resource')) return;
    for (const { value, message } of wrong) {
      if (told.some((mismatch) => mismatch.value === value || mismatch.actions.some((other) => other.value === value))) continue;
      const source = context.sourceOf(value.text.node.outer);
      const effect = effectOf(statement) === 'Allow' ? 'narrows' : 'widens';
      yield {
        range: value.text.node.outer,
        severity: service.rejects ? 'error' : 'warning',
        message,
        fixes:
          action.values.length > wrong.length
            ? [createFix('Remove it', effect, () => removeValues(source, action, [value]), { preferred: true, fixAll: false })]
            : [],
      };
    }
  },
};

function findProblem(written: string | undefined, service: PolicyService, { catalog }: StatementContext): string | undefined {
  const prefix = /^([\w-]+):/.exec(written ?? '')?.[1]?.toLowerCase();
  if (written === undefined || prefix === undefined || catalog.service(prefix) === undefined) return undefined;
  if (prefix !== service.prefix) return `${quote(written)} is no action of ${service.prefix}, whose resource has this policy`;
  const index = service.rejects && !/[*?]/.test(written) ? catalog.actionIndex(written) : undefined;
  if (index === undefined) return undefined;
  const { resourceTypes } = catalog.action(index);
  if (resourceTypes.length === 0) return `${quote(written)} is on no resource, so it is not for the policy of one`;
  const wanted = service.resourceTypes;
  if (wanted === undefined || resourceTypes.some(({ name }) => wanted.some((type) => type.toLowerCase() === name.toLowerCase())))
    return undefined;
  return `${quote(written)} is on none of ${wanted.join(', ')}, so it is not for this policy`;
}
