import type { Catalog } from '../catalog/catalog.ts';
import { derive } from '../policy/kernel.ts';
import type { Node } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import { readText } from '../template/intrinsics.ts';
import type { DeclaredResource, Template } from '../template/template.ts';
import { isDeclared } from '../template/template.ts';
import type { Branch } from '../template/text.ts';
import { literalText, renderText } from '../template/text.ts';
import type { Caller } from './caller.ts';
import { declaredRoute } from './declared-routes.ts';
import { samEvents, serverlessEvents } from './function-events.ts';
import { functionsIn, routeFunctions } from './function-references.ts';
import type { Grants, Principal } from './model.ts';
import { permittedCallers } from './permitted-callers.ts';
import type { Authorization, Route } from './routes.ts';
import { samRoutes } from './sam/routes.ts';
import { serverlessRoutes } from './serverless/routes.ts';

export type { Caller } from './caller.ts';

/** What callers are found in. */
export interface CallersInput {
  readonly catalog: Catalog;
  readonly template: Template;
  readonly grants: Grants;
}

/** Who may invoke a function, in the order of its events, its URL, then what stands elsewhere in the template; nobody for any other principal. */
export function callersOf(input: CallersInput, { kind, logicalId, when }: Principal): readonly Caller[] {
  if (kind !== 'function') return [];
  const { template } = input;
  const resource = template.scope.resources.get(logicalId);
  const own = resource !== undefined && isDeclared(resource) ? ownCallers(resource, template, when) : [];
  const elsewhere = derive(input.catalog, input.grants, 'callers', () => findElsewhere(input));
  return [...own, ...(elsewhere.get(logicalId) ?? [])];
}

function ownCallers(resource: DeclaredResource, template: Template, when: readonly Branch[]): readonly Caller[] {
  const { type, properties } = resource;
  const isSam = type === 'AWS::Serverless::Function';
  const routes = isSam ? samRoutes(resource, template) : serverlessRoutes(resource, template);
  const events = isSam ? samEvents(resource, template) : serverlessEvents(resource, template);
  const url = findPair(properties, isSam ? 'FunctionUrlConfig' : 'url');
  return [
    ...events.map((event): Caller => ({ kind: 'event', ...event, when })),
    ...routes.map((route) => ofRoute(route, when)),
    ...(url === undefined ? [] : [{ range: url.key.range, when, ...ofUrl(url.value, isSam, template) }]),
  ];
}

function ofRoute({ label, api, authorization, range }: Route, when: readonly Branch[]): Caller {
  return { kind: 'route', who: label, ...(api === undefined ? {} : { through: api }), authorization, range, when };
}

/** `FunctionUrlConfig` of SAM, or `url` of Serverless, which is open unless it says otherwise. */
function ofUrl(node: Node, isSam: boolean, template: Template): Pick<Caller, 'kind' | 'who' | 'authorization'> {
  const value = findPair(node, isSam ? 'AuthType' : 'authorizer')?.value;
  const written = value === undefined ? (isSam ? undefined : 'NONE') : literalText(readText(value, template));
  return { kind: 'url', who: 'its URL', authorization: urlAuthorization(written) };
}

function urlAuthorization(written: string | undefined): Authorization {
  if (written === undefined) return { kind: 'unknown' };
  return /^aws_iam$/i.test(written) ? { kind: 'iam' } : { kind: 'none' };
}

/** What other resources of the template say, by the logical id of the function. */
function findElsewhere({ template, grants }: CallersInput): ReadonlyMap<string, readonly Caller[]> {
  const found = new Map<string, Caller[]>();
  const add = (logicalId: string, caller: Caller): void => {
    const known = found.get(logicalId);
    if (known === undefined) found.set(logicalId, [caller]);
    else known.push(caller);
  };
  for (const resource of template.scope.resources.values()) {
    if (!isDeclared(resource)) continue;
    for (const { to, caller } of readResource(resource, template)) for (const logicalId of to) add(logicalId, caller);
  }
  for (const policy of grants.resourcePolicies) {
    const { logicalId } = policy.on;
    if (logicalId !== undefined) for (const caller of permittedCallers(policy)) add(logicalId, caller);
  }
  return found;
}

interface Elsewhere {
  readonly to: readonly string[];
  readonly caller: Caller;
}

function readResource(resource: DeclaredResource, template: Template): readonly Elsewhere[] {
  const { type, key, properties, condition } = resource;
  const when: readonly Branch[] = condition === undefined ? [] : [{ condition, is: true }];
  switch (type) {
    case 'AWS::Lambda::Url': {
      const auth = findPair(properties, 'AuthType')?.value;
      const authorization = urlAuthorization(auth === undefined ? undefined : literalText(readText(auth, template)));
      const caller: Caller = { kind: 'url', who: 'its URL', authorization, range: key.range, when };
      return [{ to: functionsIn(findPair(properties, 'TargetFunctionArn')?.value, template), caller }];
    }
    case 'AWS::Lambda::EventSourceMapping': {
      const source = findPair(properties, 'EventSourceArn')?.value;
      const who = source === undefined ? 'an event source' : renderText(readText(source, template));
      return [
        { to: functionsIn(findPair(properties, 'FunctionName')?.value, template), caller: { kind: 'event', who, range: key.range, when } },
      ];
    }
    case 'AWS::ApiGateway::Method':
    case 'AWS::ApiGatewayV2::Route': {
      const route = declaredRoute(resource, template);
      const to = routeFunctions(resource, template);
      return route === undefined ? [] : [{ to, caller: ofRoute({ ...route, range: key.range }, when) }];
    }
    default:
      return [];
  }
}
