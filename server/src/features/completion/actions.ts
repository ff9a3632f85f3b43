/** Values of `Action` and `NotAction`: services first, then the actions of the one that is typed. */
import type { Action, Catalog, Service } from '../../catalog/catalog.ts';
import { resourceTypesInScope } from '../../generate/resource-arns.ts';
import { actionIndices, actionsOf, matchAction } from '../../policy/action-set.ts';
import { arnPattern, literalService } from '../../policy/arn.ts';
import type { Scope } from '../../template/template.ts';
import { literalText } from '../../template/text.ts';
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { admittedActions } from './admitted.ts';
import { documented } from './documentation.ts';
import type { Draft } from './item.ts';
import { isJson, valueItem } from './item.ts';
import { matchRank, NOT_TYPED } from './match.ts';

type ActionPlace = Extract<Place, { readonly kind: 'action' }>;

export function completeActions(request: CompletionRequest, place: ActionPlace): readonly Draft[] {
  const separator = request.prefix.indexOf(':');
  if (separator < 0) return completeServices(request, place);
  const written = request.prefix.slice(0, separator).toLowerCase();
  const service = request.catalog.service(written) ?? request.catalog.service(request.catalog.prefixFor(written) ?? '');
  return service === undefined ? [] : completeNames(request, place, service, request.prefix.slice(separator + 1));
}

/** Services that the statement names come first, then those of the template's resources, then the others by name. */
function completeServices(request: CompletionRequest, place: ActionPlace): readonly Draft[] {
  const { catalog, template } = request;
  const likely = new Set([...servicesOfStatement(catalog, place), ...ownServices(catalog, template.scope)]);
  const known = [...likely].flatMap((prefix) => catalog.service(prefix) ?? []);
  const first = new Set(known);
  return [...first, ...catalog.services.filter((service) => !first.has(service))].map((service) => serviceItem(request, place, service));
}

/** Services of the template's resources; `ssm:bucket` is a bucket of S3. */
function ownServices(catalog: Catalog, scope: Scope): readonly string[] {
  return resourceTypesInScope(catalog, scope).flatMap((name) => {
    const [service = '', type = ''] = name.split(':');
    return catalog.resourceType(service, type)?.arns.some((arn) => arn.split(':')[2] === service) === true ? [service] : [];
  });
}

/** Without quotes in YAML, and with the cursor before the closing one in JSON: the name of the action follows. */
function serviceItem(request: CompletionRequest, place: ActionPlace, { prefix, name }: Service): Draft {
  const wanted = { label: prefix, kind: 'service', detail: name, data: documented('service', prefix), again: true } as const;
  if (request.quote === '' && isJson(request, place.node))
    return { text: `"${prefix}:$1"`, snippet: true, range: request.replace, ...wanted };
  return { text: `${prefix}:`, range: request.replace, ...wanted };
}

/** Services of the ARNs that the statement names. */
function servicesOfStatement(catalog: Catalog, { statement }: ActionPlace): readonly string[] {
  const resources = statement.resource?.values ?? statement.notResource?.values ?? [];
  return resources.flatMap(({ text }) => literalService(arnPattern(catalog, text)) ?? []);
}

function completeNames(request: CompletionRequest, place: ActionPlace, service: Service, typed: string): readonly Draft[] {
  const { catalog } = request;
  const listed = listedActions(catalog, place);
  const wild = /[*?]/.test(typed);
  const candidates = wild
    ? actionIndices(matchAction(catalog, `${service.prefix}:${typed}*`))
    : Array.from({ length: service.count }, (_, index) => service.first + index);
  const rest = candidates.filter(
    (index) => !listed.has(index) && (wild || matchRank(request.prefix, catalog.actionName(index)) < NOT_TYPED),
  );
  const isPositive = place.statement.action?.values === place.values;
  return (isPositive ? admittedActions(request, place.statement, rest) : rest).map((index) =>
    actionItem(request, place, catalog.action(index), wild),
  );
}

function actionItem(request: CompletionRequest, place: ActionPlace, action: Action, wild: boolean): Draft {
  const { fullName } = action;
  const filter = wild ? { filter: request.prefix } : {};
  return valueItem(request, place.node, {
    label: fullName,
    kind: 'action',
    detail: action.accessLevels.join(', '),
    data: documented('action', fullName),
    ...filter,
  });
}

/** What the element lists already, beside the value at the cursor; wildcards count with what they match. */
function listedActions(catalog: Catalog, place: ActionPlace): ReadonlySet<number> {
  const others = place.values.filter((value) => value.text.node !== place.node && value.node !== place.node);
  const patterns = others.flatMap((value) => literalText(value.text) ?? []);
  return new Set(actionIndices(actionsOf(catalog, patterns)));
}
