import { removePair } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Element, Statement, Value } from '../policy/model.ts';
import { literalText } from '../template/text.ts';

export const invalidSid: Rule = {
  id: 'invalid-sid',
  severity: 'error',
  summary: 'A Sid has characters other than letters and digits.',
  rationale:
    'IAM rejects a policy whose Sid holds anything but A to Z, a to z and 0 to 9. Services that keep resource policies mostly take blanks and hyphens; there the rule says nothing.',
  alsoKnownAs: { 'access-analyzer': 'UNSUPPORTED_SID', parliament: 'INVALID_SID', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      { code: "Sid: «Read the reports»\nEffect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      {
        code: "Sid: «!Sub 'read-${AWS::Region}'»\nEffect: Allow\nAction: s3:ListBucket\nResource: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      { code: "Sid: ReadReports2\nEffect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'" },
      { code: "Sid: !Sub 'Read${Stage}'\nEffect: Allow\nAction: s3:GetObject\nResource: 'arn:aws:s3:::reports/*'", resources: '' },
    ],
  },
  kinds: ['identity', 'boundary', 'scp', 'trust'],
  needs: 'sid',
  *statement(statement, context) {
    const { sid } = statement;
    for (const value of sid?.values ?? []) {
      const wrong = value.text.parts.flatMap((part) => (part.kind === 'literal' ? (part.text.match(/[^A-Za-z0-9]/gu) ?? []) : []));
      // What another tool fills in, and a number that is no string.
      if (sid === undefined || wrong.length === 0 || wrong.includes('{') || (value.node.kind !== 'scalar' && value.text.form === 'other'))
        continue;
      const shown = [...new Set(wrong)].slice(0, 3).map((character) => quote(character));
      yield {
        range: value.text.node.outer,
        severity: context.policy.kind === 'trust' ? 'warning' : 'error',
        message: `A Sid may hold letters and digits only, not ${shown.join(', ')}`,
        fixes: () => findFixes(sid, value, statement, context),
      };
    }
  },
};

function findFixes(sid: Element, value: Value, statement: Statement, context: StatementContext): readonly Fix[] {
  const written = literalText(value.text);
  if (written === undefined) return [];
  const source = context.sourceOf(value.text.node.outer);
  const clean = cleanSid(written, context);
  if (clean === undefined)
    return [createFix('Remove the Sid', 'equal', () => removePair(source, statement.node, sid.pair), { preferred: true })];
  return [
    createFix(`Change to '${clean}'`, 'equal', () => replaceValue(source, value, { kind: 'literal', text: clean }), { preferred: true }),
  ];
}

/** The words of the Sid written as one, with a number where another statement has that already. */
function cleanSid(written: string, { policy }: StatementContext): string | undefined {
  const [first, ...others] = written.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  if (first === undefined) return undefined;
  const clean = first + others.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  const taken = new Set(policy.statements.flatMap((statement) => statement.sid?.values.map(({ text }) => literalText(text)) ?? []));
  let sid = clean;
  for (let number = 2; taken.has(sid); number++) sid = `${clean}${number}`;
  return sid;
}
