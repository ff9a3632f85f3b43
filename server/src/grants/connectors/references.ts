import type { Node, Range } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { findIntrinsic, isNoValue, plainString } from '../../template/intrinsic.ts';
import type { Resource } from '../../template/template.ts';
import type { Branch } from '../../template/text.ts';
import { renderText } from '../../template/text.ts';
import type { GrantsReader } from '../context.ts';
import type { RoleUse } from '../model.ts';
import { readRoleUses } from '../role-uses.ts';
import type { Written } from '../written.ts';
import { connectedType } from './profiles.ts';

/** The source or a destination of a connector: what it is, and the values that statements need of it, as far as they are known. */
export interface ConnectorReference {
  /** Absent where its type and values are written out. */
  readonly logicalId?: string;
  /** As CloudFormation has it. */
  readonly type: string;
  readonly arn?: Written;
  readonly name?: Written;
  readonly resourceId?: Written;
  readonly qualifier?: Written;
  readonly queueUrl?: Written;
  /** Empty where SAM cannot tell its role. */
  readonly roles: readonly RoleUse[];
  readonly range: Range;
}

export interface ReadReference {
  readonly reference?: ConnectorReference;
  /** Why SAM rejects it. */
  readonly problem?: string;
}

/**
 * Reads what a connector joins, as SAM does: by `Id` alone or with `Qualifier`, else by `Type` and the values written. `other` is the other end: a rule has
 * a role for each of its targets. Source: aws/serverless-application-model 1.110.0, `model/connector/connector.py`.
 */
export function readReference(
  reader: GrantsReader,
  node: Node,
  other: Node | undefined,
  when: readonly Branch[],
  embeddedIn?: string,
): ReadReference {
  const id = embeddedIn ?? plainString(findPair(node, 'Id')?.value);
  const problem = shapeProblem(node, embeddedIn);
  const ofId = id === undefined ? undefined : byId(reader, id, node, other, when);
  if (problem !== undefined) return { ...ofId, problem };
  if (ofId !== undefined) return ofId;
  const type = plainString(findPair(node, 'Type')?.value);
  if (type === undefined) return { problem: 'a Type is missing' };
  const roleName = findPair(node, 'RoleName')?.value;
  return {
    reference: {
      type: connectedType(type),
      ...writtenValues(node),
      roles: roleName === undefined ? [] : readRoleUses(reader, roleName, when),
      range: node.outer,
    },
  };
}

/** Either an `Id`, with no more than a `Qualifier`, or everything else. */
function shapeProblem(node: Node, embeddedIn: string | undefined): string | undefined {
  const hasId = findPair(node, 'Id') !== undefined;
  const hasOthers = node.kind === 'mapping' && node.pairs.some(({ key }) => key.value !== 'Id' && key.value !== 'Qualifier');
  if (embeddedIn !== undefined && hasId) return "'Id' does not stand in SourceReference";
  if ((embeddedIn !== undefined || hasId) !== hasOthers) return undefined;
  return hasOthers ? "'Id' does not go with other properties" : 'it names no resource';
}

function byId(reader: GrantsReader, id: string, node: Node, other: Node | undefined, when: readonly Branch[]): ReadReference {
  const resource = reader.template.scope.resources.get(id);
  if (resource === undefined || resource.type === '') return { problem: `there is no resource ${id}` };
  const type = connectedType(resource.type);
  const qualifier = findPair(node, 'Qualifier')?.value;
  const values = { ...valuesOf(type, id), ...(qualifier === undefined ? {} : { qualifier }) };
  return { reference: { logicalId: id, type, ...values, roles: rolesOf(reader, resource, other, when, node.outer), range: node.outer } };
}

type Values = Pick<ConnectorReference, 'arn' | 'name' | 'resourceId' | 'qualifier' | 'queueUrl'>;

const VALUES = { Arn: 'arn', Name: 'name', ResourceId: 'resourceId', Qualifier: 'qualifier', QueueUrl: 'queueUrl' } as const;

function writtenValues(node: Node): Values {
  const found = Object.entries(VALUES).flatMap(([property, name]) => {
    const value = findPair(node, property)?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** Types whose `Ref` is the ARN; of any other it is the attribute `Arn`. */
const ARN_BY_REF: ReadonlySet<string> = new Set([
  'AWS::StepFunctions::StateMachine',
  'AWS::AppSync::GraphQLApi',
  'AWS::AppSync::DataSource',
  'AWS::SNS::Topic',
]);

/** The values that SAM knows of a resource of the template by its type (`profiles.json`, `CfnResourceProperties`). */
function valuesOf(type: string, id: string): Values {
  const ref = { Ref: id };
  const attribute = (name: string): Written => ({ 'Fn::GetAtt': [id, name] });
  const arn = ARN_BY_REF.has(type) ? ref : attribute('Arn');
  switch (type) {
    case 'AWS::StepFunctions::StateMachine':
      return { arn, name: attribute('Name') };
    case 'AWS::AppSync::GraphQLApi':
      return { arn, resourceId: attribute('ApiId') };
    case 'AWS::ApiGateway::RestApi':
    case 'AWS::ApiGatewayV2::Api':
      return { arn, resourceId: ref, qualifier: '*' };
    case 'AWS::SQS::Queue':
      return { arn, queueUrl: ref };
    default:
      return { arn };
  }
}

const ROLE_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Role',
  'AWS::Serverless::StateMachine': 'Role',
  'AWS::Lambda::Function': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
  'AWS::AppSync::DataSource': 'ServiceRoleArn',
};

/** The role that a resource acts by: SAM takes it from a `Ref` or `Fn::GetAtt` alone. */
function rolesOf(
  reader: GrantsReader,
  { logicalId, type, properties }: Resource,
  other: Node | undefined,
  when: readonly Branch[],
  range: Range,
): readonly RoleUse[] {
  const property = ROLE_PROPERTIES[type];
  const role = type === 'AWS::Events::Rule' ? roleOfTarget(reader, properties, other) : findPair(properties, property ?? '')?.value;
  const isMade = type.startsWith('AWS::Serverless::') && property !== undefined && (role === undefined || isNoValue(role));
  if (isMade) return [{ logicalId: `${logicalId}Role`, text: `\${${logicalId}Role}`, range, when }];
  const name = role === undefined ? undefined : referredId(reader, role);
  if (name === undefined) return [];
  const isRole = reader.template.scope.resources.get(name)?.type === 'AWS::IAM::Role';
  return [{ ...(isRole ? { logicalId: name } : {}), text: `\${${name}}`, range, when }];
}

/** `RoleArn` of the target of a rule that is the other end of the connector. */
function roleOfTarget(reader: GrantsReader, properties: Node | undefined, other: Node | undefined): Node | undefined {
  const targets = findPair(properties, 'Targets')?.value;
  if (targets?.kind !== 'sequence') return undefined;
  const id = plainString(findPair(other, 'Id')?.value);
  const arn = findPair(other, 'Arn')?.value;
  const written = arn === undefined ? undefined : renderText(reader.readText(arn));
  const target = targets.items.find((item) => {
    const ofTarget = findPair(item, 'Arn')?.value;
    if (ofTarget === undefined) return false;
    return (id !== undefined && referredId(reader, ofTarget) === id) || renderText(reader.readText(ofTarget)) === written;
  });
  return findPair(target, 'RoleArn')?.value;
}

/** The name that a `Ref` or an `Fn::GetAtt` refers to. */
function referredId(reader: GrantsReader, node: Node): string | undefined {
  const name = findIntrinsic(node)?.name;
  const [part] = name === 'Ref' || name === 'GetAtt' ? reader.readText(node).parts : [];
  return part?.kind === 'symbol' ? part.symbol.name : undefined;
}
