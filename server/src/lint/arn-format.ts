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

/** Of how many resources of a statement it is asked; a comparison with every format of a service takes its time. */
const MOST_ASKED = 20;

/**
 * Why resources are none of their service, by the ARN formats of the catalogue: the Region or account is there and should not be or the other way round, or
 * what follows them is of no format. Left out is what is a resource of its service, and what an action of the statement may be used on.
 */
export function findFormatFaults(
  resources: readonly ResourceValue[],
  actions: readonly ActionValue[],
  context: StatementContext,
): ReadonlyMap<ResourceValue, FormatFault> {
  const { catalog } = context;
  const faults = new Map<ResourceValue, FormatFault>();
  const dead = resources.filter((resource) => !isUsed(resource, actions, catalog) && isSuspect(resource, context));
  if (dead.length === 0) return faults;
  const indices = [...new Set(actions.flatMap((action) => action.indices))];
  const services = [...new Set(indices.map((index) => catalog.action(index).service))];
  for (const resource of dead.slice(0, MOST_ASKED)) {
    const fault = findFault(resource, indices, services, context);
    if (fault !== undefined) faults.set(resource, fault);
  }
  return faults;
}

/** Whether an action may be used on the resource. */
function isUsed({ pattern }: ResourceValue, actions: readonly ActionValue[], catalog: Catalog): boolean {
  for (const { indices } of actions) for (const index of indices) if (admits(catalog, index, pattern) !== 'no') return true;
  return false;
}

/** An ARN that begins in literal text and has all its parts, of a service that has formats. */
function isSuspect({ pattern, value }: ResourceValue, { catalog }: StatementContext): boolean {
  const { parts, form } = pattern;
  if (parts === undefined || form !== 'arn' || value.text.parts[0]?.kind !== 'literal') return false;
  const [first] = parts.resource;
  if (first?.kind === 'literal' && isPlaceholder(first.text)) return false;
  const service = fieldText(parts.service);
  // An ARN or a URL where a name should stand is a fault of its own.
  return service !== undefined && catalog.service(service) !== undefined && !lacksParts(value.text) && findInner(value.text) === undefined;
}

function findFault(
  resource: ResourceValue,
  indices: readonly number[],
  services: readonly string[],
  context: StatementContext,
): FormatFault | undefined {
  const { catalog } = context;
  const { parts } = resource.pattern;
  const service = parts === undefined ? undefined : fieldText(parts.service);
  if (parts === undefined || service === undefined || catalog.resourceTypes(service).length === 0) return undefined;
  const asked = new Set([service, ...services]);
  const isKnown = (pattern: ArnPattern): boolean => [...asked].some((name) => resourceTypesNamed(catalog, name, pattern).length > 0);
  if (isKnown(resource.pattern)) return undefined;
  const wanted = indices.filter((index) => catalog.action(index).service === service);
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
  return {
    message: says.join(' and '),
    fix: { title: describeChange(found), edits: () => writeFields(value, found, context) },
  };
}

function describeChange({ region, account }: Variant): string {
  const changes = [['Region', region] as const, ['account', account] as const].flatMap(([name, text]) =>
    text === undefined ? [] : [text === '' ? `remove the ${name}` : `write '${text}' as the ${name}`],
  );
  const title = changes.join(' and ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function withFields(parts: ArnParts, { region, account }: Variant): ArnPattern {
  // A value that takes in no colon, as a wildcard would.
  const field = (text: string | undefined, own: readonly Token[]): readonly Token[] =>
    text === undefined ? own : text === '' ? [] : [{ kind: 'symbol', key: '', spans: false, wild: false }];
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
