import { insertPair } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Rule } from '../lint/rule.ts';
import { findVariableValues, languageVersion, mayHoldVariable } from '../lint/variables.ts';
import { findPair } from '../syntax/node.ts';

export const missingVersion: Rule = {
  id: 'missing-version',
  severity: 'information',
  summary: 'A policy has no Version.',
  rationale:
    'Without Version IAM reads the policy in the language of 2008, in which `${aws:username}` is plain text and newer elements of the language are unknown.',
  alsoKnownAs: { 'access-analyzer': 'MISSING_VERSION', parliament: 'NO_VERSION' },
  examples: {
    incorrect: [
      { form: 'document', code: "«Statement»:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'" },
      {
        form: 'document',
        code: '«Statement»:\n  Effect: Allow\n  Action: s3:ListBucket\n  Resource: !GetAtt Reports.Arn',
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        form: 'document',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
      {
        form: 'document',
        code: "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/${aws:username}/*'",
      },
    ],
  },
  policy(policy, context) {
    const { node } = policy;
    const statement = findPair(node, 'Statement');
    if (node === undefined || statement === undefined || languageVersion(policy) !== 'absent') return NOTHING;
    // A misspelt Version is an unknown element; where a variable is written its absence is more than a matter of style.
    if (policy.unknown.some(({ key }) => /^ver/i.test(key.value)) || findVariableValues(policy).length > 0) return NOTHING;
    const effect = mayHoldVariable(policy) ? 'widens' : 'equal';
    const source = context.sourceOf(node.range);
    return [
      {
        range: statement.key.range,
        message: 'The policy has no Version: IAM reads it in the language of 2008',
        fixes: [
          createFix(
            "Insert Version '2012-10-17'",
            effect,
            () => insertPair(source, node, 'Version', { kind: 'literal', text: '2012-10-17' }),
            {
              preferred: true,
            },
          ),
        ],
      },
    ];
  },
};
