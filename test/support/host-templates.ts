/** The places where a policy can stand, by its kind: templates with markers for what is printed in them. */
import type { PolicyKind } from '../../server/src/catalog/catalog.ts';

export type HostKind = Exclude<PolicyKind, 'unknown'>;

export interface Host {
  readonly name: string;
  readonly uri: string;
  readonly dialect: 'policy' | 'cloudformation' | 'sam' | 'serverless';
  readonly kind: HostKind;
  readonly forms: readonly string[];
  /** `@` stands where the example goes, `%` where its resources go, each on a line of its own. */
  readonly template: string;
  readonly json?: true;
  /** Prefix of the actions that a resource policy at this place is about; absent where every statement may stand. */
  readonly service?: string;
}

/** Every place for a policy of the kind. `service` is the prefix of the example's first action: a resource policy is that of such a resource. */
export function hostsOf(kind: HostKind, service: string | undefined): readonly Host[] {
  const wanted = service !== undefined && SERVICES.has(service) ? service : 's3';
  return HOSTS.filter((host) => host.kind === kind && (host.service === undefined || host.service === wanted));
}

const DOCUMENT_FORMS: readonly string[] = ['statement', 'document'];

const CLOUDFORMATION = 'Resources:\n  %\n  Policy:\n    #\n';
const SAM = `Transform: AWS::Serverless-2016-10-31\n${CLOUDFORMATION}`;
const SERVERLESS = 'service: app\nprovider:\n  name: aws\nresources:\n  Resources:\n    %\n    Policy:\n      #\n';

const ROLE_HEAD =
  'Resources:\n  %\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: own\n          PolicyDocument:\n';

const IDENTITY: readonly Host[] = [
  {
    name: 'policy JSON',
    uri: 'file:///w/policy.json',
    dialect: 'policy',
    kind: 'identity',
    forms: DOCUMENT_FORMS,
    template: '@',
    json: true,
  },
  {
    name: 'CloudFormation YAML',
    uri: 'file:///w/stack.yaml',
    dialect: 'cloudformation',
    kind: 'identity',
    forms: DOCUMENT_FORMS,
    template: `${ROLE_HEAD}            @\n`,
  },
  {
    name: 'CloudFormation JSON',
    uri: 'file:///w/stack.json',
    dialect: 'cloudformation',
    kind: 'identity',
    forms: DOCUMENT_FORMS,
    template: `${ROLE_HEAD}            @\n`,
    json: true,
  },
  {
    name: 'SAM',
    uri: 'file:///w/template.yaml',
    dialect: 'sam',
    kind: 'identity',
    forms: ['statement', 'document', 'entry'],
    template:
      'Transform: AWS::Serverless-2016-10-31\nResources:\n  %\n  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - @\n',
  },
  {
    name: 'Serverless provider',
    uri: 'file:///w/serverless.yml',
    dialect: 'serverless',
    kind: 'identity',
    forms: ['statement'],
    template: 'service: app\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - @\nresources:\n  Resources:\n    %\n',
  },
  {
    name: 'Serverless function',
    uri: 'file:///w/serverless.yml',
    dialect: 'serverless',
    kind: 'identity',
    forms: ['statement'],
    template:
      'service: app\nprovider:\n  name: aws\nfunctions:\n  make:\n    handler: app.handler\n    iamRoleStatements:\n      - @\nresources:\n  Resources:\n    %\n',
  },
];

/** A loose file shows its kind by its shape alone. */
const LOOSE: readonly Host[] = (['trust', 'resource'] as const).map((kind) => ({
  name: 'policy JSON',
  uri: 'file:///w/policy.json',
  dialect: 'policy',
  kind,
  forms: DOCUMENT_FORMS,
  template: '@',
  json: true,
}));

/** Resources that hold a resource policy, by the service of its actions; `@` is the document. */
const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  s3: 'Type: AWS::S3::BucketPolicy\nProperties:\n  Bucket: reports\n  PolicyDocument:\n    @',
  sqs: 'Type: AWS::SQS::QueuePolicy\nProperties:\n  Queues: [jobs]\n  PolicyDocument:\n    @',
  sns: 'Type: AWS::SNS::TopicPolicy\nProperties:\n  Topics: [alarms]\n  PolicyDocument:\n    @',
  kms: 'Type: AWS::KMS::Key\nProperties:\n  KeyPolicy:\n    @',
  secretsmanager: 'Type: AWS::SecretsManager::ResourcePolicy\nProperties:\n  SecretId: database\n  ResourcePolicy:\n    @',
  ecr: 'Type: AWS::ECR::Repository\nProperties:\n  RepositoryPolicyText:\n    @',
  'execute-api': 'Type: AWS::ApiGateway::RestApi\nProperties:\n  Name: api\n  Policy:\n    @',
};

const SERVICES: ReadonlySet<string> = new Set(Object.keys(RESOURCE_POLICIES));

const API: readonly Host[] = [
  {
    name: 'SAM Api',
    uri: 'file:///w/template.yaml',
    dialect: 'sam',
    kind: 'resource',
    service: 'execute-api',
    forms: ['statement'],
    template: inFrame(
      SAM,
      'Type: AWS::Serverless::Api\nProperties:\n  StageName: prod\n  Auth:\n    ResourcePolicy:\n      CustomStatements:\n        - @',
    ),
  },
  {
    name: 'Serverless API',
    uri: 'file:///w/serverless.yml',
    dialect: 'serverless',
    kind: 'resource',
    service: 'execute-api',
    forms: ['statement'],
    template: 'service: app\nprovider:\n  name: aws\n  apiGateway:\n    resourcePolicy:\n      - @\nresources:\n  Resources:\n    %\n',
  },
];

const ROLE = 'Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument:\n    @';
const BOUNDARY = 'Type: AWS::IAM::ManagedPolicy\nProperties:\n  PolicyDocument:\n    @';
const ENDPOINT =
  'Type: AWS::EC2::VPCEndpoint\nProperties:\n  VpcId: vpc-0a1b2c3d\n  ServiceName: com.amazonaws.eu-west-1.s3\n  PolicyDocument:\n    @';

/** The resource in a template of each dialect that holds resources; another one in SAM where `sam` is given. */
function inTemplates(
  kind: HostKind,
  body: string,
  sam = body,
  beside: readonly [text: string, sam: string, serverless: string] = ['', '', ''],
): readonly Host[] {
  const base = { kind, forms: DOCUMENT_FORMS } as const;
  const stack = inFrame(CLOUDFORMATION, body) + beside[0];
  return [
    { ...base, name: 'CloudFormation YAML', uri: 'file:///w/stack.yaml', dialect: 'cloudformation', template: stack },
    { ...base, name: 'CloudFormation JSON', uri: 'file:///w/stack.json', dialect: 'cloudformation', template: stack, json: true },
    { ...base, name: 'SAM', uri: 'file:///w/template.yaml', dialect: 'sam', template: inFrame(SAM, sam) + beside[1] },
    {
      ...base,
      name: 'Serverless resources',
      uri: 'file:///w/serverless.yml',
      dialect: 'serverless',
      template: inFrame(SERVERLESS, body) + beside[2],
    },
  ];
}

/** Puts the lines of a resource in place of `#`. */
function inFrame(frame: string, body: string): string {
  return frame.replace(/^( *)#$/m, (_, indent: string) => body.replace(/^/gm, indent));
}

function organizationsPolicy(type: string): string {
  return `Type: AWS::Organizations::Policy\nProperties:\n  Name: guard\n  Type: ${type}\n  Content:\n    @`;
}

const HOSTS: readonly Host[] = [
  ...IDENTITY,
  ...LOOSE,
  ...inTemplates('trust', ROLE, 'Type: AWS::Serverless::Function\nProperties:\n  AssumeRolePolicyDocument:\n    @'),
  ...Object.entries(RESOURCE_POLICIES).flatMap(([service, body]) =>
    inTemplates('resource', body).map((host): Host => ({ ...host, service })),
  ),
  ...API,
  ...inTemplates('scp', organizationsPolicy('SERVICE_CONTROL_POLICY')),
  ...inTemplates('rcp', organizationsPolicy('RESOURCE_CONTROL_POLICY')),
  ...inTemplates('endpoint', ENDPOINT),
  ...inTemplates('boundary', BOUNDARY, BOUNDARY, [
    '  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      PermissionsBoundary: !Ref Policy\n',
    '  Function:\n    Type: AWS::Serverless::Function\n    Properties:\n      PermissionsBoundary: !Ref Policy\n',
    '    Role:\n      Type: AWS::IAM::Role\n      Properties:\n        PermissionsBoundary: !Ref Policy\n',
  ]),
];
