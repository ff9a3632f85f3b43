import type { MappingNode, Node, Pair } from '../../syntax/node.ts';
import { findPair, findValue } from '../../syntax/node.ts';
import { plainItems, plainMapping, plainString } from '../../template/intrinsic.ts';
import type { DeclaredResource, Template } from '../../template/template.ts';
import type { Authorization, Route } from '../routes.ts';
import { keyAuthorization, UNKNOWN_AUTHORIZATION } from '../routes.ts';

/** The events of a function of Serverless that are routes of an API (serverless 3.40.0, `http`, `httpApi` and `websocket`). */
export function serverlessRoutes({ properties }: DeclaredResource, template: Template): readonly Route[] {
  return plainItems(findPair(properties, 'events')?.value).flatMap((event): readonly Route[] => {
    const [pair] = event.kind === 'mapping' ? event.pairs : [];
    return pair === undefined || !ROUTES.has(pair.key.value) ? [] : [serverlessRoute(pair, template)];
  });
}

const ROUTES: ReadonlySet<string> = new Set(['http', 'httpApi', 'websocket']);

function serverlessRoute({ key, value }: Pair, template: Template): Route {
  const settings = plainMapping(value);
  const method = plainString(findPair(settings, 'method')?.value);
  const path = plainString(findPair(settings, 'path')?.value) ?? plainString(findPair(settings, 'route')?.value);
  const written = settings === undefined ? (plainString(value) ?? '') : `${method ?? ''} ${path ?? ''}`.trim();
  const [verb = '', rest] = written.split(/\s+/);
  const label =
    written === '*' || written === '' ? 'any route' : rest === undefined ? verb : `${verb.toUpperCase()} ${rest.replace(/^\/?/, '/')}`;
  return {
    label,
    authorization: serverlessAuthorization(key.value, value, settings, template),
    range: key.range,
    ...(settings === undefined ? {} : { settings }),
  };
}

function serverlessAuthorization(event: string, value: Node, settings: MappingNode | undefined, template: Template): Authorization {
  if (settings === undefined && (value.kind !== 'scalar' || plainString(value) === undefined || value.value.includes('${')))
    return UNKNOWN_AUTHORIZATION;
  const authorizer = findPair(settings, 'authorizer')?.value;
  if (authorizer !== undefined) return ofAuthorizer(authorizer);
  // A web socket is authorized when it connects; what it sends after is not asked for again.
  if (event === 'websocket' && !/^\$connect$/.test(plainString(findPair(settings, 'route')?.value) ?? plainString(value) ?? ''))
    return UNKNOWN_AUTHORIZATION;
  const provider = findPair(template.trees.get(template.source.uri), 'provider')?.value;
  const hasPolicy = findValue(provider, 'apiGateway', 'resourcePolicy') !== undefined || findPair(provider, 'resourcePolicy') !== undefined;
  const endpoint = plainString(findPair(provider, 'endpointType')?.value);
  if (event === 'http' && (hasPolicy || (endpoint !== undefined && !/^(?:edge|regional)$/i.test(endpoint)))) return UNKNOWN_AUTHORIZATION;
  const isShared =
    findValue(provider, event === 'httpApi' ? 'httpApi' : 'apiGateway', event === 'httpApi' ? 'id' : 'restApiId') !== undefined;
  if (isShared) return UNKNOWN_AUTHORIZATION;
  return keyAuthorization(findPair(settings, 'private')?.value);
}

function ofAuthorizer(node: Node): Authorization {
  const type = plainString(findPair(node, 'type')?.value);
  const name =
    plainString(node) ??
    plainString(findPair(node, 'name')?.value) ??
    plainString(findPair(node, 'id')?.value) ??
    plainString(findPair(node, 'arn')?.value);
  if (/^aws_iam$/i.test(type ?? plainString(node) ?? '')) return { kind: 'iam' };
  return name === undefined && plainMapping(node) === undefined
    ? UNKNOWN_AUTHORIZATION
    : { kind: 'authorizer', name: name ?? 'an authorizer' };
}
