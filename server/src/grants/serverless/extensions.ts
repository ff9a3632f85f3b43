import type { MappingNode, Node } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { plainMapping } from '../../template/intrinsic.ts';
import type { Template } from '../../template/template.ts';
import type { FoundPrincipal } from '../acting.ts';
import { boundaryUses } from '../boundary.ts';
import type { GrantsContext } from '../context.ts';
import type { Adding } from '../sam/adding.ts';
import { addingTo } from '../sam/adding.ts';
import { attachManagedList } from './attach.ts';

/** Properties below `resources.extensions`, by logical id. */
export type Extensions = ReadonlyMap<string, Node>;

export function readExtensions(template: Template): Extensions {
  const pairs = sectionsOf(template).flatMap((section) => plainMapping(findPair(section, 'extensions')?.value)?.pairs ?? []);
  return new Map(
    pairs.flatMap(({ key, value }) => {
      const properties = findPair(value, 'Properties')?.value;
      return properties === undefined ? [] : [[key.value, properties] as const];
    }),
  );
}

/**
 * A role that is made, with what `resources` say of it: a property below `extensions` takes the place of what is made; what stands below `Resources` under the same id
 * is merged into it item by item (serverless 3.40.0, MIT, `lib/plugins/aws/package/lib/merge-custom-provider-resources.js`), of which only the boundary is read.
 */
export function extendRole(context: GrantsContext, role: FoundPrincipal, extensions: Extensions): FoundPrincipal {
  const extension = extensions.get(role.logicalId);
  const merged = findPair(context.template.scope.resources.get(role.logicalId)?.node, 'Properties')?.value;
  if (extension === undefined && merged === undefined) return role;
  const boundary = findPair(extension, 'PermissionsBoundary')?.value ?? findPair(merged, 'PermissionsBoundary')?.value;
  const managed = findPair(extension, 'ManagedPolicyArns')?.value;
  return context.recall(role, 'extended', [extension, merged], (reader) => {
    const adding = addingTo(reader, { name: role.logicalId, type: 'AWS::IAM::Role', range: role.range });
    if (merged !== undefined && ['Policies', 'ManagedPolicyArns'].some((key) => findPair(merged, key) !== undefined)) {
      adding.attached.unknown.push({
        reason: 'resources.Resources has more that is merged into it',
        range: merged.range,
        about: 'attached',
      });
    }
    attachManagedList(adding, managed);
    return {
      ...role,
      ...attachedBy(adding, role, findPair(extension, 'Policies') !== undefined, managed !== undefined),
      ...(boundary === undefined ? {} : { boundaries: boundaryUses(reader, boundary) }),
    };
  });
}

function attachedBy(
  { reader, attached }: Adding,
  role: FoundPrincipal,
  hasPolicies: boolean,
  hasManaged: boolean,
): Pick<FoundPrincipal, 'policies' | 'managed' | 'unknown'> {
  const isManaged = ({ origin }: FoundPrincipal['policies'][number]): boolean =>
    reader.catalog.managedPolicy(origin.name ?? '') !== undefined;
  const own = role.policies.filter((granted) => !isManaged(granted));
  const ofManaged = hasManaged ? attached.policies : role.policies.filter(isManaged);
  const sources = reader.sourcesOf('AWS::IAM::Role', role.logicalId, 'identity').filter(({ kind }) => kind !== 'managed');
  const extended = sources.flatMap((source) => {
    const policy = reader.policyOf(source);
    return policy === undefined ? [] : [{ policy, origin: { kind: 'inline', range: source.node.range } as const, when: source.when }];
  });
  return {
    policies: [...(hasPolicies ? extended : own), ...ofManaged],
    managed: hasManaged ? attached.managed : role.managed,
    unknown: [...role.unknown, ...attached.unknown],
  };
}

/** Mappings with `Resources` and `extensions`: one, or one for each item of a list. */
function sectionsOf({ trees, source, replaced }: Template): readonly MappingNode[] {
  const resources = findPair(trees.get(source.uri), 'resources')?.value;
  const resolved = (node: Node): Node => (node.kind === 'scalar' ? (replaced.get(node) ?? node) : node);
  if (resources === undefined) return [];
  const section = resolved(resources);
  return (section.kind === 'sequence' ? section.items.map(resolved) : [section]).flatMap((node) => plainMapping(node) ?? []);
}
