import type { Policy } from '../policy/model.ts';
import type { Node } from '../syntax/node.ts';
import type { PolicySource } from '../template/template.ts';
import type { Text } from '../template/text.ts';
import { renderText } from '../template/text.ts';
import type { GrantsContext, GrantsReader } from './context.ts';
import { nameInArn } from './given-names.ts';
import { findManagedPolicy, managedPolicyDocument } from './managed-policies.ts';
import type { ManagedUse } from './model.ts';

const TYPE = 'AWS::IAM::ManagedPolicy';

export interface ResolvedManaged {
  readonly use: Pick<ManagedUse, 'kind' | 'text' | 'name'>;
  /** Its documents, one for each branch that its own property has; absent where they are not known. */
  readonly policies?: readonly Policy[];
}

/** The managed policy that a text names: one of AWS, one of this template, or none that is known. */
export function resolveManaged(reader: GrantsReader, text: Text, byName: boolean): ResolvedManaged {
  const written = renderText(text);
  const ofAws = findManagedPolicy(reader.catalog, written, byName);
  if (ofAws !== undefined) {
    const { arn, name } = ofAws;
    return { use: { kind: 'aws', text: arn, name }, policies: [managedPolicyDocument(reader.catalog, ofAws)] };
  }
  const logicalId = findCustomerPolicy(reader, text);
  if (logicalId === undefined) return { use: { kind: 'unknown', text: written } };
  const policies = documentsOf(reader, logicalId).flatMap(([, policy]) => policy ?? []);
  const use = { kind: 'template', text: `\${${logicalId}}`, name: logicalId } as const;
  return policies.length === 0 ? { use } : { use, policies };
}

/**
 * What decides what these sources attach: for the `by` of `recall`, whose reader then may resolve managed policies. Sources and their policies,
 * and those of the managed policies of this template that they name.
 */
export function attachmentInputs(context: GrantsContext, sources: readonly PolicySource[]): readonly unknown[] {
  return sources.flatMap((source) => {
    return source.kind === 'managed' ? [source, ...managedInputs(context, source.node)] : [source, context.policyOf(source)];
  });
}

/** The same of one value that names a managed policy. */
export function managedInputs(context: GrantsContext, node: Node): readonly unknown[] {
  const text = context.recall(node, 'text', [], (reader) => reader.readText(node));
  const logicalId = findCustomerPolicy(context, text);
  return logicalId === undefined ? [node] : [node, ...documentsOf(context, logicalId).flat()];
}

function documentsOf(reader: GrantsReader, logicalId: string): readonly (readonly [PolicySource, Policy | undefined])[] {
  return reader.sourcesOf(TYPE, logicalId).map((source) => [source, reader.policyOf(source)]);
}

/** The logical id that a `!Ref`, its attribute or an ARN with its name refers to. */
function findCustomerPolicy(reader: GrantsReader, text: Text): string | undefined {
  const [part] = text.parts;
  if (text.parts.length === 1 && part?.kind === 'symbol') {
    const { resourceType, kind, attribute, name } = part.symbol;
    return resourceType === TYPE && (kind === 'ref' || attribute === 'PolicyArn') ? name : undefined;
  }
  const name = nameInArn(renderText(text), 'policy');
  return name === undefined ? undefined : reader.findNamed(TYPE, name);
}
