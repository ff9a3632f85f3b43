import type { Node } from '../syntax/node.ts';
import { argumentList, findIntrinsic, isNoValue } from '../template/intrinsic.ts';
import { renderText } from '../template/text.ts';
import type { GrantsReader, WrittenDocument } from './context.ts';
import type { Written } from './written.ts';
import { isNode } from './written.ts';

/** What `AWS::Lambda::Permission` says, each as an author wrote it or a framework writes it. */
export interface PermissionProperties {
  readonly [property: string]: Written | undefined;
}

/** The properties of a permission that are conditions: operator and key (Lambda Developer Guide, "Resource-based policies", 2026-11). */
const CONDITIONS: readonly (readonly [property: string, operator: string, key: string])[] = [
  ['SourceArn', 'ArnLike', 'aws:SourceArn'],
  ['SourceAccount', 'StringEquals', 'aws:SourceAccount'],
  ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
  ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
  ['InvokedViaFunctionUrl', 'Bool', 'lambda:InvokedViaFunctionUrl'],
];

/** The statement that the service makes of a permission: who may do what to the function, and from where. */
export function permissionDocument(reader: GrantsReader, properties: PermissionProperties): WrittenDocument {
  const { Action, Principal, FunctionName } = properties;
  const statement: Written = {
    Effect: 'Allow',
    ...(Principal === undefined ? {} : { Principal: inBranches(Principal, (value) => principalOf(reader, value)) }),
    ...(Action === undefined ? {} : { Action }),
    ...(FunctionName === undefined ? {} : { Resource: inBranches(FunctionName, (value) => functionArn(reader, value)) }),
  };
  const conditions: Condition[] = [];
  for (const [property, operator, key] of CONDITIONS) {
    const value = properties[property];
    if (value !== undefined) conditions.push({ operator, key, value });
  }
  return { Version: '2012-10-17', Statement: [withConditions(statement, conditions)] };
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly value: Written;
}

/** A statement under its conditions, of which `settled` are read; where a value is absent in one branch of an `Fn::If`, a statement for each branch. */
function withConditions(
  statement: Readonly<Record<string, Written>>,
  conditions: readonly Condition[],
  settled: readonly Condition[] = [],
): Written {
  const next = conditions.findIndex(({ value }) => findOptional(value) !== undefined);
  const [one, optional] = [conditions[next], findOptional(conditions[next]?.value ?? '')];
  if (one === undefined || optional === undefined) return withBlock(statement, [...settled, ...conditions]);
  const before = [...settled, ...conditions.slice(0, next)];
  const rest = conditions.slice(next + 1);
  const [condition, ...branches] = optional;
  const under = (branch: Node): Written =>
    withConditions(statement, rest, isNoValue(branch) ? before : [...before, { ...one, value: branch }]);
  return { 'Fn::If': [condition, ...branches.map(under)] };
}

function withBlock(statement: Readonly<Record<string, Written>>, conditions: readonly Condition[]): Written {
  if (conditions.length === 0) return statement;
  const block: Record<string, Record<string, Written>> = {};
  for (const { operator, key, value } of conditions) {
    const ofOperator = block[operator] ?? {};
    ofOperator[key] = value;
    block[operator] = ofOperator;
  }
  return { ...statement, Condition: block };
}

/** Condition and branches of an `Fn::If` of which one is `AWS::NoValue`. */
function findOptional(value: Written): readonly [Node, Node, Node] | undefined {
  if (typeof value === 'string' || !isNode(value)) return undefined;
  const intrinsic = findIntrinsic(value);
  const [condition, yes, no] = intrinsic?.name === 'If' ? argumentList(intrinsic) : [];
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return isNoValue(yes) || isNoValue(no) ? [condition, yes, no] : undefined;
}

/** What a value comes to in each branch of its `Fn::If`s, as one value again. */
function inBranches(value: Written, make: (value: Written) => Written): Written {
  if (typeof value === 'string' || !isNode(value)) return make(value);
  const intrinsic = findIntrinsic(value);
  if (intrinsic?.name !== 'If') return isNoValue(value) ? value : make(value);
  const [condition, yes, no] = argumentList(intrinsic);
  if (condition === undefined || yes === undefined || no === undefined) return make(value);
  return { 'Fn::If': [condition, inBranches(yes, make), inBranches(no, make)] };
}

/** A service by its name, an account or an identity by number or ARN, `*` for everybody. */
function principalOf(reader: GrantsReader, value: Written): Written {
  const text = typeof value === 'string' ? value : isNode(value) ? renderText(reader.readText(value)) : '';
  if (text === '*') return value;
  return /^(?!arn:)[^:]*\.[^:]*$/.test(text) ? { Service: value } : { AWS: value };
}

/** The ARN of a function that is named by its ARN, its name, or a part of its ARN; a parameter may be any of them. */
function functionArn(reader: GrantsReader, value: Written): Written {
  if (typeof value === 'string' || !isNode(value)) return value;
  const text = reader.readText(value);
  const [part] = text.parts;
  if (text.parts.length === 1 && part?.kind === 'symbol') {
    const { kind, resourceType = '', name } = part.symbol;
    return kind === 'ref' && FUNCTIONS.has(resourceType) ? { 'Fn::GetAtt': [name, 'Arn'] } : value;
  }
  const written = renderText(text);
  if (written.startsWith('arn:')) return value;
  const before = written.includes(':function:') ? '' : '${AWS::AccountId}:function:';
  return { 'Fn::Sub': [`arn:\${AWS::Partition}:lambda:\${AWS::Region}:${before}\${Name}`, { Name: value }] };
}

const FUNCTIONS: ReadonlySet<string> = new Set(['AWS::Lambda::Function', 'AWS::Serverless::Function']);
