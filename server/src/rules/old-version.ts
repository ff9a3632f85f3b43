import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { findVariableValues, mayHoldVariable } from '../lint/variables.ts';
import { literalText } from '../template/text.ts';

export const oldVersion: Rule = {
  id: 'old-version',
  severity: 'information',
  summary: "The Version of a policy is '2008-10-17', the old language.",
  rationale: 'In the language of 2008 `${aws:username}` is plain text. Nothing else speaks for it: every service takes 2012-10-17.',
  alsoKnownAs: { parliament: 'OLD_VERSION', 'cfn-lint': 'W2511' },
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: «'2008-10-17'»\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
      {
        form: 'document',
        code: "Version: «'2008-10-17'»\nStatement:\n  Effect: Allow\n  Action: s3:ListBucket\n  Resource: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
    ],
  },
  policy(policy, context) {
    return reportEach(policy.version?.values ?? [], (value) => {
      // Where a variable is written, that it is plain text is what is said.
      if (literalText(value.text) !== '2008-10-17' || findVariableValues(policy).length > 0) return undefined;
      const effect = mayHoldVariable(policy) ? 'widens' : 'equal';
      const source = context.sourceOf(value.text.node.outer);
      return {
        range: value.text.node.outer,
        message: "Version '2008-10-17' is the old language of policies",
        fixes: [
          createFix("Change to '2012-10-17'", effect, () => replaceValue(source, value, { kind: 'literal', text: '2012-10-17' }), {
            preferred: true,
          }),
        ],
      };
    });
  },
};
