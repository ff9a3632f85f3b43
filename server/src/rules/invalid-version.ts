import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { mayHoldVariable } from '../lint/variables.ts';
import { literalText } from '../template/text.ts';

export const invalidVersion: Rule = {
  id: 'invalid-version',
  severity: 'error',
  summary: 'The Version of a policy is neither 2012-10-17 nor 2008-10-17.',
  rationale:
    'Version is the version of the policy language, not of the policy: IAM rejects any other date. An absent Version means 2008-10-17.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_VERSION', parliament: 'INVALID_VERSION', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: «'2021-10-17'»\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
      {
        form: 'document',
        code: "Version: «'2012-10-7'»\nStatement:\n  - Effect: Allow\n    Action: s3:ListBucket\n    Resource: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
      { form: 'document', code: "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  policy(policy, context) {
    return reportEach(policy.version?.values ?? [], (value) => {
      const written = literalText(value.text);
      if (written === undefined || written === '2012-10-17' || written === '2008-10-17') return undefined;
      const source = context.sourceOf(value.text.node.outer);
      // Under 2012-10-17 `${…}` becomes a policy variable, so the effect is only equal where none is written.
      const effect = mayHoldVariable(policy) ? 'widens' : 'equal';
      return {
        range: value.text.node.outer,
        message: `Version must be '2012-10-17' or '2008-10-17', not ${quote(written)}`,
        fixes: [
          createFix("Change to '2012-10-17'", effect, () => replaceValue(source, value, { kind: 'literal', text: '2012-10-17' }), {
            preferred: true,
          }),
        ],
      };
    });
  },
};
