import type { Rule, RuleContext } from '../lint/rule.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { argumentList, findIntrinsic } from '../template/intrinsic.ts';

export const mixedPolicyBranches: Rule = {
  id: 'mixed-policy-branches',
  severity: 'error',
  summary: 'The branches of an `Fn::If` in SAM `Policies` are policies of different kinds.',
  rationale: 'SAM rejects the template: both branches must be policy templates, or documents, or managed policies (or nothing).',
  alsoKnownAs: { sam: 'Different policy types within the same Fn::If statement is unsupported' },
  examples: {
    incorrect: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nConditions:\n  Traced: !Equals [!Ref AWS::Region, eu-west-1]\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - «!If [Traced, AWSXrayWriteOnlyAccess, { S3ReadPolicy: { BucketName: reports } }]»\n',
      },
    ],
    correct: [
      {
        form: 'template',
        code: 'Transform: AWS::Serverless-2016-10-31\nConditions:\n  Traced: !Equals [!Ref AWS::Region, eu-west-1]\nResources:\n  Make:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - !If [Traced, AWSXrayWriteOnlyAccess, !Ref AWS::NoValue]\n        - !If [Traced, { S3ReadPolicy: { BucketName: reports } }, { S3CrudPolicy: { BucketName: reports } }]\n',
      },
    ],
  },
  dialects: ['sam'],
  types: ['AWS::Serverless::Function', 'AWS::Serverless::StateMachine'],
  *entry({ properties }, context) {
    const policies = findPair(properties, 'Policies')?.value;
    if (policies?.kind !== 'sequence') return;
    for (const item of policies.items) {
      const branches = branchesOf(item);
      const kinds = new Set((branches ?? []).map((branch) => kindOf(branch, context)));
      kinds.delete('none');
      if (kinds.size < 2 || kinds.has('unknown')) continue;
      const message = `SAM rejects an Fn::If with branches of different kinds: ${[...kinds].join(' and ')}`;
      yield { range: item.outer, message };
    }
  },
};

function branchesOf(node: Node): readonly Node[] | undefined {
  const intrinsic = findIntrinsic(node);
  return intrinsic?.name === 'If' ? argumentList(intrinsic).slice(1, 3) : undefined;
}

type BranchKind = 'a policy template' | 'a document' | 'a managed policy' | 'none' | 'unknown';

function kindOf(node: Node, { catalog }: RuleContext): BranchKind {
  const intrinsic = findIntrinsic(node);
  if (intrinsic !== undefined) {
    if (intrinsic.name === 'If' || intrinsic.name === 'Transform') return 'unknown';
    const isNothing = intrinsic.name === 'Ref' && intrinsic.argument.kind === 'scalar' && intrinsic.argument.value === 'AWS::NoValue';
    return isNothing ? 'none' : 'a managed policy';
  }
  if (node.kind === 'scalar') return 'a managed policy';
  if (node.kind === 'sequence') return 'unknown';
  if (findPair(node, 'Statement') !== undefined) return 'a document';
  return node.pairs.some(({ key }) => catalog.policyTemplate(key.value) !== undefined) ? 'a policy template' : 'unknown';
}
