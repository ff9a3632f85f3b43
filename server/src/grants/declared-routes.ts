import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { plainMapping, plainString } from '../template/intrinsic.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import { literalText } from '../template/text.ts';
import type { Authorization, Route } from './routes.ts';
import { keyAuthorization, nameOf, textAt, UNKNOWN_AUTHORIZATION } from './routes.ts';
import { isReachable } from './sam/routes.ts';

/** A method of a REST API or a route of an HTTP API or web socket, of CloudFormation; `undefined` for every other resource. */
export function declaredRoute({ type, key, properties }: DeclaredResource, template: Template): Route | undefined {
  if (type !== 'AWS::ApiGateway::Method' && type !== 'AWS::ApiGatewayV2::Route') return undefined;
  const isMethod = type === 'AWS::ApiGateway::Method';
  const api = findPair(properties, isMethod ? 'RestApiId' : 'ApiId')?.value;
  const settings = plainMapping(properties);
  const written = findPair(properties, 'AuthorizationType')?.value;
  const authorizer = findPair(properties, 'AuthorizerId')?.value;
  const flag = findPair(properties, 'ApiKeyRequired')?.value;
  const label = textAt(properties, isMethod ? 'HttpMethod' : 'RouteKey', template) ?? 'any route';
  const shown = declaredAuthorization(written, authorizer, flag, template);
  return {
    label: isMethod ? `${label} ${pathOf(findPair(properties, 'ResourceId')?.value, template)}` : label,
    ...(api === undefined ? {} : { api: nameOf(api, template) }),
    authorization: shown.kind === 'none' && isGuarded(api, label, template) ? UNKNOWN_AUTHORIZATION : shown,
    range: written === undefined ? key.range : written.outer,
    ...(settings === undefined ? {} : { settings }),
  };
}

function declaredAuthorization(
  written: Node | undefined,
  authorizer: Node | undefined,
  flag: Node | undefined,
  template: Template,
): Authorization {
  const type = written === undefined ? 'NONE' : literalText(readText(written, template));
  if (type === 'NONE') return keyAuthorization(flag);
  if (type === 'AWS_IAM') return { kind: 'iam' };
  return type === undefined
    ? UNKNOWN_AUTHORIZATION
    : { kind: 'authorizer', name: authorizer === undefined ? type : nameOf(authorizer, template) };
}

/** Whether the API itself may keep callers out: by its policy, within a VPC; and a web socket, which authorizes when it connects. */
function isGuarded(api: Node | undefined, label: string, template: Template): boolean {
  const declared = api === undefined ? undefined : template.scope.resources.get(nameOf(api, template));
  if (declared?.node === undefined) return true;
  const { properties } = declared;
  const isSocket = plainString(findPair(properties, 'ProtocolType')?.value) === 'WEBSOCKET';
  if (isSocket) return label !== '$connect';
  return findPair(properties, 'Policy') !== undefined || !isReachable(findPair(properties, 'EndpointConfiguration')?.value);
}

/** The path of a resource of a REST API, as far as the template has it. */
function pathOf(node: Node | undefined, template: Template): string {
  const parts: string[] = [];
  let current = node;
  for (let depth = 0; current !== undefined && depth < MAXIMUM_DEPTH; depth++) {
    const resource = template.scope.resources.get(nameOf(current, template));
    if (resource?.type !== 'AWS::ApiGateway::Resource') break;
    parts.unshift(textAt(resource.properties, 'PathPart', template) ?? '…');
    current = findPair(resource.properties, 'ParentId')?.value;
  }
  return `/${parts.join('/')}`;
}

/** Levels of paths that are followed. */
const MAXIMUM_DEPTH = 20;
