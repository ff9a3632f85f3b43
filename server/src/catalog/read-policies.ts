import type { EncodedPolicy, EncodedTemplate } from './bundle-format.ts';
import type { Catalog, ManagedPolicy, PolicyTemplate } from './catalog.ts';
import type { Bundle } from './shelf.ts';
import { lazy, memoised } from './shelf.ts';

type PolicyPart = Pick<Catalog, 'managedPolicyNames' | 'managedPolicy' | 'policyTemplates' | 'policyTemplate'>;

/** Partition of the ARN is left open: the same policies exist in every one. */
const MANAGED_ARN = /^arn:[^:]*:iam::aws:policy\//;

/** AWS managed policies and SAM policy templates. */
export function readPolicies(bundle: Bundle): PolicyPart {
  return { ...readManagedPolicies(bundle), ...readPolicyTemplates(bundle) };
}

function readManagedPolicies(bundle: Bundle): Pick<Catalog, 'managedPolicyNames' | 'managedPolicy'> {
  const shelf = bundle.shelf('policies');
  const pathsByName = lazy(() => new Map(shelf.keys().map((path) => [nameOf(path), path])));
  const read = (path: string): EncodedPolicy | undefined => {
    const line = shelf.line(path);
    return line === undefined ? undefined : (JSON.parse(line) as EncodedPolicy);
  };
  const decode = memoised((path: string): ManagedPolicy | undefined => {
    const encoded = read(path);
    if (encoded === undefined) return undefined;
    const { description, deprecated } = encoded;
    return {
      name: nameOf(path),
      arn: `arn:aws:iam::aws:policy/${path}`,
      description,
      deprecated: deprecated === 1,
      // Read again: a completion asks for all policies, and for the documents of none.
      document: lazy(() => JSON.stringify(read(path)?.document)),
    };
  });
  return {
    managedPolicyNames: lazy(() => [...pathsByName().keys()].sort()),
    managedPolicy: (nameOrArn) => {
      const path = MANAGED_ARN.test(nameOrArn) ? nameOrArn.replace(MANAGED_ARN, '') : pathsByName().get(nameOrArn);
      return path === undefined ? undefined : decode(path);
    },
  };
}

function readPolicyTemplates(bundle: Bundle): Pick<Catalog, 'policyTemplates' | 'policyTemplate'> {
  const shelf = bundle.shelf('templates');
  const decode = memoised((name: string): PolicyTemplate | undefined => {
    const line = shelf.line(name);
    if (line === undefined) return undefined;
    const { description, parameters, definition } = JSON.parse(line) as EncodedTemplate;
    return { name, description, parameters: parameters.map(([parameter, text]) => ({ name: parameter, description: text })), definition };
  });
  return { policyTemplates: lazy(() => shelf.keys().flatMap((name) => decode(name) ?? [])), policyTemplate: decode };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
