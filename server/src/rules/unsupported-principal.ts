import { removePair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';

export const unsupportedPrincipal: Rule = {
  id: 'unsupported-principal',
  severity: 'error',
  summary: 'A policy that is attached to principals, or limits them, names a principal itself.',
  rationale:
    'Identity policies, permissions boundaries and service control policies are for whom they are attached to; with a Principal they are rejected when the template is deployed.',
  alsoKnownAs: { 'access-analyzer': ['UNSUPPORTED_PRINCIPAL', 'SCP_SYNTAX_ERROR_PRINCIPAL'], 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\n«Principal»: '*'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'boundary' },
      { code: "Effect: Deny\n«NotPrincipal»:\n  AWS: '111122223333'\nAction: s3:DeleteBucket\nResource: '*'", kind: 'scp' },
      {
        code: 'Effect: Allow\n«Principal»:\n  Service: lambda.amazonaws.com\nAction: sqs:SendMessage\nResource: !GetAtt Jobs.Arn',
        resources: 'Jobs:\n  Type: AWS::SQS::Queue',
      },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Allow\nPrincipal: '*'\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", kind: 'resource' },
    ],
  },
  kinds: ['identity', 'boundary', 'scp'],
  *statement(statement, context) {
    const names = NAMES.get(context.policy.kind) ?? '';
    for (const element of [statement.principal, statement.notPrincipal]) {
      if (element === undefined) continue;
      const source = context.sourceOf(element.key.range);
      yield {
        range: element.key.range,
        message: `${names} takes no ${element.key.value}: it is for whom it is attached to`,
        fixes: [
          createFix(`Remove ${element.key.value}`, 'widens', () => removePair(source, statement.node, element.pair), {
            preferred: true,
            fixAll: false,
          }),
        ],
      };
    }
  },
};

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    identity: 'An identity policy',
    boundary: 'A permissions boundary',
    scp: 'A service control policy',
  }),
);
