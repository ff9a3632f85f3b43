/** Templates that hold given policies, to compare what is said of them with what is said of the policies alone. */
import type { NaivePolicies, NaivePolicy, NaiveStatement } from './naive-evaluate.ts';
import { HOME } from './naive-samples.ts';

/** How the policies are attached. */
export type Shape = 'role' | 'attached' | 'managed' | 'sam' | 'sam-role';
export const SHAPES: readonly Shape[] = ['role', 'attached', 'managed', 'sam', 'sam-role'];

/** How values of the template's own resources are written. */
export type Notation = 'literal' | 'intrinsic';

export interface PermissionTemplate {
  readonly shape: Shape;
  readonly notation: Notation;
  readonly policies: NaivePolicies;
  /** Which of the first policy's statements stands under the condition `Prod`. */
  readonly conditional?: number;
}

/** The function of every template. */
export const FUNCTION = 'Worker';

/** A template as JSON: a function, its role with the identity policies and the boundary, a bucket `data` and a key, each with the resource's policy. */
export function writeTemplate({ shape, notation, policies, conditional }: PermissionTemplate): string {
  const { identity, boundary, resource } = policies;
  const documents = identity.map((policy, i) => document(policy, notation, i === 0 ? conditional : undefined));
  const named = (written: object, i: number): object => ({ PolicyName: `policy-${i}`, PolicyDocument: written });
  const attached: Record<string, object> = {};
  for (const [i, written] of documents.entries()) {
    if (shape === 'attached') attached[`Policy${i}`] = resourceOf('AWS::IAM::Policy', { ...named(written, i), Roles: [{ Ref: 'Role' }] });
    if (shape === 'managed') attached[`Policy${i}`] = resourceOf('AWS::IAM::ManagedPolicy', { PolicyDocument: written });
  }
  const bounded = boundary === undefined ? {} : { PermissionsBoundary: { Ref: 'Boundary' } };
  const role = {
    RoleName: 'worker',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    ...(shape === 'role' || shape === 'sam-role' ? { Policies: documents.map(named) } : {}),
    ...(shape === 'managed' ? { ManagedPolicyArns: documents.map((_, i) => ({ Ref: `Policy${i}` })) } : {}),
    ...bounded,
  };
  const isSam = shape === 'sam' || shape === 'sam-role';
  const acting = shape === 'sam' ? { Policies: documents, ...bounded } : { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } };
  const resources = {
    [FUNCTION]: resourceOf(isSam ? 'AWS::Serverless::Function' : 'AWS::Lambda::Function', {
      Handler: 'a.b',
      Runtime: 'nodejs22.x',
      ...acting,
    }),
    ...(shape === 'sam' ? {} : { Role: resourceOf('AWS::IAM::Role', role) }),
    ...attached,
    ...(boundary === undefined
      ? {}
      : { Boundary: resourceOf('AWS::IAM::ManagedPolicy', { PolicyDocument: document(boundary, notation) }) }),
    Data: resourceOf('AWS::S3::Bucket', { BucketName: 'data' }),
    Key: resourceOf('AWS::KMS::Key', resource === undefined ? {} : { KeyPolicy: document(resource, notation) }),
    ...(resource === undefined
      ? {}
      : { DataPolicy: resourceOf('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Data' }, PolicyDocument: document(resource, notation) }) }),
  };
  return JSON.stringify({
    ...(isSam ? { Transform: 'AWS::Serverless-2016-10-31' } : { AWSTemplateFormatVersion: '2010-09-09' }),
    Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'AWS::StackName' }, 'prod'] } },
    Resources: resources,
  });
}

function resourceOf(type: string, properties: object): object {
  return { Type: type, Properties: properties };
}

function document({ Version, Statement }: NaivePolicy, notation: Notation, conditional?: number): object {
  const statements = Statement.map((statement, i) => {
    const written = notation === 'literal' ? statement : withIntrinsics(statement);
    return i === conditional ? { 'Fn::If': ['Prod', written, { Ref: 'AWS::NoValue' }] } : written;
  });
  return { ...(Version === undefined ? {} : { Version }), Statement: statements };
}

/** Resources of the bucket and the key, and principals of the account, as authors write them. */
function withIntrinsics(statement: NaiveStatement): object {
  const { Resource, NotResource, Principal, NotPrincipal } = statement;
  return {
    ...statement,
    ...(Resource === undefined ? {} : { Resource: mapStrings(Resource) }),
    ...(NotResource === undefined ? {} : { NotResource: mapStrings(NotResource) }),
    ...(Principal === undefined ? {} : { Principal: mapPrincipal(Principal) }),
    ...(NotPrincipal === undefined ? {} : { NotPrincipal: mapPrincipal(NotPrincipal) }),
  };
}

function mapPrincipal(principal: NonNullable<NaiveStatement['Principal']>): unknown {
  if (principal === '*') return principal;
  return Object.fromEntries(Object.entries(principal).map(([type, values]) => [type, mapStrings(values)]));
}

function mapStrings(values: string | readonly string[]): unknown {
  return typeof values === 'string' ? toIntrinsic(values) : values.map(toIntrinsic);
}

function toIntrinsic(text: string): unknown {
  if (text === 'arn:aws:s3:::data') return { 'Fn::GetAtt': ['Data', 'Arn'] };
  if (text === `arn:aws:kms:eu-west-1:${HOME}:key/k`) return { 'Fn::GetAtt': 'Key.Arn' };
  const sub = text
    .replaceAll('${', '${!')
    .replace(/^arn:aws:s3:::data\//, 'arn:${AWS::Partition}:s3:::${Data}/')
    .replaceAll(HOME, '${AWS::AccountId}')
    .replace(/^arn:aws:iam:/, 'arn:${AWS::Partition}:iam:');
  return sub === text ? text : { 'Fn::Sub': sub };
}
