import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';

export const trustPolicyElement: Rule = {
  id: 'trust-policy-element',
  severity: 'error',
  summary: "A role's trust policy has Resource, NotResource or NotPrincipal.",
  rationale:
    'A trust policy is about the role that has it and names whom it trusts; with such an element it is rejected when the template is deployed.',
  alsoKnownAs: {
    'access-analyzer': ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', 'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL'],
    'cfn-lint': 'E3530',
  },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole\n«Resource»: '*'" },
      { code: "Effect: Deny\n«NotPrincipal»:\n  AWS: '111122223333'\nAction: sts:AssumeRole" },
      {
        code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole\n«Resource»: !GetAtt Worker.Arn',
        resources: 'Worker:\n  Type: AWS::IAM::Role',
      },
    ],
    correct: [
      { code: 'Effect: Allow\nPrincipal:\n  Service: lambda.amazonaws.com\nAction: sts:AssumeRole' },
      { code: "Effect: Allow\nAction: sts:AssumeRole\nResource: 'arn:aws:iam::111122223333:role/app'", kind: 'identity' },
    ],
  },
  kinds: ['trust'],
  *statement(statement, context) {
    for (const { key, pair } of [statement.resource, statement.notResource].flatMap((element) => element ?? [])) {
      const source = context.sourceOf(key.range);
      yield {
        range: key.range,
        message: `A trust policy takes no ${key.value}: it is about the role that has it`,
        fixes: [
          createFix(`Remove ${key.value}`, 'widens', () => removePair(source, statement.node, pair), { preferred: true, fixAll: false }),
        ],
      };
    }
    const { notPrincipal } = statement;
    if (notPrincipal === undefined) return;
    yield { range: notPrincipal.key.range, message: 'A trust policy takes no NotPrincipal; name whom the role trusts in Principal' };
  },
};
