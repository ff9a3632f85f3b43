import type { PolicyTemplate } from '../catalog/catalog.ts';
import { insertPair, renameKey } from '../edit/pairs.ts';
import { createFix } from '../lint/fix.ts';
import { findNearest } from '../lint/nearest.ts';
import type { Fix, Report, Rule, RuleContext } from '../lint/rule.ts';
import { listNames, quote } from '../lint/text.ts';
import type { Node, Pair } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';

export const policyTemplateParameters: Rule = {
  id: 'policy-template-parameters',
  severity: 'error',
  summary: 'A SAM policy template lacks a parameter, or has one that it does not know.',
  rationale: 'SAM rejects a template without all its parameters; a parameter that it does not know is dropped without a word.',
  alsoKnownAs: { sam: 'Must specify valid parameter values for policy template' },
  examples: {
    incorrect: [
      { form: 'entry', code: '«S3ReadPolicy»: {}' },
      {
        form: 'entry',
        code: 'DynamoDBReadPolicy:\n  «Table»: !Ref Orders\n  TableName: !Ref Orders',
        resources: 'Orders:\n  Type: AWS::DynamoDB::Table',
      },
    ],
    correct: [
      { form: 'entry', code: 'S3ReadPolicy:\n  BucketName: reports' },
      { form: 'entry', code: 'AMIDescribePolicy: {}' },
    ],
  },
  dialects: ['sam'],
  sources: ['policy-template'],
  *source(source, context) {
    if (source.kind !== 'policy-template') return;
    const template = context.catalog.policyTemplate(source.name.value);
    if (template === undefined || isUnreadable(source.parameters) || isBadlyIndented(source.node)) return;
    const written = source.parameters.kind === 'mapping' ? source.parameters.pairs : [];
    const known = new Set(template.parameters.map((parameter) => parameter.name));
    const missing = [...known].filter((name) => !written.some((pair) => pair.key.value === name));
    const unknown = written.filter((pair) => !known.has(pair.key.value));
    for (const pair of written) if (known.has(pair.key.value) && isEmpty(pair.value)) yield reportEmpty(pair, template);
    for (const pair of unknown) yield reportUnknown(pair, template, missing, context);
    const unexplained = missing.filter((name) => !unknown.some((pair) => findMeant(pair.key.value, missing) === name));
    if (unexplained.length > 0) yield reportMissing(source, template, unexplained, context);
  },
};

/** A parameter block that is an intrinsic or a variable: what it holds is not known. */
function isUnreadable(parameters: Node): boolean {
  if (parameters.tag !== undefined) return true;
  if (parameters.kind === 'scalar') return parameters.type !== 'null';
  return parameters.kind === 'mapping' && parameters.pairs.some((pair) => pair.key.value.startsWith('Fn::') || pair.merged === true);
}

/** Parameters beside the template's name are what `policy-entry` reports. */
function isBadlyIndented(entry: Node): boolean {
  return entry.kind === 'mapping' && entry.pairs.length > 1;
}

function isEmpty(value: Node): boolean {
  return value.kind === 'scalar' && value.type === 'null' && value.tag === undefined;
}

function reportEmpty({ key }: Pair, { name }: PolicyTemplate): Report {
  return { range: key.range, message: `The parameter ${quote(key.value)} of ${name} has no value` };
}

function reportUnknown(pair: Pair, template: PolicyTemplate, missing: readonly string[], context: RuleContext): Report {
  const nearest = findMeant(pair.key.value, missing);
  const source = context.sourceOf(pair.range);
  const fixes =
    nearest === undefined
      ? []
      : [createFix(`Rename to '${nearest}'`, 'widens', () => renameKey(source, pair, nearest), { preferred: true, fixAll: false })];
  const names = template.parameters.map((parameter) => parameter.name);
  const hint =
    nearest !== undefined ? `did you mean ${quote(nearest)}?` : names.length === 0 ? 'it takes none' : `it takes ${listNames(names)}`;
  return {
    range: pair.key.range,
    severity: nearest === undefined ? 'warning' : 'error',
    message: `${quote(pair.key.value)} is no parameter of ${template.name}; ${hint}`,
    fixes,
  };
}

function reportMissing(
  source: PolicySource & { kind: 'policy-template' },
  template: PolicyTemplate,
  missing: readonly string[],
  context: RuleContext,
): Report {
  const document = context.sourceOf(source.name.range);
  const target = source.parameters;
  const fixes: readonly Fix[] =
    target.kind !== 'mapping' || target.pairs.length === 0
      ? []
      : missing.flatMap((name) =>
          findCandidates(name, context).map(({ title, logicalId }) =>
            createFix(title, 'widens', () => insertPair(document, target, name, { kind: 'ref', logicalId })),
          ),
        );
  return {
    range: source.name.range,
    message: `${template.name} needs ${missing.length === 1 ? 'the parameter' : 'the parameters'} ${listNames(missing)}`,
    fixes,
  };
}

/** The missing parameter that is meant: the nearest, or the one that is written in part (`Table`). */
function findMeant(written: string, missing: readonly string[]): string | undefined {
  const part = written.toLowerCase();
  const whole = missing.filter((name) => name.toLowerCase().startsWith(part) || name.toLowerCase().endsWith(part));
  return findNearest(written, missing) ?? (whole.length === 1 ? whole[0] : undefined);
}

/** The template's own resources whose `!Ref` is the name the parameter asks for. */
function findCandidates(parameter: string, context: RuleContext): readonly { readonly title: string; readonly logicalId: string }[] {
  const candidates: { title: string; logicalId: string }[] = [];
  for (const resource of context.template.scope.resources.values()) {
    const type = context.catalog.cloudFormationType(resource.type);
    if (type?.nameProperty !== parameter || type.ref.kind !== 'name') continue;
    candidates.push({ title: `Insert '${parameter}: !Ref ${resource.logicalId}'`, logicalId: resource.logicalId });
  }
  return candidates.slice(0, 5);
}
