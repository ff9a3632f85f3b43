import { createFix } from '../lint/fix.ts';
import type { Fix, Rule } from '../lint/rule.ts';
import type { Suppression } from '../lint/suppression.ts';
import { quote } from '../lint/text.ts';

export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  severity: 'warning',
  summary: 'A suppression silences nothing: the rule finds nothing there, or there is no such rule.',
  rationale:
    'It hides what will be wrong there one day, and its reason is no longer true. A misspelt one does not do what its author believes.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  # leastwise-ignore «wildcard-action»: a sandbox\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n            Action: sts:AssumeRole\n",
      },
      {
        form: 'template',
        code: "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Metadata:\n      leastwise:\n        ignore:\n          - rule: «wildcard-acton»\n            reason: a sandbox\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n            Action: sts:AssumeRole\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            # leastwise-ignore wildcard-action: a sandbox\n            Action: s3:*\n            Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n",
      },
    ],
  },
  *suppression(suppression) {
    if (suppression.tool !== 'leastwise') return;
    for (const { id, range, state, nearest } of suppression.names) {
      if (state !== 'unused' && state !== 'unknown') continue;
      const hint = nearest === undefined ? '' : `; did you mean ${quote(nearest)}?`;
      const message =
        state === 'unknown' ? `There is no rule ${quote(id)}${hint}` : `There is nothing to silence here: ${quote(id)} finds nothing`;
      yield { range, message, unnecessary: true, fixes: removal(suppression) };
    }
  },
};

/** The comment as a whole, where nothing else is on its line and it names one rule. */
function removal({ line, names }: Suppression): readonly Fix[] {
  if (line === undefined || names.length !== 1) return [];
  return [createFix('Remove the comment', 'equal', () => [{ range: line, text: '' }], { preferred: true, fixAll: false })];
}
