import type { MappingNode, Pair } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Place } from '../template/branches.ts';
import { isStatementElement } from '../template/elements.ts';
import type { PolicySource } from '../template/template.ts';
import type { ReadContext } from '../template/values.ts';
import { lowerCondition, lowerElement, lowerPermissionPrincipal, lowerPrincipal, lowerScalarElement } from './lower-element.ts';
import type { Statement } from './model.ts';

type Draft = { -readonly [Field in keyof Statement]: Statement[Field] };

/** Element names compare with regard to case, as IAM's grammar has them; another spelling is among `unknown`. */
export function lowerStatement(node: MappingNode, { list, when }: Place, context: ReadContext): Statement {
  const unknown: Pair[] = [];
  const statement: Draft = { node, range: node.range, when, unknown, complete: true };
  if (list !== undefined) statement.list = list;
  for (const pair of node.pairs) {
    const key = pair.key.value;
    if (key === 'Sid' || key === 'Effect') statement[scalars[key]] = lowerScalarElement(pair, context, when);
    else if (key === 'Action' || key === 'NotAction' || key === 'Resource' || key === 'NotResource') {
      statement[lists[key]] = lowerElement(pair, context, when);
      // A merge that could not be followed may bring elements, as an include may.
    } else if (key.startsWith('Fn::') || key === '<<') statement.complete = false;
    else if (!isStatementElement(key)) unknown.push(pair);
  }
  const principal = findPair(node, 'Principal');
  const notPrincipal = findPair(node, 'NotPrincipal');
  const condition = findPair(node, 'Condition');
  if (principal !== undefined) statement.principal = lowerPrincipal(principal, context, when);
  if (notPrincipal !== undefined) statement.notPrincipal = lowerPrincipal(notPrincipal, context, when);
  if (condition !== undefined) statement.condition = lowerCondition(condition, context, when);
  return statement;
}

const lists = { Action: 'action', NotAction: 'notAction', Resource: 'resource', NotResource: 'notResource' } as const;
const scalars = { Sid: 'sid', Effect: 'effect' } as const;

/**
 * The statement that the properties of a permission come to (`AWS::Lambda::Permission`). `Effect` and `Resource` are not written there, so
 * it is never complete.
 */
export function lowerPermission(node: MappingNode, source: PolicySource, context: ReadContext): Statement {
  const action = findPair(node, 'Action');
  const principal = findPair(node, 'Principal');
  return {
    node,
    range: node.range,
    when: source.when,
    ...(action === undefined ? {} : { action: lowerElement(action, context, source.when) }),
    ...(principal === undefined ? {} : { principal: lowerPermissionPrincipal(principal, context, source.when) }),
    unknown: [],
    complete: false,
  };
}
