import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { GrantedPolicy } from '../../server/src/grants/model.ts';
import { renderSub } from '../../server/src/grants/render.ts';
import type { Statement, Value } from '../../server/src/policy/model.ts';
import { findGrants } from '../support/check-principals.ts';

/** Comparison with facts kept beside the repository; `npm run test:reference` only. */
const url = new URL('../../../shared/reference/sam/connector_profiles.json', import.meta.url);
const { Permissions } = JSON.parse(readFileSync(url, 'utf8')) as {
  readonly Permissions: Readonly<Record<string, Readonly<Record<string, Profile>>>>;
};

interface Profile {
  readonly Type: string;
  readonly Properties: {
    readonly SourcePolicy: boolean;
    readonly ValidAccessCategories?: readonly (readonly string[])[];
    readonly AccessCategories: Readonly<Record<string, Category>>;
  };
}

type Category =
  | { readonly Statement: readonly Readonly<Record<string, unknown>>[] }
  | { readonly Action: string; readonly Principal: string; readonly SourceArn: string; readonly SourceAccount?: string };

const pairs = Object.entries(Permissions).flatMap(([source, destinations]) =>
  Object.entries(destinations).flatMap(([destination, profile]) =>
    setsOf(profile).map((permissions) => ({ source, destination, permissions, profile })),
  ),
);

/** Each permission alone, where it may be asked for alone, and all of them. */
function setsOf({ Properties }: Profile): readonly (readonly string[])[] {
  const all = Object.keys(Properties.AccessCategories);
  return Properties.ValidAccessCategories ?? (all.length === 1 ? [all] : [...all.map((one) => [one]), all]);
}

test('every pair', () => {
  expect(new Set(pairs.map(({ source, destination }) => `${source} ${destination}`)).size).toBe(31);
});

describe.each([false, true])('embedded: %s', (embedded) => {
  test.each(pairs)('$source to $destination: $permissions', ({ source, destination, permissions, profile }) => {
    const { principals, resourcePolicies } = findGrants(template({ source, destination }, permissions, embedded));
    const isOfRole = profile.Type === 'AWS_IAM_ROLE_MANAGED_POLICY';
    const role = principals.find(({ logicalId }) => logicalId === (profile.Properties.SourcePolicy ? 'SourceRole' : 'DestinationRole'));
    const ofRoles = principals.filter(({ kind }) => kind === 'role').flatMap(({ policies }) => policies.filter(isConnector));
    const onResources = resourcePolicies.filter(({ origin }) => origin.kind === 'connector');
    expect(ofRoles).toEqual(role?.policies.filter(isConnector));
    expect(onResources.every(({ on }) => on.logicalId === 'Destination')).toBe(true);
    const made = isOfRole ? ofRoles : onResources;
    expect(isOfRole ? onResources : ofRoles).toEqual([]);
    expect(made.flatMap(({ policy }) => policy.statements.map(draw))).toEqual(expectedOf(profile, permissions, { source, destination }));
  });
});

function isConnector({ origin }: GrantedPolicy): boolean {
  return origin.kind === 'connector';
}

/** What the profile says, with the values of resources named `Source` and `Destination`. */
function expectedOf({ Properties }: Profile, permissions: readonly string[], ends: Ends): readonly unknown[] {
  return Object.entries(Properties.AccessCategories)
    .filter(([name]) => permissions.includes(name))
    .flatMap(([, category]) => statementsOf(category))
    .map((statement) => JSON.parse(fill(JSON.stringify(asLists(statement)), ends)) as unknown);
}

function statementsOf(category: Category): readonly Readonly<Record<string, unknown>>[] {
  if ('Statement' in category) return category.Statement;
  const { Action, Principal, SourceArn, SourceAccount } = category;
  const account = SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } };
  return [
    {
      Effect: 'Allow',
      Principal: { Service: Principal },
      Action,
      Resource: '%{Destination.Arn}',
      Condition: { ArnLike: { 'aws:SourceArn': SourceArn }, ...account },
    },
  ];
}

function asLists(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key === 'Effect' ? value : [value];
  if (Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as object).map(([name, part]) => [name, asLists(part, name)]));
}

interface Ends {
  readonly source: string;
  readonly destination: string;
}

const byRef = new Set(['AWS::StepFunctions::StateMachine', 'AWS::AppSync::GraphQLApi', 'AWS::AppSync::DataSource', 'AWS::SNS::Topic']);

function fill(text: string, ends: Ends): string {
  const arn = (name: string, type: string): string => (byRef.has(type) ? `\${${name}}` : `\${${name}.Arn}`);
  return text
    .replaceAll('%{Source.Arn}', arn('Source', ends.source))
    .replaceAll('%{Destination.Arn}', arn('Destination', ends.destination))
    .replaceAll('%{Destination.Name}', '${Destination.Name}')
    .replaceAll('%{Source.ResourceId}', ends.source === 'AWS::AppSync::GraphQLApi' ? '${Source.ApiId}' : '${Source}')
    .replaceAll('%{Source.Qualifier}', '*');
}

function draw({ effect, action, resource, principal, condition }: Statement): unknown {
  const drawn: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of condition?.entries ?? [])
    drawn[operator.value] = { ...drawn[operator.value], [key.value]: texts(values) };
  return {
    Effect: texts(effect?.values)[0],
    ...(principal === undefined
      ? {}
      : { Principal: Object.fromEntries(principal.groups.map(({ type, values }) => [type, texts(values)])) }),
    Action: texts(action?.values),
    Resource: texts(resource?.values),
    ...(condition === undefined ? {} : { Condition: drawn }),
  };
}

function texts(values: readonly Value[] = []): readonly string[] {
  return values.map(({ text }) => renderSub(text));
}

/** What names the role of a resource, and of a rule the role of its target. */
function propertiesOf(type: string, role: string, target: object): object {
  const arn = { 'Fn::GetAtt': [role, 'Arn'] };
  switch (type) {
    case 'AWS::Lambda::Function':
      return { Role: arn };
    case 'AWS::StepFunctions::StateMachine':
      return { RoleArn: arn };
    case 'AWS::AppSync::DataSource':
      return { ServiceRoleArn: arn };
    case 'AWS::Events::Rule':
      return { Targets: [{ Arn: { 'Fn::GetAtt': ['Other', 'Arn'] } }, { Arn: target, RoleArn: arn }] };
    default:
      return {};
  }
}

function template(ends: Ends, permissions: readonly string[], embedded: boolean): string {
  const joined = { Destination: { Id: 'Destination' }, Permissions: permissions };
  const target = byRef.has(ends.destination) ? { Ref: 'Destination' } : { 'Fn::GetAtt': ['Destination', 'Arn'] };
  const resource = (type: string, role: string): object => ({ Type: type, Properties: propertiesOf(type, role, target) });
  const connector = { Joined: { Type: 'AWS::Serverless::Connector', Properties: { Source: { Id: 'Source' }, ...joined } } };
  return JSON.stringify({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: {
      Source: { ...resource(ends.source, 'SourceRole'), ...(embedded ? { Connectors: { Joined: { Properties: joined } } } : {}) },
      Destination: resource(ends.destination, 'DestinationRole'),
      SourceRole: { Type: 'AWS::IAM::Role', Properties: { Path: '/' } },
      DestinationRole: { Type: 'AWS::IAM::Role', Properties: { Path: '/' } },
      ...(embedded ? {} : connector),
    },
  });
}
