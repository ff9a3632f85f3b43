import type { Node, Range } from '../../syntax/node.ts';
import { findPair } from '../../syntax/node.ts';
import { plainString } from '../../template/intrinsic.ts';
import { entries } from '../../template/sections.ts';
import type { DeclaredResource } from '../../template/template.ts';
import { conditionOf } from '../cloudformation/principals.ts';
import type { GrantsContext, GrantsReader } from '../context.ts';
import { permissionDocument } from '../lambda-permission.ts';
import type { ResourcePolicy } from '../model.ts';
import { nameTarget } from '../resource-policies.ts';
import { readResourceUses } from '../resource-uses.ts';
import type { Written } from '../written.ts';
import { isSet, mergeGlobals, readGlobals } from './properties.ts';

/** A function that an API calls, not because of an event of the function. */
interface Called {
  /** What names it: `Auth.Authorizers.Check`, `Routes.$connect`. */
  readonly name: string;
  readonly arn: Node;
  readonly range: Range;
  /** The part of the API that calls it, below the API's id in an ARN. */
  readonly from: string;
  /** Values of that part. */
  readonly values?: Readonly<Record<string, Written>>;
}

type FindCalled = (properties: Node | undefined) => readonly Called[];

/** aws/serverless-application-model 1.110.0, `model/api` and `SamGraphQLApi`. */
const APIS: Readonly<Record<string, FindCalled>> = {
  'AWS::Serverless::Api': (properties) =>
    authorizersIn(properties, (authorizer) => !isSet(findPair(authorizer, 'DisableFunctionDefaultPermissions')?.value)),
  'AWS::Serverless::HttpApi': (properties) =>
    authorizersIn(properties, (authorizer) => isSet(findPair(authorizer, 'EnableFunctionDefaultPermissions')?.value)),
  'AWS::Serverless::WebSocketApi': (properties) => [...socketRoutes(properties), ...socketAuthorizer(properties)],
  'AWS::Serverless::GraphQLApi': graphAuthorizers,
};

const AUTHORIZERS = '/authorizers/*';

/** Who SAM lets call the authorizers of APIs and the routes of a WebSocket API: the API itself. */
export function findApiPermissions(context: GrantsContext): readonly ResourcePolicy[] {
  return Object.entries(APIS).flatMap(([type, find]) => {
    const resources = context.resourcesOf(type);
    if (resources.length === 0) return [];
    const globals = readGlobals(context, type);
    return context.gather(resources, `calls of ${type}`, [globals], (resource, reader) =>
      find(mergeGlobals(resource, globals)).flatMap((called) =>
        permissionFor(reader, resource, called).map((policy) => nameTarget(reader, policy)),
      ),
    );
  });
}

function authorizersIn(properties: Node | undefined, isPermitted: (authorizer: Node) => boolean): readonly Called[] {
  const auth = findPair(properties, 'Auth')?.value;
  return entries(findPair(auth, 'Authorizers')?.value).pairs.flatMap(({ key, value }) => {
    const arn = findPair(value, 'FunctionArn')?.value;
    if (arn === undefined || !isPermitted(value)) return [];
    return [{ name: `Auth.Authorizers.${key.value}`, arn, range: key.range, from: AUTHORIZERS }];
  });
}

function socketRoutes(properties: Node | undefined): readonly Called[] {
  const stage = findPair(properties, 'StageName')?.value ?? 'default';
  return entries(findPair(properties, 'Routes')?.value).pairs.flatMap(({ key, value }) => {
    const arn = findPair(value, 'FunctionArn')?.value;
    if (arn === undefined) return [];
    const from = `/\${Stage}/${key.value.replaceAll('${', '${!')}`;
    return [{ name: `Routes.${key.value}`, arn, range: key.range, from, values: { Stage: stage } }];
  });
}

function socketAuthorizer(properties: Node | undefined): readonly Called[] {
  const auth = findPair(properties, 'Auth');
  const arn = findPair(auth?.value, 'AuthArn')?.value;
  const isCustom = plainString(findPair(auth?.value, 'AuthType')?.value) === 'CUSTOM';
  if (auth === undefined || arn === undefined || !isCustom || isSet(findPair(auth.value, 'InvokeRole')?.value)) return [];
  return [{ name: 'Auth.AuthArn', arn, range: auth.key.range, from: AUTHORIZERS }];
}

function graphAuthorizers(properties: Node | undefined): readonly Called[] {
  const auth = findPair(properties, 'Auth')?.value;
  const additional = findPair(auth, 'Additional')?.value;
  const all = auth === undefined ? [] : [auth, ...(additional?.kind === 'sequence' ? additional.items : [])];
  return all.flatMap((one) => {
    const lambda = findPair(one, 'LambdaAuthorizer');
    const arn = findPair(lambda?.value, 'AuthorizerUri')?.value;
    if (lambda === undefined || arn === undefined || plainString(findPair(one, 'Type')?.value) !== 'AWS_LAMBDA') return [];
    return [{ name: 'Auth.LambdaAuthorizer', arn, range: lambda.key.range, from: '' }];
  });
}

function permissionFor(
  reader: GrantsReader,
  resource: DeclaredResource,
  { name, arn, range, from, values }: Called,
): readonly ResourcePolicy[] {
  const { logicalId, type, key } = resource;
  const isGraph = type === 'AWS::Serverless::GraphQLApi';
  const where = `arn:\${AWS::Partition}:${isGraph ? 'appsync' : 'execute-api'}:\${AWS::Region}:\${AWS::AccountId}:`;
  const hasAttribute = isGraph || type === 'AWS::Serverless::WebSocketApi';
  const Api: Written = hasAttribute ? { 'Fn::GetAtt': [logicalId, 'ApiId'] } : { Ref: logicalId };
  const document = permissionDocument(reader, {
    Action: 'lambda:InvokeFunction',
    Principal: `${isGraph ? 'appsync' : 'apigateway'}.amazonaws.com`,
    FunctionName: arn,
    SourceArn: { 'Fn::Sub': [`${where}${isGraph ? 'apis/' : ''}\${Api}${from}`, { Api, ...values }] },
  });
  const owner = { name: logicalId, type, range: key.range };
  return readResourceUses(reader, arn, 'AWS::Lambda::Function', conditionOf(resource)).map(({ on, when }) => ({
    on,
    policy: reader.lower(document, owner, range, [], 'resource'),
    origin: { kind: 'framework', name, range },
    when,
  }));
}
