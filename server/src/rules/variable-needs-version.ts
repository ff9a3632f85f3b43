import type { Edit } from '../edit/edit.ts';
import { insertPair } from '../edit/pairs.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { findVariableValues, findWrittenVariables, languageVersion, variableKind } from '../lint/variables.ts';
import type { Policy } from '../policy/model.ts';

const MOST_RELATED = 10;

export const variableNeedsVersion: Rule = {
  id: 'variable-needs-version',
  severity: 'error',
  summary: 'A policy variable stands in a policy without Version 2012-10-17.',
  rationale:
    "In the language of 2008, which an absent Version means too, `${aws:username}` is plain text: the value matches nothing, or everybody's resource of that name.",
  alsoKnownAs: { 'access-analyzer': 'VARIABLE_UNSUPPORTED_IN_VERSION' },
  examples: {
    incorrect: [
      {
        form: 'document',
        code: "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: «'arn:aws:s3:::reports/${aws:username}/*'»",
      },
      {
        form: 'document',
        code: "Version: '2008-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: «!Sub '${Reports.Arn}/${!aws:username}/*'»",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/${aws:username}/*'",
      },
      {
        form: 'document',
        code: "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: !Sub '${Reports.Arn}/*'",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
  },
  policy(policy, context) {
    const language = languageVersion(policy);
    if (language !== 'absent' && language !== '2008') return NOTHING;
    const [first, ...others] = findVariableValues(policy);
    const variable = first && findWrittenVariables(first.text).find(({ content }) => variableKind(content) === 'policy');
    if (first === undefined || variable === undefined) return NOTHING;
    const why = language === 'absent' ? 'the policy has no Version' : "Version is '2008-10-17'";
    const title = language === 'absent' ? "Insert Version '2012-10-17'" : "Change Version to '2012-10-17'";
    return [
      {
        range: first.text.node.outer,
        message: `${quote(`\${${variable.content}}`)} is plain text here: ${why}`,
        related: others.slice(0, MOST_RELATED).map(({ text }) => ({ range: text.node.outer, message: 'a variable here too' })),
        fixes: [createFix(title, 'widens', () => setVersion(policy, context), { preferred: true, fixAll: false })],
      },
    ];
  },
};

function setVersion({ node, version }: Policy, context: RuleContext): readonly Edit[] {
  const text = { kind: 'literal', text: '2012-10-17' } as const;
  const [value] = version?.values ?? [];
  if (value !== undefined) return replaceValue(context.sourceOf(value.text.node.outer), value, text);
  return node === undefined ? [] : insertPair(context.sourceOf(node.range), node, 'Version', text);
}
