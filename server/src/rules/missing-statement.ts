import { findNearest } from '../lint/nearest.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { findPair } from '../syntax/node.ts';

export const missingStatement: Rule = {
  id: 'missing-statement',
  severity: 'error',
  summary: 'A policy has no Statement.',
  rationale: 'IAM rejects a policy without Statement when the template is deployed.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_STATEMENT', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      Description: !Sub 'of ${AWS::StackName}'\n      PolicyDocument:\n        «Version»: '2012-10-17'",
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Fn::Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/statements.yaml' } }",
      },
      { form: 'document', code: "Version: '2012-10-17'\nStatement:\n  Effect: Deny\n  Action: s3:DeleteBucket\n  Resource: '*'" },
    ],
  },
  policy({ node, unknown, complete }) {
    if (node === undefined || !complete || findPair(node, 'Statement') !== undefined) return NOTHING;
    // A misspelt one is reported as that, and elements of a statement without `Statement` around them as unknown.
    if (unknown.some(({ key }) => findNearest(key.value, ['Statement']) !== undefined)) return NOTHING;
    return [{ range: node.pairs[0]?.key.range ?? node.outer, message: 'The policy has no Statement' }];
  },
};
