import type { Catalog, PolicyKind } from '../catalog/catalog.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';

/** What stands at a place. */
export type LocationForm =
  | 'document'
  /** A list of statements without a wrapper, or one statement. */
  | 'statements'
  /** `Policies` of SAM: documents, policy templates and managed policies, mixed. */
  | 'entries'
  /** A managed policy or a list of them. */
  | 'managed'
  /** The properties themselves are one statement. */
  | 'permission';

/** A property that holds policies: the path below `Properties`, `*` for every item of a list or entry of a mapping. */
export interface Location {
  readonly path: readonly string[];
  readonly kind: PolicyKind;
  readonly form: LocationForm;
}

/**
 * The places of one resource: an Organizations policy is of the kind that its `Type` says, and no IAM policy where that is a tag, backup or
 * other policy (API reference of AWS Organizations, CreatePolicy, 2026-11). Where `Type` is not literal it is one for principals if a
 * statement names some.
 */
export function locationsIn(properties: Node, type: string, catalog: Catalog): readonly Location[] {
  const locations = locationsOf(type, catalog);
  if (type !== 'AWS::Organizations::Policy') return locations;
  const written = findPair(properties, 'Type')?.value;
  if (written === undefined) return locations;
  const isLiteral = written.kind === 'scalar' && written.tag === undefined && !written.value.includes('${');
  if (isLiteral && !written.value.endsWith('_CONTROL_POLICY')) return [];
  const isForResources = isLiteral ? written.value === 'RESOURCE_CONTROL_POLICY' : namesPrincipals(findPair(properties, 'Content')?.value);
  return locations.map((location) => ({ ...location, kind: isForResources ? 'rcp' : 'scp' }));
}

function namesPrincipals(content: Node | undefined): boolean {
  const statement = findPair(content, 'Statement')?.value;
  const statements = statement?.kind === 'sequence' ? statement.items : [statement];
  return statements.some((node) => findPair(node, 'Principal') !== undefined);
}

/** Every place of a resource type that holds policies: what the catalogue knows, and what no package carries. */
function locationsOf(type: string, catalog: Catalog): readonly Location[] {
  const extra = extraLocations.get(type) ?? [];
  if (type.startsWith('AWS::Serverless::')) return extra;
  const known = catalog.cloudFormationType(type)?.policies ?? [];
  if (known.length === 0) return extra;
  const found: Location[] = known.map(({ path, kind, statements }) => ({
    path,
    kind,
    form: statements === true ? 'statements' : 'document',
  }));
  const paths = new Set(found.map(({ path }) => path.join('.')));
  return [...found, ...extra.filter(({ path }) => !paths.has(path.join('.')))];
}

function document(kind: PolicyKind, ...path: readonly string[]): Location {
  return { path, kind, form: 'document' };
}

function managed(...path: readonly string[]): Location {
  return { path, kind: 'identity', form: 'managed' };
}

const permission: readonly Location[] = [{ path: [], kind: 'resource', form: 'permission' }];

const samEntries: Location = { path: ['Policies'], kind: 'identity', form: 'entries' };

const principalLocations: readonly Location[] = [document('identity', 'Policies', '*', 'PolicyDocument'), managed('ManagedPolicyArns')];

/**
 * SAM: Developer Guide and the schema of aws/serverless-application-model 1.110.0. CloudFormation: what the service spec does not mark as a
 * policy (bodies of APIs, permissions, references to managed policies) and the types of IAM, which must not be missed.
 */
const extraLocations: ReadonlyMap<string, readonly Location[]> = new Map<string, readonly Location[]>(
  Object.entries({
    'AWS::Serverless::Function': [
      samEntries,
      document('trust', 'AssumeRolePolicyDocument'),
      { path: ['Events', '*', 'Properties', 'Auth', 'ResourcePolicy', 'CustomStatements'], kind: 'resource', form: 'statements' },
    ],
    'AWS::Serverless::StateMachine': [samEntries],
    'AWS::Serverless::Api': [
      { path: ['Auth', 'ResourcePolicy', 'CustomStatements'], kind: 'resource', form: 'statements' },
      document('resource', 'DefinitionBody', 'x-amazon-apigateway-policy'),
    ],
    'AWS::Serverless::HttpApi': [document('resource', 'DefinitionBody', 'x-amazon-apigateway-policy')],
    'AWS::ApiGateway::RestApi': [document('resource', 'Policy'), document('resource', 'Body', 'x-amazon-apigateway-policy')],
    'AWS::ApiGatewayV2::Api': [document('resource', 'Body', 'x-amazon-apigateway-policy')],
    'AWS::IAM::Role': [document('trust', 'AssumeRolePolicyDocument'), ...principalLocations],
    'AWS::IAM::User': principalLocations,
    'AWS::IAM::Group': principalLocations,
    'AWS::IAM::Policy': [document('identity', 'PolicyDocument')],
    'AWS::IAM::ManagedPolicy': [document('identity', 'PolicyDocument')],
    'AWS::IAM::RolePolicy': [document('identity', 'PolicyDocument')],
    'AWS::IAM::UserPolicy': [document('identity', 'PolicyDocument')],
    'AWS::IAM::GroupPolicy': [document('identity', 'PolicyDocument')],
    'AWS::Lambda::Permission': permission,
    'AWS::Lambda::LayerVersionPermission': permission,
    'AWS::Events::EventBusPolicy': [document('resource', 'Statement')],
  }),
);

/** The properties of `Globals` in SAM, by section, as those of the type they are for. */
export const globalSections: Readonly<Record<string, { readonly type: string; readonly locations: readonly Location[] }>> = {
  Function: { type: 'AWS::Serverless::Function', locations: [document('trust', 'AssumeRolePolicyDocument')] },
  Api: {
    type: 'AWS::Serverless::Api',
    locations: [{ path: ['Auth', 'ResourcePolicy', 'CustomStatements'], kind: 'resource', form: 'statements' }],
  },
};

/** The provider level of Serverless (serverless 3.40.0 and @serverless/typescript 4.30.0). */
export const providerLocations: readonly Location[] = [
  { path: ['iam', 'role', 'statements'], kind: 'identity', form: 'statements' },
  { path: ['iamRoleStatements'], kind: 'identity', form: 'statements' },
  managed('iam', 'role', 'managedPolicies'),
  managed('iamManagedPolicies'),
  { path: ['apiGateway', 'resourcePolicy'], kind: 'resource', form: 'statements' },
  { path: ['resourcePolicy'], kind: 'resource', form: 'statements' },
];

/** A function of Serverless: version 4, and serverless-iam-roles-per-function 3.2.0. */
export const functionLocations: readonly Location[] = [
  { path: ['iamRoleStatements'], kind: 'identity', form: 'statements' },
  { path: ['iam', 'role', 'statements'], kind: 'identity', form: 'statements' },
  managed('iam', 'role', 'managedPolicies'),
];

/** Places of plugins, from the root of the service: serverless-step-functions, serverless-fargate, serverless-appsync-plugin. */
export const pluginLocations: readonly (Location & { readonly type: string })[] = [
  {
    path: ['stepFunctions', 'stateMachines', '*', 'iamRoleStatements'],
    kind: 'identity',
    form: 'statements',
    type: 'AWS::StepFunctions::StateMachine',
  },
  { path: ['fargate', 'iamRoleStatements'], kind: 'identity', form: 'statements', type: 'AWS::IAM::Role' },
  {
    path: ['appSync', 'dataSources', '*', 'config', 'iamRoleStatements'],
    kind: 'identity',
    form: 'statements',
    type: 'AWS::AppSync::DataSource',
  },
  {
    path: ['custom', 'appSync', 'dataSources', '*', 'config', 'iamRoleStatements'],
    kind: 'identity',
    form: 'statements',
    type: 'AWS::AppSync::DataSource',
  },
  {
    path: ['custom', 'appSync', '*', 'dataSources', '*', 'config', 'iamRoleStatements'],
    kind: 'identity',
    form: 'statements',
    type: 'AWS::AppSync::DataSource',
  },
];
