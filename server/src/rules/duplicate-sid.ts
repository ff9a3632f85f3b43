import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Policy, Statement, Value } from '../policy/model.ts';
import { areCompatible, literalText } from '../template/text.ts';

export const duplicateSid: Rule = {
  id: 'duplicate-sid',
  severity: 'error',
  summary: 'Two statements of a policy have the same Sid.',
  rationale: 'IAM rejects an identity policy whose Sids are not unique; services that keep resource policies mostly take them.',
  alsoKnownAs: { 'access-analyzer': ['UNIQUE_SIDS_REQUIRED', 'UNIQUE_SIDS_RECOMMENDED'], parliament: 'DUPLICATE_SID', 'cfn-lint': 'E3510' },
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Sid: Read\n    Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Sid: «Read»\n    Effect: Allow\n    Action: s3:ListBucket\n    Resource: 'arn:aws:s3:::reports'",
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Sid: Read\n    Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'\n  - Sid: read\n    Effect: Allow\n    Action: s3:ListBucket\n    Resource: 'arn:aws:s3:::reports'",
      },
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Sid: Read\n    Effect: Allow\n    Action: s3:GetObject\n    Resource: !Sub '${Reports.Arn}/*'\n  - Sid: List\n    Effect: Allow\n    Action: s3:ListBucket\n    Resource: !GetAtt Reports.Arn",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  policy(policy, context) {
    return policy.statements.length < 2 ? NOTHING : findRepeated(policy, context);
  },
};

function* findRepeated(policy: Policy, context: RuleContext): Generator<Report> {
  const seen = new Map<string, { readonly statement: Statement; readonly value: Value }[]>();
  for (const statement of policy.statements) {
    for (const value of statement.sid?.values ?? []) {
      const sid = literalText(value.text);
      if (sid === undefined || sid === '') continue;
      const others = seen.get(sid) ?? [];
      const first = others.find((other) =>
        areCompatible([...other.statement.when, ...other.value.when], [...statement.when, ...value.when]),
      );
      seen.set(sid, [...others, { statement, value }]);
      if (first === undefined) continue;
      const source = context.sourceOf(value.text.node.outer);
      yield {
        range: value.text.node.outer,
        severity: policy.kind === 'resource' ? 'warning' : 'error',
        message: `Sid ${quote(sid)} is used by an earlier statement of this policy`,
        related: [{ range: first.value.text.node.outer, message: 'first used here' }],
        // A statement that an alias repeats has only the one Sid to change.
        fixes: isSame(first.value, value)
          ? []
          : [
              createFix(
                'Give it a Sid of its own',
                'equal',
                () => replaceValue(source, value, { kind: 'literal', text: freeSid(policy.statements, sid, others.length - 1) }),
                { preferred: true },
              ),
            ],
      };
    }
  }
}

function isSame({ text: left }: Value, { text: right }: Value): boolean {
  const [a, b] = [left.node.outer, right.node.outer];
  return a.unit.uri === b.unit.uri && a.unit.name === b.unit.name && a.start === b.start;
}

/** The Sid with a number that none has, leaving `skipped` such numbers for the duplicates before. */
function freeSid(statements: readonly Statement[], sid: string, skipped: number): string {
  const taken = new Set(statements.flatMap((statement) => statement.sid?.values.map((value) => literalText(value.text)) ?? []));
  let number = 2;
  let left = skipped;
  while (taken.has(`${sid}${number}`) || left-- > 0) number++;
  return `${sid}${number}`;
}
