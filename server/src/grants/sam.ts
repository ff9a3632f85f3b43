import type { DeclaredResource, Resource } from '../template/template.ts';
import type { Attached } from './attached.ts';
import { attachInline, attachManaged, nothingAttached } from './attached.ts';
import { findCloudFormationPrincipals } from './cloudformation.ts';
import type { GrantsContext, GrantsReader } from './context.ts';
import type { Principal } from './model.ts';

/** The principals of a SAM template: those of its own resources, and those of CloudFormation. */
export function findSamPrincipals(context: GrantsContext): readonly Principal[] {
  const found: Principal[] = [];
  for (const resource of context.template.scope.resources.values()) {
    if (resource.type === 'AWS::Serverless::Function' && isDeclared(resource)) found.push(...functionPrincipals(context, resource));
  }
  return [...found, ...findCloudFormationPrincipals(context)];
}

function functionPrincipals(context: GrantsContext, resource: DeclaredResource): readonly Principal[] {
  const { logicalId, type } = resource;
  const sources = context.sourcesOf(type, logicalId);
  const by = sources.flatMap((source) => [source, context.policyOf(source)]);
  const { policies, managed, unknown } = context.recall(resource, 'attached', by, (reader) => attachedTo(reader, resource));
  const role = `${logicalId}Role`;
  const { range } = resource.key;
  const shared = { policies, managed, unknown, boundaries: [], trust: [], when: [], range };
  return [
    {
      kind: 'function',
      logicalId,
      type,
      generated: false,
      roles: [{ logicalId: role, text: `\${${role}.Arn}`, range, when: [] }],
      ...shared,
    },
    { kind: 'role', logicalId: role, type: 'AWS::IAM::Role', generated: true, roles: [], ...shared },
  ];
}

function attachedTo(reader: GrantsReader, { type, logicalId }: Resource): Attached {
  const attached = nothingAttached();
  for (const source of reader.sourcesOf(type, logicalId, 'identity')) {
    if (source.kind === 'managed') attachManaged(attached, reader, source, true);
    else if (source.kind === 'document' || source.kind === 'statements') {
      attachInline(attached, reader, source, { kind: 'inline', range: source.node.range });
    }
  }
  return attached;
}

function isDeclared(resource: Resource): resource is DeclaredResource {
  return resource.node !== undefined && resource.key !== undefined;
}
