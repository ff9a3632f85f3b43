import type { Rule } from '../lint/rule.ts';

export const suppressionReason: Rule = {
  id: 'suppression-reason',
  severity: 'information',
  summary: 'A suppression does not say why.',
  rationale: 'Whoever reads it next year must know whether it still holds. The reason stands behind a colon, or as `reason` in metadata.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            «# leastwise-ignore wildcard-action»\n            Action: s3:*\n            Resource: arn:aws:s3:::reports/*\n",
      },
    ],
    correct: [
      {
        form: 'template',
        code: "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            # leastwise-ignore wildcard-action: a bucket for experiments\n            Action: s3:*\n            Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n",
      },
    ],
  },
  *suppression({ tool, reason, range, names }) {
    if (tool !== 'leastwise' || (reason !== '' && reason !== PLACEHOLDER)) return;
    yield {
      range,
      message: `No reason is given for silencing ${names
        .map(({ id }) => `'${id}'`)
        .join(', ')
        .slice(0, 120)}`,
    };
  },
};

/** What the quick-fix writes where the author's reason belongs. */
const PLACEHOLDER = 'state the reason';
