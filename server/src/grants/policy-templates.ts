import type { PolicyTemplate } from '../catalog/catalog.ts';
import { derive } from '../policy/kernel.ts';
import type { MappingNode, Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { expand } from '../template/branches.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { PolicySource } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { areCompatible } from '../template/text.ts';
import type { Attached } from './attached.ts';
import type { GrantsReader, WrittenDocument } from './context.ts';
import type { Written } from './written.ts';
import { replaceIn } from './written.ts';

export type PolicyTemplateSource = PolicySource & { readonly kind: 'policy-template' };

/**
 * The statements of a SAM policy template with the author's nodes in place of its parameters; one policy for each combination of the branches of
 * `Fn::If` that stand as parameters. Without all its parameters a template grants nothing, as SAM rejects it; parameters that it does not have are
 * dropped (aws/serverless-application-model 1.110.0, `policy_template_processor`).
 */
export function attachPolicyTemplate(attached: Attached, reader: GrantsReader, source: PolicyTemplateSource): void {
  const { name, owner, node } = source;
  const range = node.range;
  const readable = readParameters(reader, source);
  if (typeof readable === 'string') {
    attached.unknown.push({ reason: readable, range, about: 'attached' });
    return;
  }
  for (const { values, when } of readable.choices) {
    const document = fillIn(definitionOf(reader, readable.template), values);
    const origin = { kind: 'policy-template', name: name.value, range } as const;
    attached.policies.push({ policy: reader.lower(document, owner, range, when), origin, when });
  }
}

interface Choice {
  readonly values: ReadonlyMap<string, Node>;
  readonly when: readonly Branch[];
}

interface Readable {
  readonly template: PolicyTemplate;
  readonly choices: readonly Choice[];
}

/** Every combination of values that the parameters may have, or why there is none. */
function readParameters(reader: GrantsReader, { name, node, parameters, when }: PolicyTemplateSource): Readable | string {
  const called = name.value;
  const template = reader.catalog.policyTemplate(called);
  if (template === undefined) return `SAM has no policy template ${called}`;
  if (node.kind === 'mapping' && node.pairs.length > 1) return `SAM rejects ${called} with further keys beside it`;
  if (!isPlainMapping(parameters)) return `the parameters of the policy template ${called} are not written as a mapping`;
  let choices: readonly Choice[] = [{ values: new Map(), when }];
  for (const parameter of template.parameters) {
    const value = findPair(parameters, parameter.name)?.value;
    const { places } = value === undefined ? { places: [] } : expand(value, when, reader.resolve);
    const usable = places.filter((place) => isValue(place.node));
    if (usable.length === 0) return `the policy template ${called} has no value for ${parameter.name}`;
    choices = choices.flatMap((choice) => usable.flatMap((place) => withValue(choice, parameter.name, place.node, place.when)));
    if (choices.length > MAXIMUM_CHOICES) return `the policy template ${called} has too many branches`;
  }
  return { template, choices };
}

/** Combinations of branches of one entry; real templates stay under 5. */
const MAXIMUM_CHOICES = 100;

function withValue(choice: Choice, name: string, node: Node, when: readonly Branch[]): readonly Choice[] {
  if (!areCompatible(choice.when, when)) return [];
  const added = when.filter((branch) => !choice.when.some((other) => other.condition === branch.condition));
  return [{ values: new Map([...choice.values, [name, node]]), when: [...choice.when, ...added] }];
}

function isPlainMapping(node: Node): node is MappingNode {
  return node.kind === 'mapping' && findIntrinsic(node) === undefined;
}

/** A string or what yields one; nothing that a template takes is a list. */
function isValue(node: Node): boolean {
  if (findIntrinsic(node) !== undefined) return true;
  return node.kind === 'scalar' && node.type !== 'null';
}

function definitionOf(reader: GrantsReader, template: PolicyTemplate): WrittenDocument {
  // The catalogue's definitions are JSON that the build has checked: a document of strings, lists and mappings.
  return derive(reader.catalog, template, 'definition', () => JSON.parse(template.definition) as WrittenDocument);
}

function fillIn(definition: WrittenDocument, values: ReadonlyMap<string, Node>): WrittenDocument {
  const replace = (written: Written): Written | undefined => {
    if (typeof written === 'string' || !('Ref' in written)) return undefined;
    const name = written['Ref'];
    return typeof name === 'string' ? values.get(name) : undefined;
  };
  return { Statement: replaceIn(definition.Statement, replace) };
}
