import { createFix } from '../lint/fix.ts';
import type { ManagedName } from '../lint/managed-name.ts';
import { pathOf, readManagedName, renameManaged } from '../lint/managed-name.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Fix, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import { readText } from '../template/intrinsics.ts';
import type { Text } from '../template/text.ts';

export const unknownManagedPolicy: Rule = {
  id: 'unknown-managed-policy',
  severity: 'error',
  summary: 'A managed policy of AWS is named that does not exist, or by a wrong ARN.',
  rationale: 'The deployment fails: IAM attaches no policy that it does not find. Many have a path in their ARN, such as service-role/.',
  alsoKnownAs: { 'cfn-lint': 'E3031' },
  examples: {
    incorrect: [
      { form: 'entry', code: '«AWSLambdaBasicExecutionRol»' },
      { form: 'entry', code: '«arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole»' },
      { form: 'entry', code: "«!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAcess'»" },
    ],
    correct: [
      { form: 'entry', code: 'AWSLambdaBasicExecutionRole' },
      { form: 'entry', code: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
      { form: 'entry', code: 'arn:aws:iam::111122223333:policy/AWSLambdaBasicExecutionRol' },
      { form: 'entry', code: '!Ref Basics', resources: 'Basics:\n  Type: AWS::IAM::ManagedPolicy' },
    ],
  },
  sources: ['managed'],
  *source(source, context) {
    if (source.kind !== 'managed') return;
    const { catalog } = context;
    const text = readText(source.node, context.template);
    const named = readManagedName(text, context.template.dialect === 'sam');
    if (named === undefined || isKnown(named, context)) return;
    // A policy template written as a name is what `policy-entry` reports.
    if (named.path === undefined && catalog.policyTemplate(named.name) !== undefined) return;
    const same = catalog.managedPolicy(named.name) ?? catalog.managedPolicy(named.name.slice(named.name.lastIndexOf('/') + 1));
    const replacement = catalog.managedPolicyReplacement(named.name);
    const meant = same?.name ?? replacement ?? findNearest(named.name, catalog.managedPolicyNames());
    const said =
      same !== undefined
        ? `the ARN of ${same.name} ends in '${pathOf(same)}'`
        : meant === undefined
          ? `it is not in the catalogue of ${catalog.date}`
          : replacement === undefined
            ? `did you mean ${quote(meant)}?`
            : `${replacement} took its place`;
    yield {
      range: source.node.outer,
      ...(meant === undefined ? { severity: 'warning' as const } : {}),
      message: `AWS has no managed policy ${quote(named.path ?? named.name)}; ${said}`,
      fixes: meant === undefined ? [] : fixes(text, named, meant, context),
    };
  },
};

function isKnown({ name, path }: ManagedName, { catalog }: RuleContext): boolean {
  const policy = catalog.managedPolicy(name);
  return policy !== undefined && (path === undefined || pathOf(policy) === path);
}

function fixes(text: Text, named: ManagedName, meant: string, context: RuleContext): readonly Fix[] {
  const policy = context.catalog.managedPolicy(meant);
  if (policy === undefined) return [];
  const title = `Change to '${named.head === undefined ? policy.name : pathOf(policy)}'`;
  return [createFix(title, 'widens', () => renameManaged(text, named, policy, context), { preferred: true, fixAll: false })];
}
