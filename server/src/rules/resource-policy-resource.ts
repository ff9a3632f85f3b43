import type { NewValue } from '../edit/edit.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import { soleSymbol } from '../lint/principal.ts';
import type { Fix, Rule, StatementContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Value } from '../policy/model.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Resource } from '../template/template.ts';
import type { Text } from '../template/text.ts';
import { literalText, renderText } from '../template/text.ts';

export const resourcePolicyResource: Rule = {
  id: 'resource-policy-resource',
  severity: 'error',
  summary: "A bucket's policy names another bucket, or a queue's or topic's policy another queue or topic.",
  rationale:
    "Such a policy is about the resource that has it. S3 rejects one that names something else, '*' included; elsewhere it has no effect.",
  alsoKnownAs: { 'access-analyzer': 'UNSUPPORTED_RESOURCE_ARN_IN_POLICY', 'cfn-lint': 'E3514' },
  examples: {
    incorrect: [
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: «'arn:aws:s3:::records/*'»" },
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource:\n  - 'arn:aws:s3:::reports/*'\n  - «'*'»",
      },
      {
        form: 'template',
        code: "Resources:\n  Reports:\n    Type: AWS::S3::Bucket\n  Records:\n    Type: AWS::S3::Bucket\n  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Reports\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: '111122223333'\n            Action: s3:GetObject\n            Resource: «!Sub '${Records.Arn}/*'»",
      },
      {
        form: 'template',
        code: "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n  Mails:\n    Type: AWS::SQS::Queue\n  Policy:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [!Ref Jobs]\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: '111122223333'\n            Action: sqs:SendMessage\n            Resource: «!GetAtt Mails.Arn»",
      },
    ],
    correct: [
      {
        code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: s3:GetObject\nResource: ['arn:aws:s3:::reports/*', !Sub '${Given}/*']",
      },
      { code: "Effect: Allow\nPrincipal:\n  AWS: '111122223333'\nAction: sqs:SendMessage\nResource: '*'" },
      {
        form: 'template',
        code: "Resources:\n  Reports:\n    Type: AWS::S3::Bucket\n  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Reports\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: '111122223333'\n            Action: s3:GetObject\n            Resource: !Sub 'arn:aws:s3:::${Reports}/*'",
      },
    ],
  },
  kinds: ['resource'],
  // A loose policy does not tell what it is attached to.
  dialects: ['cloudformation', 'sam', 'serverless'],
  *statement(statement, context) {
    const holder = HOLDERS.get(context.policy.source.owner.type);
    const owners = holder === undefined ? [] : ownersOf(holder, context);
    if (holder === undefined || owners.length === 0) return;
    for (const value of [...(statement.resource?.values ?? []), ...(statement.notResource?.values ?? [])]) {
      const message = findProblem(value.text, holder, owners, context);
      if (message === undefined) continue;
      const [owner] = owners;
      yield {
        range: value.text.node.outer,
        severity: holder.type === 'AWS::S3::Bucket' ? 'error' : 'warning',
        message,
        fixes: owners.length === 1 && owner !== undefined ? () => findFixes(value, holder, owner, context) : [],
      };
    }
  },
};

interface Holder {
  /** The property that names what the policy is attached to. */
  readonly property: string;
  readonly type: string;
  readonly what: string;
}

const HOLDERS: ReadonlyMap<string, Holder> = new Map([
  ['AWS::S3::BucketPolicy', { property: 'Bucket', type: 'AWS::S3::Bucket', what: 'bucket' }],
  ['AWS::SQS::QueuePolicy', { property: 'Queues', type: 'AWS::SQS::Queue', what: 'queue' }],
  ['AWS::SNS::TopicPolicy', { property: 'Topics', type: 'AWS::SNS::Topic', what: 'topic' }],
]);

/** What the policy is attached to: a resource of the template, or a name. */
type OwnerName = { readonly kind: 'resource'; readonly resource: Resource } | { readonly kind: 'name'; readonly name: string };

/** Every value is compared with each; no real policy has more. */
const MOST_OWNERS = 50;

/** None where one of them is not known. */
function ownersOf({ property, type }: Holder, { policy, template }: StatementContext): readonly OwnerName[] {
  const node = findPair(template.scope.resources.get(policy.source.owner.name)?.properties, property)?.value;
  if (node === undefined || (node.kind === 'mapping' && property !== 'Bucket')) return [];
  const items = node.kind === 'sequence' && node.tag === undefined ? node.items : [node];
  if (items.length > MOST_OWNERS) return [];
  const owners = items.flatMap((item): readonly OwnerName[] => {
    const text = readText(item, template);
    const name = literalText(text);
    if (name !== undefined) return property === 'Bucket' && name !== '' ? [{ kind: 'name', name }] : [];
    const symbol = soleSymbol(text);
    const resource = symbol?.kind === 'ref' ? template.scope.resources.get(symbol.name) : undefined;
    return resource?.type === type ? [{ kind: 'resource', resource }] : [];
  });
  return owners.length === items.length ? owners : [];
}

function findProblem(text: Text, holder: Holder, owners: readonly OwnerName[], context: StatementContext): string | undefined {
  const written = literalText(text);
  const isBucket = holder.type === 'AWS::S3::Bucket';
  if (written === '*') return isBucket ? "S3 takes no '*' in a bucket's policy; name the bucket or its objects" : undefined;
  const named = namedIn(text, holder, context);
  if (named === undefined || owners.some((owner) => mayBe(named, owner, holder))) return undefined;
  return `${quote(renderText(text))} is another ${holder.what} than the one that has this policy`;
}

/** The bucket, queue or topic that a value names: a resource of the template, or for a bucket its name. */
function namedIn({ parts }: Text, { type }: Holder, { template }: StatementContext): OwnerName | undefined {
  const [first, second] = parts;
  if (first?.kind === 'literal' && parts.length === 1) {
    const name = type === 'AWS::S3::Bucket' ? /^arn:[^:]*:s3:::([^/*?${}]+)(?:\/.*)?$/s.exec(first.text)?.[1] : undefined;
    return name === undefined ? undefined : { kind: 'name', name };
  }
  const isArnOfName = first?.kind === 'literal' && /^arn:[^:]*:s3:::$/.test(first.text);
  const part = isArnOfName ? second : first;
  if (part?.kind !== 'symbol') return undefined;
  const resource = template.scope.resources.get(part.symbol.name);
  const isWhole = isArnOfName ? part.symbol.kind === 'ref' : part.symbol.value?.kind === 'arn';
  // A name that goes on is another one: `${Reports}-archive`.
  const rest = parts[isArnOfName ? 2 : 1];
  const isEnd = rest === undefined || (rest.kind === 'literal' && rest.text.startsWith('/'));
  return isWhole && isEnd && resource?.type === type ? { kind: 'resource', resource } : undefined;
}

/** Whether both may be the same; two resources of the template never are, unless a condition picks one of them under the same name. */
function mayBe(named: OwnerName, owner: OwnerName, { type }: Holder): boolean {
  if (named.kind === 'resource' && owner.kind === 'resource') {
    const isSame = named.resource.logicalId === owner.resource.logicalId;
    return isSame || named.resource.condition !== undefined || owner.resource.condition !== undefined;
  }
  const [left, right] = [nameOf(named, type), nameOf(owner, type)];
  return left === undefined || right === undefined || left === right;
}

function nameOf(owner: OwnerName, type: string): string | undefined {
  if (owner.kind === 'name') return owner.name;
  const node = type === 'AWS::S3::Bucket' ? findPair(owner.resource.properties, 'BucketName')?.value : undefined;
  return node?.kind === 'scalar' && node.tag === undefined && !node.value.includes('${') ? node.value : undefined;
}

function findFixes(value: Value, holder: Holder, owner: OwnerName, context: StatementContext): readonly Fix[] {
  const own = ownValue(value.text, holder, owner);
  if (own === undefined) return [];
  const source = context.sourceOf(value.text.node.outer);
  const title = `Name the ${holder.what} that has this policy`;
  return [createFix(title, 'widens', () => replaceValue(source, value, own), { preferred: true, fixAll: false })];
}

/** The own resource with what follows the name in the value; nothing for `*`, which may mean the bucket, its objects or both. */
function ownValue(text: Text, { type }: Holder, owner: OwnerName): NewValue | undefined {
  const last = text.parts.at(-1);
  const rest =
    last?.kind === 'literal' ? (text.parts.length === 1 ? /^arn:[^:]*:s3:::[^/]+(\/.*)$/s.exec(last.text)?.[1] : last.text) : undefined;
  if (literalText(text) === '*') return undefined;
  if (owner.kind === 'name') return { kind: 'literal', text: `arn:aws:s3:::${owner.name}${rest ?? ''}` };
  const { logicalId } = owner.resource;
  if (type === 'AWS::SNS::Topic') return { kind: 'ref', logicalId };
  return rest === undefined ? { kind: 'getAtt', logicalId, attribute: 'Arn' } : { kind: 'sub', text: `\${${logicalId}.Arn}${rest}` };
}
