import type { Catalog } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import type { ArnParts, ArnPattern } from '../policy/arn.ts';
import { arnFromTokens } from '../policy/arn.ts';
import { formatPieces } from '../policy/arn-format.ts';
import type { Token } from '../policy/glob.ts';
import { admits, resourceTypesNamed } from '../policy/resource-types.ts';
import { fieldText, isPlaceholder, writeFields } from './arn-fields.ts';
import { findNearest } from './nearest.ts';
import type { ResourceValue } from './resources.ts';
import { findInner, lacksParts } from './resources.ts';
import type { StatementContext } from './rule.ts';
import type { ActionValue } from './statement-actions.ts';
import { quote } from './text.ts';
import { rewriteText } from './variables.ts';

/** Why an ARN is one of no resource of its service. */
export interface FormatFault {
  /** Continues the ARN as it is shown. */
  readonly message: string;
  readonly fix?: { readonly title: string; edits(): readonly Edit[] };
}

/**
 * Why a resource is none of its service, by the ARN formats of the catalogue: its Region or account is there and should not be or the other way round, or
 * what follows them is of no format. `undefined` where it is a resource of the service, or an action of the statement may be used on it.
 */
export function findFormatFault(
  resource: ResourceValue,
  actions: readonly ActionValue[],
  context: StatementContext,
): FormatFault | undefined {
  const { pattern, value } = resource;
  const { parts } = pattern;
  const service = parts === undefined ? undefined : fieldText(parts.service);
  if (parts === undefined || service === undefined || pattern.form !== 'arn' || lacksParts(value.text)) return undefined;
  // An ARN or a URL where a name should stand is a fault of its own.
  if (value.text.parts[0]?.kind !== 'literal' || findInner(value.text) !== undefined || context.catalog.service(service) === undefined)
    return undefined;
  const indices = new Set(actions.flatMap((action) => action.indices));
  const services = new Set([service, ...[...indices].map((index) => context.catalog.action(index).service)]);
  const isKnown = (other: ArnPattern): boolean => [...services].some((name) => resourceTypesNamed(context.catalog, name, other).length > 0);
  const [first] = parts.resource;
  if (first?.kind === 'literal' && isPlaceholder(first.text)) return undefined;
  if (isKnown(pattern) || context.catalog.resourceTypes(service).length === 0) return undefined;
  const wanted = [...indices].filter((index) => context.catalog.action(index).service === service);
  return findFieldFault(resource, parts, isKnown, context) ?? findResourceFault(resource, parts, wanted, context);
}

interface Variant {
  readonly region?: string;
  readonly account?: string;
}

/** The ARN with its Region, its account or both the other way round, where that makes it a resource of the service. */
function findFieldFault(
  { value }: ResourceValue,
  parts: ArnParts,
  isKnown: (pattern: ArnPattern) => boolean,
  context: StatementContext,
): FormatFault | undefined {
  const inTemplate = context.template.dialect !== 'policy';
  const region = parts.region.length > 0 ? '' : inTemplate ? '${AWS::Region}' : '*';
  const account = parts.account.length > 0 ? '' : inTemplate ? '${AWS::AccountId}' : '*';
  const variants: readonly Variant[] = [{ region }, { account }, { region, account }];
  const found = variants.find((variant) => isKnown(withFields(parts, variant)));
  if (found === undefined) return undefined;
  const says = [
    ...(found.region === undefined ? [] : [found.region === '' ? 'takes no Region' : 'needs a Region']),
    ...(found.account === undefined ? [] : [found.account === '' ? 'takes no account' : 'needs an account']),
  ];
  const changes = [
    ...(found.region === undefined ? [] : [found.region === '' ? 'Remove the Region' : `Set the Region to '${found.region}'`]),
    ...(found.account === undefined ? [] : [found.account === '' ? 'remove the account' : `set the account to '${found.account}'`]),
  ].join(' and ');
  return {
    message: says.join(' and '),
    fix: { title: changes.charAt(0).toUpperCase() + changes.slice(1), edits: () => writeFields(value, found, context) },
  };
}

function withFields(parts: ArnParts, { region, account }: Variant): ArnPattern {
  const field = (text: string | undefined, own: readonly Token[]): readonly Token[] =>
    text === undefined ? own : text === '' ? [] : [{ kind: 'star' }];
  const colon: Token = { kind: 'literal', text: ':' };
  return arnFromTokens([
    { kind: 'literal', text: 'arn:' },
    ...parts.partition,
    colon,
    ...parts.service,
    colon,
    ...field(region, parts.region),
    colon,
    ...field(account, parts.account),
    colon,
    ...parts.resource,
  ]);
}

/** What follows the account: a type that is misspelt, left out, or followed by the wrong separator. */
function findResourceFault(
  { value }: ResourceValue,
  parts: ArnParts,
  wanted: readonly number[],
  context: StatementContext,
): FormatFault | undefined {
  const [first, ...others] = parts.resource;
  if (first?.kind !== 'literal') return undefined;
  const service = fieldText(parts.service) ?? '';
  const candidates = resourceCandidates(first.text, typeWords(context.catalog, service)).flatMap((text) =>
    others.length === 0 ? [text, `${text}/*`] : [text],
  );
  const meant = candidates.find((text) => {
    const variant = arnFromTokens(replaceFirst(parts, text));
    return wanted.some((index) => admits(context.catalog, index, variant) === 'yes');
  });
  if (meant === undefined) return { message: `is none of the ARN formats of ${quote(service)}` };
  const rewrite = (written: string): string => {
    const at = written.lastIndexOf(first.text);
    return at < 0 ? written : written.slice(0, at) + meant + written.slice(at + first.text.length);
  };
  return {
    message: `is none of the ARN formats of ${quote(service)}; did you mean ${quote(meant)}?`,
    fix: { title: `Change to ${quote(meant)}`, edits: () => rewriteText(context.sourceOf(value.text.node.outer), value.text, rewrite) },
  };
}

/** Other beginnings for `tabel/Orders`, `table:Orders` and `Orders`. */
function resourceCandidates(written: string, types: readonly TypeWord[]): readonly string[] {
  const [own = ''] = /^[^/:]*/.exec(written) ?? [];
  const rest = written.slice(own.length + 1);
  if (own === written) return types.map(({ word, after }) => word + after + written);
  const words = types.map(({ word }) => word);
  const meant = findNearest(own, words) ?? words.find((word) => own.startsWith(`${word}-`));
  return types.filter(({ word }) => word === meant).map(({ word, after }) => word + after + rest);
}

function replaceFirst(parts: ArnParts, text: string): readonly Token[] {
  const [, ...others] = parts.resource;
  return withFields({ ...parts, resource: [{ kind: 'literal', text }, ...others] }, {}).tokens;
}

interface TypeWord {
  /** `table` of `table/${TableName}`. */
  readonly word: string;
  /** The separator behind it. */
  readonly after: string;
}

/** The words with which what follows the account begins, in the ARN formats of a service. */
function typeWords(catalog: Catalog, service: string): readonly TypeWord[] {
  const found = new Map<string, TypeWord>();
  for (const { arns } of catalog.resourceTypes(service)) {
    for (const arn of arns) {
      const [piece] = formatPieces(arn.split(':').slice(5).join(':'));
      const match = piece?.kind === 'literal' ? /^([\w-]+)([/:])/.exec(piece.text) : null;
      if (match !== null) found.set(match[0], { word: match[1] ?? '', after: match[2] ?? '' });
    }
  }
  return [...found.values()];
}
