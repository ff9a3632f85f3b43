import { byCodePoint } from './iam-data.ts';
import { requireFromRoot } from './packages.ts';

/** What the build reads of a type of the spec. */
export interface SpecType {
  readonly cloudFormationType: string;
  readonly primaryIdentifier?: readonly string[];
  /** What `!Ref` gives, where it is not the primary identifier. */
  readonly cfnRefIdentifier?: readonly string[];
  readonly properties: Readonly<Record<string, SpecProperty>>;
  readonly attributes: Readonly<Record<string, SpecProperty>>;
  readonly arnTemplate?: string;
  readonly scrutinizable?: string;
}

export interface SpecProperty {
  readonly type: { readonly type: string };
  readonly scrutinizable?: string;
}

export function readSpec(): readonly SpecType[] {
  const spec = requireFromRoot<{ loadAwsServiceSpecSync(): { all(entity: 'resource'): readonly SpecType[] } }>('@aws-cdk/aws-service-spec');
  return [...spec.loadAwsServiceSpecSync().all('resource')].sort((a, b) => byCodePoint(a.cloudFormationType, b.cloudFormationType));
}
