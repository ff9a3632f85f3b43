/** Principals: their types, and who can be named. */
import type { Place } from '../place.ts';
import type { CompletionRequest } from '../request.ts';
import { formatLabel, formatSnippet } from './arn-formats.ts';
import { isInSubstitutedText } from './embedded.ts';
import type { Draft } from './item.ts';
import { expressionItem, isJson, keyItem, snippetItem, subSnippetItem, valueItem, yamlValue } from './item.ts';
import { completeReferences } from './references.ts';
import { hasPseudoParameters } from './resources.ts';

type Of<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

/** AWS IAM User Guide, "AWS JSON policy elements: Principal", as of 2026-09. */
const TYPES: readonly (readonly [name: string, detail: string])[] = [
  ['Service', 'a service of AWS'],
  ['AWS', 'accounts, roles, users'],
  ['Federated', 'an identity provider'],
  ['CanonicalUser', 'an account by its canonical user id'],
];

export function completePrincipalTypes(request: CompletionRequest, place: Of<'principal-type'>): readonly Draft[] {
  return TYPES.filter(([label]) => !place.present.has(label)).map(([label, detail]) =>
    keyItem(request, place.key, { label, kind: 'key', detail, again: true }),
  );
}

/** What roles of serverless applications are mostly for. */
const COMMON_SERVICES = [
  'lambda.amazonaws.com',
  'states.amazonaws.com',
  'apigateway.amazonaws.com',
  'events.amazonaws.com',
  'scheduler.amazonaws.com',
];

/** Web identity providers that a trust policy names directly. */
const WEB_PROVIDERS = ['cognito-identity.amazonaws.com', 'accounts.google.com', 'www.amazon.com', 'graph.facebook.com'];

export function completePrincipals(request: CompletionRequest, place: Of<'principal-value'>): readonly Draft[] {
  const { catalog } = request;
  if (place.intrinsic !== undefined) return completeReferences(request, place.intrinsic, ['iam:role', 'iam:user']);
  switch (place.type) {
    case 'Service':
      return [...new Set([...COMMON_SERVICES, ...catalog.servicePrincipals()])].map((label) =>
        valueItem(request, place.node, { label, kind: 'value' }),
      );
    case 'AWS':
      return [
        ...ownRoles(request, place),
        ...formatItems(request, place, AWS_PRINCIPALS),
        valueItem(request, place.node, { label: '*', kind: 'value', detail: 'everybody' }),
      ];
    case 'Federated':
      return [
        ...formatItems(request, place, PROVIDERS),
        ...WEB_PROVIDERS.map((label) => valueItem(request, place.node, { label, kind: 'value' })),
      ];
    case undefined:
      return [valueItem(request, place.node, { label: '*', kind: 'value', detail: 'everybody' })];
    default:
      return [];
  }
}

const AWS_PRINCIPALS: readonly (readonly [format: string, detail: string])[] = [
  ['arn:${Partition}:iam::${Account}:root', 'this account, as its policies say'],
  ['arn:${Partition}:iam::${Account}:role/${RoleName}', 'a role'],
  ['arn:${Partition}:iam::${Account}:user/${UserName}', 'a user'],
];

const PROVIDERS: readonly (readonly [format: string, detail: string])[] = [
  ['arn:${Partition}:iam::${Account}:oidc-provider/${ProviderHost}', 'OpenID Connect'],
  ['arn:${Partition}:iam::${Account}:saml-provider/${ProviderName}', 'SAML'],
];

function formatItems(
  request: CompletionRequest,
  place: Of<'principal-value'>,
  formats: readonly (readonly [string, string])[],
): readonly Draft[] {
  const isText = place.node.host !== undefined;
  const notation = (isText ? isInSubstitutedText(request, place.node) : hasPseudoParameters(request)) ? 'sub' : 'plain';
  return formats.map(([format, detail]) => {
    const wanted = { label: formatLabel(format, notation), kind: 'arn', detail } as const;
    const snippet = formatSnippet(format, notation);
    return notation === 'sub' && !isText
      ? subSnippetItem(request, place.node, wanted, snippet)
      : snippetItem(request, place.node, wanted, snippet);
  });
}

/** Roles of the template. */
function ownRoles(request: CompletionRequest, place: Of<'principal-value'>): readonly Draft[] {
  if (place.node.host !== undefined) return [];
  return [...request.template.scope.resources.values()]
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .map(({ logicalId, type }) => {
      const value = { kind: 'getAtt', logicalId, attribute: 'Arn' } as const;
      const label = isJson(request, place.node) ? `\${${logicalId}.Arn}` : yamlValue(value);
      return expressionItem(request, place.node, { label, kind: 'resource', detail: type }, value);
    });
}
