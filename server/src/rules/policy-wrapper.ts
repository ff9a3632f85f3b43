import { unwrapEntry } from '../edit/unwrap.ts';
import { createFix } from '../lint/fix.ts';
import type { Rule } from '../lint/rule.ts';
import type { PolicySource } from '../template/template.ts';

export const policyWrapper: Rule = {
  id: 'policy-wrapper',
  severity: 'error',
  summary: 'An entry of SAM `Policies` wraps its document in PolicyName and PolicyDocument.',
  rationale:
    'That is the form of AWS::IAM::Role. SAM wants the document itself and rejects the wrapper; older versions ignored it silently.',
  alsoKnownAs: { sam: 'Policy at index 0 in the Policies property is not valid' },
  examples: {
    incorrect: [
      {
        form: 'entry',
        code: "«PolicyName»: read\nPolicyDocument:\n  Version: '2012-10-17'\n  Statement:\n    - Effect: Allow\n      Action: s3:GetObject\n      Resource: !Sub '${Reports.Arn}/*'",
        resources: 'Reports:\n  Type: AWS::S3::Bucket',
      },
    ],
    correct: [
      {
        form: 'entry',
        code: "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: 'arn:aws:s3:::reports/*'",
      },
    ],
  },
  dialects: ['sam'],
  sources: ['wrapped'],
  *source(source: PolicySource, context) {
    if (source.kind !== 'wrapped' || source.node.kind !== 'mapping') return;
    const { node, document } = source;
    yield {
      range: node.pairs[0]?.key.range ?? node.range,
      message: 'SAM rejects a policy wrapped in PolicyName and PolicyDocument; write the document itself',
      fixes: [
        createFix('Unwrap the policy document', 'widens', () => unwrapEntry(context.sourceOf(node.range), node, document), {
          preferred: true,
          fixAll: false,
        }),
      ],
    };
  },
};
