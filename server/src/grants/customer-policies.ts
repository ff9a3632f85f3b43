import type { Policy } from '../policy/model.ts';
import type { Text } from '../template/text.ts';
import type { GrantsReader } from './context.ts';
import { nameInArn } from './given-names.ts';
import { findManagedPolicy, managedPolicyDocument } from './managed-policies.ts';
import type { ManagedUse } from './model.ts';
import { renderShown } from './render.ts';

const TYPE = 'AWS::IAM::ManagedPolicy';

export interface ResolvedManaged {
  readonly use: Pick<ManagedUse, 'kind' | 'text' | 'name'>;
  /** Its documents, one for each branch that its own property has; absent where they are not known. */
  readonly policies?: readonly Policy[];
}

/** The managed policy that a text names: one of AWS, one of this template, or none that is known. */
export function resolveManaged(reader: GrantsReader, text: Text, byName: boolean): ResolvedManaged {
  const written = renderShown(text);
  const ofAws = findManagedPolicy(reader.catalog, written, byName);
  if (ofAws !== undefined) {
    const { arn, name } = ofAws;
    return { use: { kind: 'aws', text: arn, name }, policies: [managedPolicyDocument(reader.catalog, ofAws)] };
  }
  const logicalId = findCustomerPolicy(reader, text);
  if (logicalId === undefined) return { use: { kind: 'unknown', text: written } };
  const policies = reader.sourcesOf(TYPE, logicalId).flatMap((source) => reader.policyOf(source) ?? []);
  const use = { kind: 'template', text: `\${${logicalId}}`, name: logicalId } as const;
  return policies.length === 0 ? { use } : { use, policies };
}

/** The logical id that a `!Ref`, its attribute or an ARN with its name refers to. */
function findCustomerPolicy(reader: GrantsReader, text: Text): string | undefined {
  const [part] = text.parts;
  if (text.parts.length === 1 && part?.kind === 'symbol') {
    const { resourceType, kind, attribute, name } = part.symbol;
    return resourceType === TYPE && (kind === 'ref' || attribute === 'PolicyArn') ? name : undefined;
  }
  const name = nameInArn(renderShown(text), 'policy');
  return name === undefined ? undefined : reader.findNamed(TYPE, name);
}
