import type { Node, Pair } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import { readText } from '../../template/intrinsics.ts';
import { entries } from '../../template/sections.ts';
import type { DeclaredResource, Template } from '../../template/template.ts';
import { literalText, renderText } from '../../template/text.ts';
import type { Authorization, Route } from '../routes.ts';
import { keyAuthorization, nameOf, textAt, UNKNOWN_AUTHORIZATION } from '../routes.ts';

/** The events of a function of SAM that are routes of an API (aws/serverless-application-model 1.110.0, `ApiEvent`, `HttpApiEvent`). */
export function samRoutes({ properties }: DeclaredResource, template: Template): readonly Route[] {
  return entries(findPair(properties, 'Events')?.value).pairs.flatMap((pair): readonly Route[] => {
    const type = plainString(findPair(pair.value, 'Type')?.value);
    if (type !== 'Api' && type !== 'HttpApi') return [];
    return [samRoute(pair, type, findPair(pair.value, 'Properties')?.value, template)];
  });
}

function samRoute(pair: Pair, type: 'Api' | 'HttpApi', properties: Node | undefined, template: Template): Route {
  const api = findPair(properties, type === 'Api' ? 'RestApiId' : 'ApiId')?.value;
  const method = textAt(properties, 'Method', template);
  const path = textAt(properties, 'Path', template);
  const settings = plainMapping(properties);
  return {
    label: path === undefined ? 'any route' : `${(method ?? 'any').toUpperCase()} ${path}`,
    ...(api === undefined ? {} : { api: nameOf(api, template) }),
    authorization: samAuthorization(type, properties, api, template),
    range: pair.key.range,
    ...(settings === undefined ? {} : { settings }),
  };
}

function samAuthorization(type: 'Api' | 'HttpApi', properties: Node | undefined, api: Node | undefined, template: Template): Authorization {
  const own = findPair(properties, 'Auth')?.value;
  const named = findPair(own, 'Authorizer')?.value;
  if (named !== undefined) return authorizationOf(named, template, own);
  const globals = findValue(template.trees.get(template.source.uri), 'Globals', type);
  const declared = api === undefined ? undefined : template.scope.resources.get(nameOf(api, template));
  if (api !== undefined && declared?.type !== `AWS::Serverless::${type}`) return UNKNOWN_AUTHORIZATION;
  const isDefined = DEFINITIONS.some((key) => findPair(declared?.properties, key) !== undefined);
  const endpoints = [declared?.properties, globals].map((node) => findPair(node, 'EndpointConfiguration')?.value);
  const auths = [own, findPair(declared?.properties, 'Auth')?.value, findPair(globals, 'Auth')?.value];
  const authorizer = auths.map((auth) => findPair(auth, 'DefaultAuthorizer')?.value).find((value) => value !== undefined);
  if (authorizer !== undefined) return authorizationOf(authorizer, template, ...auths);
  const isRead = auths.every((auth) => auth === undefined || plainMapping(auth) !== undefined);
  const hasPolicy = auths.some((auth) => findPair(auth, 'ResourcePolicy') !== undefined);
  if (isDefined || !isRead || hasPolicy || !endpoints.every(isReachable)) return UNKNOWN_AUTHORIZATION;
  return keyOf(auths);
}

/** Whether an endpoint can be reached from everywhere: one within a VPC cannot, and an intrinsic does not tell. */
export function isReachable(endpoint: Node | undefined): boolean {
  if (endpoint === undefined) return true;
  const type = plainString(endpoint) ?? plainString(findPair(endpoint, 'Type')?.value) ?? plainString(findPair(endpoint, 'Types')?.value);
  const [first] = plainItems(findPair(endpoint, 'Types')?.value);
  return /^(?:EDGE|REGIONAL)$/i.test(type ?? plainString(first) ?? '');
}

/** Where the routes are defined, their security may be too. */
const DEFINITIONS: readonly string[] = ['DefinitionBody', 'DefinitionUri', 'Fn::Transform'];

function authorizationOf(node: Node, template: Template, ...auths: readonly (Node | undefined)[]): Authorization {
  const text = readText(node, template);
  const written = literalText(text);
  if (written === 'NONE') return keyOf(auths);
  if (written === 'AWS_IAM') return { kind: 'iam' };
  if (written === undefined && text.parts.length !== 1) return UNKNOWN_AUTHORIZATION;
  return { kind: 'authorizer', name: renderText(text) };
}

/** The first flag counts: that of an event before that of its API. */
function keyOf(auths: readonly (Node | undefined)[]): Authorization {
  return keyAuthorization(auths.map((auth) => findPair(auth, 'ApiKeyRequired')?.value).find((flag) => flag !== undefined));
}
