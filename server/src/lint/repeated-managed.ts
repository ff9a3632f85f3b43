import { removeEntry } from '../edit/move-entry.ts';
import type { Principal } from '../grants/model.ts';
import type { Node, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Resource } from '../template/template.ts';
import { createFix } from './fix.ts';
import { readManagedName } from './managed-name.ts';
import type { Fix, RuleContext } from './rule.ts';

export interface RepeatedManaged {
  readonly range: Range;
  readonly message: string;
  readonly fixes: () => readonly Fix[];
}

/** The managed policies of AWS that a list attaches twice, of all resources but the functions of SAM. */
export function* findRepeatedManaged(resource: DeclaredResource, context: RuleContext): Generator<RepeatedManaged> {
  if (resource.type !== FUNCTION) yield* findRepeated(resource, false, context);
}

/** The same of a function of SAM, and the one that SAM attaches to every function whose role it makes. What `Globals` says of it the principal knows. */
export function* findRepeatedOfFunction(principal: Principal, context: RuleContext): Generator<RepeatedManaged> {
  if (principal.kind !== 'function' || principal.type !== FUNCTION) return;
  const resource = context.template.scope.resources.get(principal.logicalId);
  const addsBasic = principal.policies.some(({ origin }) => origin.name === BASIC && origin.addedFor !== undefined);
  if (resource !== undefined) yield* findRepeated(resource, addsBasic, context);
}

function* findRepeated({ type, properties }: Resource, addsBasic: boolean, context: RuleContext): Generator<RepeatedManaged> {
  const isSam = type.startsWith('AWS::Serverless::');
  const pair = findPair(properties, isSam ? 'Policies' : 'ManagedPolicyArns');
  if (pair === undefined || properties?.kind !== 'mapping' || (isSam && findPair(properties, 'Role') !== undefined)) return;
  const items = pair.value.kind === 'sequence' && pair.value.tag === undefined ? pair.value.items : [pair.value];
  const seen = new Set<string>();
  for (const node of items) {
    const name = nameOf(node, isSam, context);
    if (name === undefined) continue;
    const isAdded = addsBasic && name === BASIC;
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

const FUNCTION = 'AWS::Serverless::Function';
const BASIC = 'AWSLambdaBasicExecutionRole';

function nameOf(node: Node, mayBeName: boolean, context: RuleContext): string | undefined {
  if (node.kind !== 'scalar' && findIntrinsic(node) === undefined) return undefined;
  return readManagedName(readText(node, context.template), mayBeName)?.name;
}
