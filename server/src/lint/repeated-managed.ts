import { removeEntry } from '../edit/move-entry.ts';
import type { Node, Range } from '../syntax/node.ts';
import { findPair, findValue } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource } from '../template/template.ts';
import { createFix } from './fix.ts';
import { readManagedName } from './managed-name.ts';
import type { Fix, RuleContext } from './rule.ts';

export interface RepeatedManaged {
  readonly range: Range;
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

/** The managed policies of AWS that a list attaches twice, and the one that SAM attaches to every function whose role it makes. */
export function* findRepeatedManaged(resource: DeclaredResource, context: RuleContext): Generator<RepeatedManaged> {
  const { type, properties } = resource;
  const isSam = type.startsWith('AWS::Serverless::');
  const pair = findPair(properties, isSam ? 'Policies' : 'ManagedPolicyArns');
  if (pair === undefined || properties?.kind !== 'mapping' || (isSam && findPair(properties, 'Role') !== undefined)) return;
  const items = pair.value.kind === 'sequence' && pair.value.tag === undefined ? pair.value.items : [pair.value];
  const seen = new Set<string>();
  for (const node of items) {
    const name = nameOf(node, isSam, context);
    if (name === undefined) continue;
    const isAdded = name === BASIC && type === 'AWS::Serverless::Function' && addsBasic(properties, context);
    const message = isAdded
      ? `SAM attaches ${name} to the role of every function by itself`
      : seen.has(name)
        ? `${name} is attached twice`
        : undefined;
    seen.add(name);
    if (message === undefined) continue;
    const edits = () => removeEntry(context.sourceOf(node.range), properties, pair, node);
    // `Properties` cannot be left empty.
    const isLast = items.length === 1 && properties.pairs.length === 1;
    const fixes = () => (isLast ? [] : [createFix(`Remove ${name}`, 'equal', edits, { preferred: true, fixAll: false })]);
    yield { range: node.outer, message, fixes };
  }
}

const BASIC = 'AWSLambdaBasicExecutionRole';

function nameOf(node: Node, mayBeName: boolean, context: RuleContext): string | undefined {
  if (node.kind !== 'scalar' && findIntrinsic(node) === undefined) return undefined;
  return readManagedName(readText(node, context.template), mayBeName)?.name;
}

/** A durable function gets another policy in its place (aws/serverless-application-model 1.110.0). */
function addsBasic(properties: Node, { template }: RuleContext): boolean {
  if (findPair(properties, 'DurableConfig') !== undefined) return false;
  const root = template.trees.get(properties.range.unit.uri);
  return findValue(root, 'Globals', 'Function', 'DurableConfig') === undefined;
}
