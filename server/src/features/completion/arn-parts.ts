/** The parts of an ARN while it is typed: partition, service, region, account, resource. */

import type { CloudFormationType, ResourceType } from '../../catalog/catalog.ts';
import type { Statement } from '../../policy/model.ts';
import { parentsOf } from '../../policy/parent-types.ts';
import { placeholdersOf, writtenActions } from '../needed-types.ts';
import type { CompletionRequest } from '../request.ts';
import type { Notation } from './arn-formats.ts';
import { formatLabel, formatSnippet } from './arn-formats.ts';
import type { Draft, Wanted } from './item.ts';
import { partItem } from './item.ts';

/** What continues `arn:…▮`; nothing where no ARN is being typed. */
export function completeArnParts(request: CompletionRequest, statement: Statement, notation: Notation): readonly Draft[] {
  const parts = splitArn(request.prefix);
  if (parts[0] !== 'arn' || parts.length < 2) return [];
  const typed = parts.at(-1) ?? '';
  const part = (wanted: Wanted, text?: string) => partItem(request, typed, wanted, text);
  switch (parts.length) {
    case 2:
      return partitions(request, notation).map((label) => part({ label, kind: 'arn', again: true }, `${label}:`));
    case 3:
      return services(request, statement).map(({ label, detail }) => part({ label, kind: 'arn', detail, again: true }, `${label}:`));
    case 4:
      return regions(request, typesOf(request, statement, parts[2] ?? ''), notation).map((label) =>
        part({ label: label === '' ? 'no Region' : label, filter: label, kind: 'arn', again: true }, `${label}:`),
      );
    case 5:
      return accounts(typesOf(request, statement, parts[2] ?? ''), notation).map((label) =>
        part({ label: label === '' ? 'no account' : label, filter: label, kind: 'arn', again: true }, `${label}:`),
      );
    default:
      return resourceParts(request, statement, parts[2] ?? '', notation, typed);
  }
}

/** The six parts, the last one with its colons; colons in `${AWS::Region}` separate nothing. */
export function splitArn(text: string): readonly string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\$\{[^}]*\}?|:|[^:$]+|\$/g)) {
    if (piece === ':' && parts.length < 6) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

function partitions({ catalog }: CompletionRequest, notation: Notation): readonly string[] {
  return [...(notation === 'sub' ? ['${AWS::Partition}'] : []), ...catalog.partitions()];
}

/** Services of the statement's actions first. */
function services({ catalog }: CompletionRequest, statement: Statement): readonly { readonly label: string; readonly detail: string }[] {
  const used = new Set(writtenActions(catalog, statement).map((index) => catalog.action(index).service));
  const first = catalog.services.filter(({ prefix }) => used.has(prefix));
  return [...first, ...catalog.services.filter(({ prefix }) => !used.has(prefix))].map(({ prefix, name }) => ({
    label: prefix,
    detail: name,
  }));
}

function regions({ catalog }: CompletionRequest, types: readonly ResourceType[], notation: Notation): readonly string[] {
  const formats = formatsOf(types);
  const own = [...(notation === 'sub' ? ['${AWS::Region}'] : []), ...catalog.regions(), '*'];
  if (formats.length === 0) return ['', ...own];
  const empty = formats.some((format) => splitArn(format)[3] === '');
  const named = formats.some((format) => splitArn(format)[3] !== '');
  return [...(empty ? [''] : []), ...(named ? own : [])];
}

function accounts(types: readonly ResourceType[], notation: Notation): readonly string[] {
  const formats = formatsOf(types);
  const own = [...(notation === 'sub' ? ['${AWS::AccountId}'] : []), '*'];
  const empty = formats.length === 0 || formats.some((format) => splitArn(format)[4] === '');
  const named = formats.length === 0 || formats.some((format) => splitArn(format)[4] !== '');
  return [...(empty ? [''] : []), ...(named ? own : [])];
}

/** Names of the template's own resources, then the formats of the resource types, those of the statement's actions if it has some. */
function resourceParts(
  request: CompletionRequest,
  statement: Statement,
  service: string,
  notation: Notation,
  typed: string,
): readonly Draft[] {
  const { catalog } = request;
  const types = typesOf(request, statement, service);
  const own = notation === 'sub' ? ownParts(request, types) : [];
  const formats = new Map(
    formatsOf(types).flatMap((format): readonly (readonly [string, string])[] => {
      const part = splitArn(format)[5];
      return part === undefined || part === '' ? [] : [[formatLabel(part, notation), formatSnippet(part, notation)]];
    }),
  );
  const snippets = [...formats].map(
    ([label, text]): Draft => ({
      ...partItem(request, typed, { label, kind: 'arn', detail: catalog.service(service)?.name ?? service }, text),
      snippet: true,
    }),
  );
  return [...own.map((wanted) => partItem(request, typed, wanted)), ...snippets];
}

function typesOf({ catalog }: CompletionRequest, statement: Statement, service: string): readonly ResourceType[] {
  const actions = writtenActions(catalog, statement).map((index) => catalog.action(index));
  const names = new Set(
    actions.filter((action) => action.service === service).flatMap((action) => action.resourceTypes.map(({ name }) => name)),
  );
  const all = catalog.resourceTypes(service);
  const wanted = names.size === 0 ? all : all.filter(({ name }) => names.has(name));
  return wanted.toSorted((a, b) => placeholdersOf(a) - placeholdersOf(b));
}

/** `table/${Table}` for a table of the template, `${Bucket}/*` for the objects of a bucket. */
function ownParts(request: CompletionRequest, types: readonly ResourceType[]): readonly Wanted[] {
  const wanted = types.flatMap((type) => [
    ...ownPartsOf(request, type, ''),
    ...parentsOf(request.catalog, type).flatMap(({ parent, rest }) => ownPartsOf(request, parent, rest.replace(/\$\{[^}]*\}/g, '*'))),
  ]);
  return [...new Map(wanted.map((one) => [one.label, one])).values()];
}

function ownPartsOf({ catalog, template }: CompletionRequest, { service, name }: ResourceType, rest: string): readonly Wanted[] {
  const wanted = `${service}:${name}`.toLowerCase();
  return [...template.scope.resources.values()].flatMap(({ logicalId, type }): readonly Wanted[] => {
    const known = catalog.cloudFormationType(type);
    const part = known?.resourceTypes.some((one) => one.toLowerCase() === wanted) === true ? ownPart(known, logicalId) : undefined;
    return part === undefined ? [] : [{ label: part + rest, kind: 'resource', detail: type }];
  });
}

function ownPart({ arnSub }: CloudFormationType, logicalId: string): string | undefined {
  return splitArn(arnSub ?? '')[5]?.replaceAll('${Ref', () => `\${${logicalId}`);
}

function formatsOf(types: readonly ResourceType[]): readonly string[] {
  return types.flatMap((type) => type.arns);
}
