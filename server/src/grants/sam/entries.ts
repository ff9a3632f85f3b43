import { findPair } from '../../syntax/node.ts';
import { expandItems } from '../../template/branches.ts';
import { findIntrinsic } from '../../template/intrinsic.ts';
import type { DeclaredResource, PolicySource } from '../../template/template.ts';
import { attachInline, attachManaged } from '../attached.ts';
import { attachPolicyTemplate } from '../policy-templates.ts';
import { findUnreadPolicies } from '../unread-policies.ts';
import type { Adding } from './adding.ts';
import { addRejected } from './adding.ts';

/**
 * What the entries of `Policies` attach. SAM takes documents with `Statement`, policy templates and managed policies, and rejects all else
 * (aws/serverless-application-model 1.110.0, `model/resource_policies.py`; `semantics.md` 17).
 */
export function addEntries(adding: Adding, resource: DeclaredResource): void {
  const { reader, owner, attached } = adding;
  const policies = findPair(resource.properties, 'Policies')?.value;
  for (const source of reader.sourcesOf(owner.type, owner.name, 'identity')) attachEntry(adding, source);
  attached.unknown.push(...findUnreadPolicies(reader, resource));
  if (policies === undefined) return;
  const { places, complete } = expandItems(policies, [], reader.resolve);
  const included = places.some(({ node }) => findIntrinsic(node)?.name === 'Transform');
  if (included || !complete) attached.unknown.push({ reason: 'its Policies cannot be read', range: policies.outer, about: 'attached' });
}

function attachEntry(adding: Adding, source: PolicySource): void {
  const { reader, attached } = adding;
  const { range } = source.node;
  switch (source.kind) {
    case 'document':
      if (findPair(source.node, 'Statement') === undefined) addRejected(adding, 'a policy without Statement', range);
      else attachInline(attached, reader, source, { kind: 'inline', range });
      return;
    case 'statements':
      addRejected(adding, 'a statement that is not in a policy document', range);
      return;
    case 'wrapped':
      addRejected(adding, 'a policy with PolicyDocument: its statements belong in the entry itself', range);
      return;
    case 'policy-template':
      attachPolicyTemplate(attached, reader, source);
      return;
    case 'managed':
      attachManaged(attached, reader, source, true);
      return;
    case 'permission':
      return;
  }
}
