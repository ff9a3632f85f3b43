import { renameKey } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import { NOTHING, reportEach } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { findMeantElement } from '../lint/statement.ts';
import { quote } from '../lint/text.ts';
import type { Pair } from '../syntax/node.ts';
import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from '../template/elements.ts';

export const unknownElement: Rule = {
  id: 'unknown-element',
  severity: 'error',
  summary: 'A policy or statement has an element that the policy grammar does not know.',
  rationale: 'IAM rejects the policy; element names are case-sensitive and singular.',
  alsoKnownAs: { 'access-analyzer': 'INVALID_POLICY_ELEMENT', parliament: 'MALFORMED', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\n«Conditions»: {}" },
      {
        code: "Effect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'\n«resources»: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [{ code: "Sid: Read\nEffect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" }],
  },
  policy({ node, unknown }, context) {
    if (unknown.length === 0) return NOTHING;
    const present = new Set(node?.pairs.map((pair) => pair.key.value));
    const absent = POLICY_ELEMENTS.filter((element) => !present.has(element));
    return reportEach(unknown, (pair) => report(pair, 'a policy', POLICY_ELEMENTS, findNearest(pair.key.value, absent), context));
  },
  statement(statement, context) {
    return reportEach(statement.unknown, (pair) =>
      report(pair, 'a statement', STATEMENT_ELEMENTS, findMeantElement(statement, pair.key.value), context),
    );
  },
};

function report(pair: Pair, where: string, elements: readonly string[], meant: string | undefined, context: RuleContext): Report {
  const hint = meant === undefined ? `; there are ${elements.join(', ')}` : `; did you mean ${quote(meant)}?`;
  const source = context.sourceOf(pair.range);
  const fixes =
    meant === undefined
      ? []
      : [createFix(`Rename to '${meant}'`, 'widens', () => renameKey(source, pair, meant), { preferred: true, fixAll: false })];
  return { range: pair.key.range, message: `${quote(pair.key.value)} is no element of ${where}${hint}`, fixes };
}
