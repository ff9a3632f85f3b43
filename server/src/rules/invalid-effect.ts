import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { reportEach } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { literalText } from '../template/text.ts';

const EFFECTS = ['Allow', 'Deny'] as const;

export const invalidEffect: Rule = {
  id: 'invalid-effect',
  severity: 'error',
  summary: 'The Effect of a statement is neither Allow nor Deny.',
  rationale: 'IAM rejects the policy; the two words are case-sensitive.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_EFFECT', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: «allow»\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: 'Effect: «Denied»\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn', resources: 'Reports:\n  Type: AWS::S3::Bucket' },
    ],
    correct: [{ code: "Effect: Deny\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" }],
  },
  statement(statement, context) {
    return reportEach(statement.effect?.values ?? [], (value) => {
      const written = literalText(value.text);
      if (written === undefined || written === 'Allow' || written === 'Deny') return undefined;
      const source = context.sourceOf(value.text.node.outer);
      const nearest = findNearest(written, EFFECTS);
      const fixes = (nearest === undefined ? EFFECTS : [nearest]).map((effect) =>
        createFix(`Change to '${effect}'`, effect === 'Deny' ? 'narrows' : 'widens', () =>
          replaceValue(source, value, { kind: 'literal', text: effect }),
        ),
      );
      return { range: value.text.node.outer, message: `Effect must be 'Allow' or 'Deny', not ${quote(written)}`, fixes };
    });
  },
};
