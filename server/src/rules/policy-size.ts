import type { PolicyQuota } from '../catalog/catalog.ts';
import { NOTHING } from '../lint/report-each.ts';
import type { Report, Rule, RuleContext, Severity } from '../lint/rule.ts';
import { leastLength } from '../lint/size.ts';
import { formatNumber } from '../lint/text.ts';
import type { Policy } from '../policy/model.ts';
import type { Node, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import type { DeclaredResource } from '../template/template.ts';

/** Long names, so that few of them are enough. */
const YEARS = Array.from({ length: 24 }, (_, i) => 2001 + i);
const PRINCIPALS = YEARS.map((year) => `arn:aws:iam::111122223333:role/pipelines-of-the-data-platform/export-of-reports-of-${year}`);

export const policySize: Rule = {
  id: 'policy-size',
  severity: 'error',
  summary: 'A policy is longer than AWS takes.',
  rationale:
    'The deployment is rejected. IAM counts no white space, and all inline policies of a role together. What is known at deployment only counts as nothing here, so a finding is certain, and silence is none that it will fit.',
  alsoKnownAs: {
    'access-analyzer': [
      'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
      'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
      'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA',
      'POLICY_SIZE_EXCEEDS_SCP_QUOTA',
      'POLICY_SIZE_EXCEEDS_RCP_QUOTA',
    ],
  },
  examples: {
    incorrect: [
      {
        form: 'document',
        kind: 'trust',
        code: `Version: '2012-10-17'\n«Statement»:\n  - Effect: Allow\n    Action: sts:AssumeRole\n    Principal:\n      AWS: [${PRINCIPALS.join(', ')}]`,
      },
      {
        form: 'template',
        code: `Resources:\n  Reader:\n    Type: AWS::IAM::User\n    Properties:\n      «Policies»:\n        - PolicyName: read\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: s3:GetObject\n                Resource:\n${YEARS.map((year) => `                  - !Sub 'arn:\${AWS::Partition}:s3:::\${Reports}/pipelines-of-the-data-platform/the-exports-of-reports-and-invoices-of-${year}/*'`).join('\n')}\n  Reports:\n    Type: AWS::S3::Bucket`,
      },
    ],
    correct: [
      {
        form: 'document',
        kind: 'trust',
        code: `Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: sts:AssumeRole\n    Principal:\n      AWS: [${PRINCIPALS.slice(0, 18).join(', ')}]`,
      },
      {
        form: 'template',
        code: `Resources:\n  Reader:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: read\n          PolicyDocument:\n            Statement:\n              - Effect: Allow\n                Action: s3:GetObject\n                Resource: !Split [',', !Ref Reports]\nParameters:\n  Reports:\n    Type: String`,
      },
    ],
  },
  policy(policy, context) {
    const quota = quotaOf(policy, context);
    const node = policy.source.kind === 'wrapped' ? policy.source.document : policy.source.node;
    if (quota === undefined || mayFit(node, quota)) return NOTHING;
    const own = leastLength(node);
    // Serverless and SAM write the document around bare statements.
    const length = policy.source.kind === 'statements' ? own + WRAPPER : own;
    const range = findPair(policy.node, 'Statement')?.key.range ?? policy.source.owner.range;
    return report(range, length, quota, policy.source.owner.type === '' ? 'warning' : undefined);
  },
  entry(resource, context) {
    const policies = inlinePolicies(resource);
    const quota = context.catalog.policyQuota(ROLE_OWNERS.has(resource.type) ? 'AWS::IAM::Role' : resource.type);
    if (policies === undefined || quota === undefined || mayFit(policies.list, quota)) return NOTHING;
    const length = policies.documents.reduce((sum, document) => sum + leastLength(document), 0);
    return report(policies.key, length, quota);
  },
};

const WRAPPER = '{"Version":"2012-10-17","Statement":}'.length;

function report(range: Range, length: number, { limit, raised, what }: PolicyQuota, severity?: Severity): readonly Report[] {
  if (length <= limit) return NOTHING;
  const most = raised === undefined ? formatNumber(limit) : `${formatNumber(limit)}, on request ${formatNumber(raised)}`;
  const own: Severity | undefined = severity ?? (raised !== undefined && length <= raised ? 'warning' : undefined);
  return [
    {
      range,
      message: `At least ${formatNumber(length)} characters without white space; ${what} may have ${most}`,
      ...(own === undefined ? {} : { severity: own }),
    },
  ];
}

/** Text that is so short that its JSON cannot be too long; what an alias brings is not looked for. */
function mayFit({ range }: Node, { limit }: PolicyQuota): boolean {
  return (range.end - range.start) * 2 < limit;
}

/** Types whose inline policies become those of a role. */
const ROLE_OWNERS: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/** Types whose inline policies count together, which the visit of their entry does. */
const SUMMED: ReadonlySet<string> = new Set([...ROLE_OWNERS, 'AWS::IAM::User', 'AWS::IAM::Group']);

function quotaOf(policy: Policy, context: RuleContext): PolicyQuota | undefined {
  const { catalog } = context;
  const { owner, kind } = policy.source;
  if (policy.kind === 'trust' || policy.kind === 'scp' || policy.kind === 'rcp') return catalog.policyQuota(policy.kind);
  if (kind === 'wrapped' || kind === 'permission') return undefined;
  if (policy.kind !== 'identity' && policy.kind !== 'boundary') return catalog.policyQuota(owner.type);
  // A loose policy may become a managed one or a role's: certain is what fits neither.
  if (owner.type === '') return catalog.policyQuota('AWS::IAM::Role');
  // Bare statements outside of SAM are those of Serverless, which makes a role of them.
  if (kind === 'statements' && !owner.type.startsWith('AWS::Serverless::')) return catalog.policyQuota('AWS::IAM::Role');
  if (owner.type === 'AWS::IAM::Policy') return attachedQuota(owner.name, context);
  return SUMMED.has(owner.type) ? undefined : catalog.policyQuota(owner.type);
}

/** Of `AWS::IAM::Policy` the least of those to whom it becomes an inline policy. */
function attachedQuota(logicalId: string, { catalog, template }: RuleContext): PolicyQuota | undefined {
  const properties = template.scope.resources.get(logicalId)?.properties;
  for (const [property, type] of [
    ['Users', 'AWS::IAM::User'],
    ['Groups', 'AWS::IAM::Group'],
  ] as const) {
    const value = findValue(properties, property);
    if (value?.kind === 'sequence' && value.tag === undefined && value.items.length > 0) return catalog.policyQuota(type);
  }
  return catalog.policyQuota('AWS::IAM::Role');
}

interface InlinePolicies {
  readonly key: Range;
  readonly list: Node;
  readonly documents: readonly Node[];
}

/** The documents in `Policies` of a role, user, group, function or state machine; of branches none is looked into. */
function inlinePolicies({ type, properties }: DeclaredResource): InlinePolicies | undefined {
  if (!SUMMED.has(type)) return undefined;
  const pair = findPair(properties, 'Policies');
  // With `Role`, SAM makes no role (semantics 18).
  if (pair === undefined || (type.startsWith('AWS::Serverless::') && findPair(properties, 'Role') !== undefined)) return undefined;
  const items = pair.value.kind === 'sequence' && pair.value.tag === undefined ? pair.value.items : [pair.value];
  const documents = items.flatMap((item) => {
    const document = type.startsWith('AWS::IAM::')
      ? findValue(item, 'PolicyDocument')
      : findPair(item, 'Statement') === undefined
        ? undefined
        : item;
    return document === undefined ? [] : [document];
  });
  return { key: pair.key.range, list: pair.value, documents };
}
