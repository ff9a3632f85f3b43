import type { ManagedPolicy } from '../catalog/catalog.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { OF_CATALOG, remember } from '../policy/kernel.ts';
import { lowerPolicy } from '../policy/lower.ts';
import type { Policy } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import type { PolicySource, Template } from '../template/template.ts';
import type { Written } from './written.ts';
import { nodeOf } from './written.ts';

/** The document of a managed policy of AWS, lowered once for a catalogue. Its ranges are in a unit of its own that no text has. */
export function managedPolicyDocument(catalog: KernelCatalog, managed: ManagedPolicy): Policy {
  return remember(catalog.policyMemo?.managed, managed.name, () => lowerManaged(catalog, managed), OF_CATALOG);
}

function lowerManaged(catalog: KernelCatalog, managed: ManagedPolicy): Policy {
  const uri = `leastwise:/managed-policies/${managed.name}.json`;
  const unit = { uri, name: '' };
  const range: Range = { unit, start: 0, end: 0 };
  // The catalogue's documents are JSON that the build has checked.
  const node = nodeOf(JSON.parse(managed.document(), asText) as Written, range);
  const source: PolicySource = {
    kind: 'document',
    owner: { name: managed.name, type: 'AWS::IAM::ManagedPolicy', range },
    policyKind: 'identity',
    when: [],
    node,
  };
  const document = { uri, language: 'json', text: '', layout: new Map([[unit, 0]]), document: unit } as const;
  const scope = {
    resources: new Map(),
    parameters: new Map(),
    conditions: new Set<string>(),
    incomplete: false,
    loops: new Set<string>(),
    catalog,
  };
  const template: Template = {
    dialect: 'policy',
    source: document,
    sources: new Map([[uri, document]]),
    trees: new Map([[uri, node]]),
    scope,
    policies: [source],
    problems: [],
    hosts: new Map(),
    replaced: new Map(),
  };
  return lowerPolicy(source, template) ?? { source, kind: 'identity', range, statements: [], unknown: [], complete: false };
}

/** A condition's `true` and `300` are compared as text. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}

/**
 * The managed policy that a text in `Fn::Sub` notation names by its ARN in any partition: `arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess`. By
 * its name alone where `byName` says that the place takes names.
 */
export function findManagedPolicy(catalog: KernelCatalog, text: string, byName: boolean): ManagedPolicy | undefined {
  const path = /^arn:(?:aws[a-z-]*|\$\{[^}]+\}):iam::aws:policy\/(.+)$/.exec(text)?.[1];
  if (path !== undefined) return catalog.managedPolicy(`arn:aws:iam::aws:policy/${path}`);
  return byName && !text.includes(':') ? catalog.managedPolicy(text) : undefined;
}
