import { itemize } from '../edit/entries.ts';
import { unwrapEntry } from '../edit/unwrap.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import { findPair } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';

export const statementsShape: Rule = {
  id: 'statements-shape',
  severity: 'error',
  summary: 'The statements of a Serverless role are a policy document, or one statement, where the framework wants a list of statements.',
  rationale: 'The framework puts the statements into a document of its own. A mapping fails its validation, and nothing of it is granted.',
  examples: {
    incorrect: [
      {
        form: 'template',
        code: "service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        «Version»: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action:\n              - s3:GetObject\n            Resource: arn:aws:s3:::reports/*\n",
      },
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        «Effect»: Allow\n        Action:\n          - s3:GetObject\n        Resource: arn:aws:s3:::reports/*\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action:\n            - s3:GetObject\n          Resource: !Sub arn:${AWS::Partition}:s3:::reports/*\n',
      },
    ],
  },
  dialects: ['serverless'],
  sources: ['statements'],
  *source({ node, owner, policyKind }, { sourceOf }) {
    if (node.kind !== 'mapping' || findIntrinsic(node) !== undefined || policyKind !== 'identity') return;
    if (owner.name !== 'provider' && owner.type !== 'AWS::Lambda::Function') return;
    const [first] = node.pairs;
    const statements = findPair(node, 'Statement')?.value;
    if (first === undefined) return;
    const fix =
      statements === undefined
        ? createFix('Make it a list of one statement', 'equal', () => itemize(sourceOf(node.range), node), {
            preferred: true,
            fixAll: false,
          })
        : createFix('Keep the list of its statements alone', 'widens', () => unwrapEntry(sourceOf(node.range), node, statements), {
            preferred: true,
            fixAll: false,
          });
    const what = statements === undefined ? 'one statement without a list' : 'a policy document';
    yield { range: first.key.range, message: `Serverless wants a list of statements here; this is ${what}`, fixes: [fix] };
  },
};
