import type { Rule } from '../lint/rule.ts';
import { listNames, quote } from '../lint/text.ts';

export const foreignSuppression: Rule = {
  id: 'foreign-suppression',
  severity: 'hint',
  summary: 'A suppression of another tool silences findings here too.',
  rationale:
    'What cfn-lint, checkov, cfn_nag or cdk-nag are told to ignore is not reported again where a rule covers the same check. This says where that happens.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Metadata:\n      checkov:\n        skip:\n          - id: «CKV_AWS_111»\n            comment: a sandbox\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: s3:*\n            Resource: arn:aws:s3:::reports/*\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Metadata:\n      checkov:\n        skip:\n          - id: CKV_AWS_18\n            comment: no logs of the log bucket\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: s3:*\n            Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n",
      },
    ],
  },
  *suppression({ tool, names }) {
    if (tool === 'leastwise') return;
    for (const { id, range, silenced } of names) {
      if (silenced.length > 0) yield { range, message: `${quote(id)} of ${tool} silences ${listNames(silenced)} here` };
    }
  },
};
