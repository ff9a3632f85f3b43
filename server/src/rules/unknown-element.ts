import { renameKey } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Pair } from '../syntax/node.ts';

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'] as const;
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const;

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
  *policy(policy, context) {
    const present = new Set(policy.node?.pairs.map((pair) => pair.key.value));
    for (const pair of policy.unknown) yield report(pair, 'a policy', POLICY_ELEMENTS, present, context);
  },
  *statement(statement, context) {
    const present = new Set(statement.node.pairs.map((pair) => pair.key.value));
    for (const pair of statement.unknown) yield report(pair, 'a statement', STATEMENT_ELEMENTS, present, context);
  },
};

function report(pair: Pair, where: string, elements: readonly string[], present: ReadonlySet<string>, context: RuleContext): Report {
  const written = pair.key.value;
  const nearest = findNearest(
    written,
    elements.filter((element) => !present.has(element)),
  );
  const hint = nearest === undefined ? `; there are ${elements.join(', ')}` : `; did you mean ${quote(nearest)}?`;
  const source = context.sourceOf(pair.range);
  const fixes =
    nearest === undefined
      ? []
      : [createFix(`Rename to '${nearest}'`, 'widens', () => renameKey(source, pair, nearest), { preferred: true, fixAll: false })];
  return { range: pair.key.range, message: `${quote(written)} is no element of ${where}${hint}`, fixes };
}
