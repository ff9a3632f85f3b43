import type { ValueKind } from '../catalog/catalog.ts';
import type { NewValue } from '../edit/edit.ts';
import { replaceValue } from '../edit/values.ts';
import { createFix } from '../lint/fix.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { quote } from '../lint/text.ts';
import type { Pair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { Text, TextSymbol } from '../template/text.ts';
import { literalText, renderText } from '../template/text.ts';

export const policyTemplateValue: Rule = {
  id: 'policy-template-value',
  severity: 'error',
  summary: 'A parameter of a SAM policy template that wants a name gets an ARN or a URL, or one that wants an ARN gets a name.',
  rationale: 'SAM puts the value into an ARN as it is. The ARN then names nothing, and every call is denied at run time.',
  examples: {
    incorrect: [
      { form: 'entry', code: 'SQSSendMessagePolicy:\n  QueueName: «!GetAtt Jobs.Arn»', resources: 'Jobs:\n  Type: AWS::SQS::Queue' },
      { form: 'entry', code: 'SNSPublishMessagePolicy:\n  TopicName: «!Ref News»', resources: 'News:\n  Type: AWS::SNS::Topic' },
      { form: 'entry', code: 'S3ReadPolicy:\n  BucketName: «arn:aws:s3:::reports»' },
    ],
    correct: [
      { form: 'entry', code: 'SQSSendMessagePolicy:\n  QueueName: !GetAtt Jobs.QueueName', resources: 'Jobs:\n  Type: AWS::SQS::Queue' },
      {
        form: 'entry',
        code: 'AWSSecretsManagerGetSecretValuePolicy:\n  SecretArn: !Ref Key',
        resources: 'Key:\n  Type: AWS::SecretsManager::Secret',
      },
      { form: 'entry', code: 'S3ReadPolicy:\n  BucketName: !ImportValue Reports' },
    ],
  },
  dialects: ['sam'],
  sources: ['policy-template'],
  *source(source, context) {
    if (source.kind !== 'policy-template' || source.parameters.kind !== 'mapping') return;
    const template = context.catalog.policyTemplate(source.name.value);
    for (const pair of source.parameters.pairs) {
      if (template?.parameters.some(({ name }) => name === pair.key.value)) yield* reportValue(pair, context);
    }
  },
};

type Wanted = 'arn' | 'name';

/** What SAM puts the value into is an ARN, or the last part of one; the parameter's own name says which. */
function wantedBy(parameter: string): Wanted | undefined {
  if (parameter.endsWith('Arn')) return 'arn';
  return /(?:Name|Id)$/.test(parameter) ? 'name' : undefined;
}

function fits(wanted: Wanted, kind: ValueKind): boolean {
  return wanted === 'arn' ? kind === 'arn' : kind === 'name' || kind === 'id';
}

function* reportValue(pair: Pair, context: RuleContext): Generator<Report> {
  const wanted = wantedBy(pair.key.value);
  const text = readText(pair.value, context.template);
  const given = givenBy(text);
  if (wanted === undefined || given === undefined || fits(wanted, given)) return;
  const noun = given === 'url' ? 'a URL' : given === 'arn' ? 'an ARN' : 'a name';
  const shown = literalText(text) ?? renderText(text);
  yield {
    range: pair.value.outer,
    message: `${quote(shown)} is ${noun}; ${pair.key.value} wants ${wanted === 'arn' ? 'an ARN' : 'a name'}`,
    fixes: fixesOf(text, wanted, context),
  };
}

/** The kind of value that is certainly given; `undefined` where it is not known. */
function givenBy(text: Text): ValueKind | undefined {
  const literal = literalText(text);
  const [first, ...rest] = text.parts;
  if (literal !== undefined)
    return literal.startsWith('arn:') ? 'arn' : literal.includes('://') ? 'url' : literal === '' ? undefined : 'name';
  if (first?.kind === 'literal' && first.text.startsWith('arn:')) return 'arn';
  if (first?.kind !== 'symbol' || rest.length > 0) return undefined;
  const kind = first.symbol.value?.kind;
  return kind === 'other' || kind === 'unknown' ? undefined : kind;
}

function fixesOf(text: Text, wanted: Wanted, context: RuleContext): readonly Fix[] {
  const [part] = text.parts;
  const value = part?.kind === 'symbol' && text.parts.length === 1 ? findValue(part.symbol, wanted, context) : literalName(text, wanted);
  if (value === undefined) return [];
  const edits = () => replaceValue(context.sourceOf(text.range), { text, node: text.node, when: [] }, value);
  return [createFix(`Change to ${describe(value)}`, 'widens', edits, { preferred: true, fixAll: false })];
}

/** How the same resource gives what is wanted; never an attribute that does not exist. */
function findValue({ name: logicalId, resourceType }: TextSymbol, wanted: Wanted, { catalog }: RuleContext): NewValue | undefined {
  const type = resourceType === undefined ? undefined : catalog.cloudFormationType(resourceType);
  if (type === undefined) return undefined;
  if (fits(wanted, type.ref.kind)) return { kind: 'ref', logicalId };
  const own = wanted === 'arn' ? type.arnAttribute : (type.nameProperty ?? '');
  const attribute = own !== undefined && type.attributes.has(own) ? own : undefined;
  return attribute === undefined ? undefined : { kind: 'getAtt', logicalId, attribute };
}

/** `arn:aws:s3:::reports` → `reports`, where the last part is a name without its type. */
function literalName(text: Text, wanted: Wanted): NewValue | undefined {
  const rest = wanted === 'name' ? /^arn:[^:]*:(?:s3|sqs|sns):[^:]*:[^:]*:([^:/]+)$/.exec(literalText(text) ?? '')?.[1] : undefined;
  return rest === undefined ? undefined : { kind: 'literal', text: rest };
}

function describe(value: NewValue): string {
  if (value.kind === 'ref') return `'!Ref ${value.logicalId}'`;
  if (value.kind === 'getAtt') return `'!GetAtt ${value.logicalId}.${value.attribute}'`;
  return value.kind === 'literal' ? `'${value.text}'` : 'its value';
}
