import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { writtenActions } from '../lint/statement-actions.ts';
import { quote } from '../lint/text.ts';

export const actionCase: Rule = {
  id: 'action-case',
  severity: 'hint',
  optIn: true,
  summary: "An action is written in other letter case than in AWS's reference.",
  rationale: 'IAM reads actions without regard to letter case, so it works. People and tools that search for the name do not find it.',
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: «s3:getObject»\nResource: 'arn:aws:s3:::reports/*'" },
      { code: 'Effect: Allow\nAction: [«S3:ListBucket»]\nResource: !GetAtt Reports.Arn', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Effect: Deny\nAction: s3:get*\nResource: 'arn:aws:s3:::reports/*'" },
    ],
  },
  statement(statement, context) {
    return reportEach(writtenActions(statement, context.catalog), ({ value, written, index }) => {
      const name = index === undefined ? written : context.catalog.actionName(index);
      if (name === written) return undefined;
      const range = value.text.node.outer;
      return {
        range,
        message: `${quote(written)} is written ${quote(name)} in AWS's reference`,
        fixes: [
          createFix(`Change to '${name}'`, 'equal', () => replaceValue(context.sourceOf(range), value, { kind: 'literal', text: name }), {
            preferred: true,
          }),
        ],
      };
    });
  },
};
