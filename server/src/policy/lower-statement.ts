import type { MappingNode, Pair } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Place } from '../template/branches.ts';
import { isStatementElement } from '../template/elements.ts';
import type { PolicySource } from '../template/template.ts';
import type { ReadContext } from '../template/values.ts';
import { lowerCondition, lowerElement, lowerPermissionPrincipal, lowerPrincipal, lowerScalarElement } from './lower-element.ts';
import type { Element, Statement } from './model.ts';

interface StatementPlace extends Place {
  readonly node: MappingNode;
}

/** Element names compare with regard to case, as IAM's grammar has them; another spelling is among `unknown`. */
export function lowerStatement(place: StatementPlace, context: ReadContext): Statement {
  const { node, list, when } = place;
  const unknown: Pair[] = [];
  let complete = true;
  for (const pair of node.pairs) {
    const key = pair.key.value;
    // A merge that could not be followed may bring elements, as an include may.
    if (key.startsWith('Fn::') || key === '<<') complete = false;
    else if (!isStatementElement(key)) unknown.push(pair);
  }
  const principal = findPair(node, 'Principal');
  const notPrincipal = findPair(node, 'NotPrincipal');
  const condition = findPair(node, 'Condition');
  return {
    node,
    range: node.range,
    ...(list === undefined ? {} : { list }),
    when,
    ...lowerElements(node, context, when),
    ...(principal === undefined ? {} : { principal: lowerPrincipal(principal, context, when) }),
    ...(notPrincipal === undefined ? {} : { notPrincipal: lowerPrincipal(notPrincipal, context, when) }),
    ...(condition === undefined ? {} : { condition: lowerCondition(condition, context, when) }),
    unknown,
    complete,
  };
}

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

const lists = { Action: 'action', NotAction: 'notAction', Resource: 'resource', NotResource: 'notResource' } as const;
const scalars = { Sid: 'sid', Effect: 'effect' } as const;

type Elements = { -readonly [Name in (typeof lists)[keyof typeof lists] | (typeof scalars)[keyof typeof scalars]]?: Element };

function lowerElements(node: MappingNode, context: ReadContext, when: Statement['when']): Elements {
  const elements: Elements = {};
  for (const pair of node.pairs) {
    const key = pair.key.value;
    if (key === 'Sid' || key === 'Effect') elements[scalars[key]] = lowerScalarElement(pair, context, when);
    else if (key === 'Action' || key === 'NotAction' || key === 'Resource' || key === 'NotResource') {
      elements[lists[key]] = lowerElement(pair, context, when);
    }
  }
  return elements;
}
