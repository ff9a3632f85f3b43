import type { Node, Range } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { plainString } from '../template/intrinsic.ts';
import { entries } from '../template/sections.ts';
import type { DeclaredResource } from '../template/template.ts';
import { conditionOf } from './cloudformation.ts';
import type { GrantsContext, GrantsReader } from './context.ts';
import { permissionDocument } from './lambda-permission.ts';
import type { ResourcePolicy } from './model.ts';
import { nameTarget } from './resource-policies.ts';
import { readResourceUses } from './resource-uses.ts';
import { isSet, mergeGlobals, readGlobals } from './sam-properties.ts';
import type { Written } from './written.ts';

/** APIs whose authorizers are functions, and from where SAM lets each call them. */
interface AuthorizingApi {
  /** The service, and the resource of it in `Fn::Sub` notation. */
  readonly service: string;
  readonly resource: string;
  readonly id: (logicalId: string) => Written;
  /** The functions of its authorizers that SAM lets it call. */
  readonly find: (auth: Node | undefined) => readonly Authorizer[];
}

interface Authorizer {
  readonly name: string;
  readonly arn: Node;
  readonly range: Range;
}

const byRef = (logicalId: string): Written => ({ Ref: logicalId });

/** aws/serverless-application-model 1.110.0, `model/api` and `SamGraphQLApi`. */
const APIS: Readonly<Record<string, AuthorizingApi>> = {
  'AWS::Serverless::Api': {
    service: 'execute-api',
    resource: '${Api}/authorizers/*',
    id: byRef,
    find: (auth) => authorizersIn(auth, (authorizer) => !isSet(findPair(authorizer, 'DisableFunctionDefaultPermissions')?.value)),
  },
  'AWS::Serverless::HttpApi': {
    service: 'execute-api',
    resource: '${Api}/authorizers/*',
    id: byRef,
    find: (auth) => authorizersIn(auth, (authorizer) => isSet(findPair(authorizer, 'EnableFunctionDefaultPermissions')?.value)),
  },
  'AWS::Serverless::GraphQLApi': {
    service: 'appsync',
    resource: 'apis/${Api}',
    id: (logicalId) => ({ 'Fn::GetAtt': [logicalId, 'ApiId'] }),
    find: graphAuthorizers,
  },
};

/** Who SAM lets call the functions that are authorizers of its APIs: the API itself. */
export function findAuthorizerPermissions(context: GrantsContext): readonly ResourcePolicy[] {
  return Object.entries(APIS).flatMap(([type, api]) => {
    const globals = readGlobals(context, type);
    return context.resourcesOf(type).flatMap((resource) => {
      const made = context.recall(resource, 'authorizers', [globals.node], (reader) => {
        const auth = findPair(mergeGlobals(resource, globals), 'Auth')?.value;
        return api.find(auth).flatMap((authorizer) => permissionFor(reader, resource, api, authorizer));
      });
      return made.map((policy) => nameTarget(context, policy));
    });
  });
}

function authorizersIn(auth: Node | undefined, isPermitted: (authorizer: Node) => boolean): readonly Authorizer[] {
  return entries(findPair(auth, 'Authorizers')?.value).pairs.flatMap(({ key, value }) => {
    const arn = findPair(value, 'FunctionArn')?.value;
    return arn !== undefined && isPermitted(value) ? [{ name: `Auth.Authorizers.${key.value}`, arn, range: key.range }] : [];
  });
}

function graphAuthorizers(auth: Node | undefined): readonly Authorizer[] {
  const additional = findPair(auth, 'Additional')?.value;
  const all = auth === undefined ? [] : [auth, ...(additional?.kind === 'sequence' ? additional.items : [])];
  return all.flatMap((one) => {
    const lambda = findPair(one, 'LambdaAuthorizer');
    const arn = findPair(lambda?.value, 'AuthorizerUri')?.value;
    if (lambda === undefined || arn === undefined || plainString(findPair(one, 'Type')?.value) !== 'AWS_LAMBDA') return [];
    return [{ name: 'Auth.LambdaAuthorizer', arn, range: lambda.key.range }];
  });
}

function permissionFor(
  reader: GrantsReader,
  resource: DeclaredResource,
  { service, resource: of, id }: AuthorizingApi,
  { name, arn, range }: Authorizer,
): readonly ResourcePolicy[] {
  const { logicalId, type, key } = resource;
  const source = [`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${of}`, { Api: id(logicalId) }];
  const document = permissionDocument(reader, {
    Action: 'lambda:InvokeFunction',
    Principal: service === 'appsync' ? 'appsync.amazonaws.com' : 'apigateway.amazonaws.com',
    FunctionName: arn,
    SourceArn: { 'Fn::Sub': source },
  });
  const owner = { name: logicalId, type, range: key.range };
  return readResourceUses(reader, arn, 'AWS::Lambda::Function', conditionOf(resource)).map(({ on, when }) => ({
    on,
    policy: reader.lower(document, owner, range, [], 'resource'),
    origin: { kind: 'framework', name, range },
    when,
  }));
}
