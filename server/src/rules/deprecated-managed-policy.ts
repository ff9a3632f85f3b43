import type { ManagedPolicy } from '../catalog/catalog.ts';
import { attachedAt } from '../grants/expand-sources.ts';
import { managedPolicyDocument } from '../grants/managed-policies.ts';
import { createFix } from '../lint/fix.ts';
import type { ManagedName } from '../lint/managed-name.ts';
import { readManagedName, renameManaged } from '../lint/managed-name.ts';
import type { Effect, Fix, Rule, RuleContext } from '../lint/rule.ts';
import { compareGrants } from '../policy/claim.ts';
import { readText } from '../template/intrinsics.ts';
import type { PolicySource } from '../template/template.ts';
import type { Text } from '../template/text.ts';

export const deprecatedManagedPolicy: Rule = {
  id: 'deprecated-managed-policy',
  severity: 'warning',
  summary: 'A managed policy of AWS is attached that AWS has replaced.',
  rationale:
    'AWS changes it no more, and one day it can be attached to no further role: the next deployment into a new account fails. What took its place mostly allows less, or does not pass on roles.',
  examples: {
    incorrect: [
      { form: 'entry', code: '«AmazonESReadOnlyAccess»' },
      { form: 'entry', code: '«arn:aws:iam::aws:policy/AmazonElasticMapReduceReadOnlyAccess»' },
      { form: 'entry', code: "«!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonEC2RoleforSSM'»" },
      {
        form: 'template',
        code: 'Resources:\n  Cluster:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - «arn:aws:iam::aws:policy/service-role/AmazonElasticMapReduceRole»\n',
      },
    ],
    correct: [
      { form: 'entry', code: 'CloudWatchFullAccessV2' },
      { form: 'entry', code: 'arn:aws:iam::111122223333:policy/CloudWatchFullAccess' },
      { form: 'entry', code: '!Ref CloudWatchFullAccess', resources: 'CloudWatchFullAccess:\n  Type: AWS::IAM::ManagedPolicy' },
    ],
  },
  sources: ['managed'],
  *source(source, context) {
    if (source.kind !== 'managed' || source.owner.hasOwnRole === true) return;
    const { catalog, template } = context;
    const text = readText(source.node, template);
    const named = readManagedName(text, source.owner.type.startsWith('AWS::Serverless::'));
    const policy = named && catalog.managedPolicy(named.name);
    if (named === undefined || policy?.deprecated !== true) return;
    const replacement = catalog.managedPolicyReplacement(policy.name);
    yield {
      range: source.node.outer,
      message: `AWS has deprecated ${policy.name}${replacement === undefined ? '' : `; ${replacement} took its place`}`,
      fixes: () => findFixes(text, named, { source, policy, replacement: catalog.managedPolicy(replacement ?? '') }, context),
    };
  },
};

interface Deprecated {
  readonly source: PolicySource;
  readonly policy: ManagedPolicy;
  readonly replacement: ManagedPolicy | undefined;
}

function findFixes(text: Text, named: ManagedName, { source, policy, replacement }: Deprecated, context: RuleContext): readonly Fix[] {
  if (replacement === undefined) return [];
  const effect = effectOf(source, policy, replacement, context);
  const edits = () => renameManaged(text, named, replacement, context);
  return [createFix(`Change to ${replacement.name}`, effect, edits, { preferred: true, fixAll: false })];
}

/** What the one grants and the other does not, by their documents. */
function effectOf(source: PolicySource, before: ManagedPolicy, after: ManagedPolicy, { catalog }: RuleContext): Effect {
  const [old, replacing] = [before, after].map((policy) => attachedAt(source, managedPolicyDocument(catalog, policy)));
  if (old === undefined || replacing === undefined) return 'widens';
  const { lost, gained } = compareGrants(catalog, [old], [replacing]);
  if (gained !== 'no') return 'widens';
  return lost === 'no' ? 'equal' : 'narrows';
}
