import { arnsOfResource } from '../generate/resource-arns.ts';
import { decideAccess } from '../grants/access/access.ts';
import type { AccessAnswer, AccessQuestion, DecidingStatement } from '../grants/access/model.ts';
import { usableResources } from '../grants/access/parties.ts';
import type { Principal, RoleUse } from '../grants/model.ts';
import { plainNotation } from '../grants/render.ts';
import type { ArnPattern } from '../policy/arn.ts';
import { arnFromTokens, arnPattern } from '../policy/arn.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { NamedResource } from '../policy/other-resource.ts';
import type { ContextValue, Requester } from '../policy/request.ts';
import { accountOf, requestedArn } from '../policy/request.ts';
import { admits } from '../policy/resource-types.ts';
import type { Template } from '../template/template.ts';
import type { Text } from '../template/text.ts';
import { areCompatible, literalText } from '../template/text.ts';
import type { Access, AccessRequestOptions, DecidingPermission, PrincipalAccess } from './access-answers.ts';
import type { Document } from './document.ts';
import { knownValues } from './known-values.ts';
import type { Describer } from './permissions.ts';
import { describeStatements } from './permissions.ts';
import { readSub } from './read-sub.ts';
import { openResources, policiesOf } from './resource-side.ts';

/** Whether principals of a document may make a request. */
export function askAccess(catalog: KernelCatalog, document: Document, options: AccessRequestOptions): Access {
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9_]+$/.test(options.action)) {
    return { kind: 'wrong', reason: `'${options.action}' is not one action, such as s3:PutObject` };
  }
  const asked = readResources(catalog, document.template, options);
  if (asked.kind === 'wrong') return asked;
  const known = knownValues(document.template, withPartition(options.parameters, document.template, asked.texts));
  const describer = describeStatements(document);
  const chosen = document.grants.principals.filter((principal) =>
    options.principals.some(({ kind, logicalId }) => kind === principal.kind && logicalId === principal.logicalId),
  );
  const open = asked.texts === undefined ? openResources({ catalog, document, known }, options.action) : [];
  const asking: Asking = { catalog, document, options, known, describer, open, ...(asked.own === undefined ? {} : { own: asked.own }) };
  const resources = asked.texts?.map((text) => patternOf(catalog, known(text), options.action));
  return {
    kind: 'answers',
    answers: chosen.map((principal) => askPrincipal(asking, principal, resources)),
    notes: notesOf(asking, resources),
  };
}

interface Asking {
  readonly catalog: KernelCatalog;
  readonly document: Document;
  readonly options: AccessRequestOptions;
  readonly known: (text: Text) => Text;
  readonly describer: Describer;
  readonly own?: NamedResource;
  /** Where no resource is asked about: those whose policies may allow it. */
  readonly open: readonly ArnPattern[];
}

type AskedResources =
  /** `texts`: any of these; absent: on some resource. */
  | { readonly kind: 'texts'; readonly texts: readonly Text[] | undefined; readonly own?: NamedResource }
  | { readonly kind: 'wrong'; readonly reason: string };

/** What `on` means in the template. */
function readResources(catalog: KernelCatalog, template: Template, { action, on }: AccessRequestOptions): AskedResources {
  const index = catalog.actionIndex(action);
  if (on === undefined) return { kind: 'texts', texts: undefined };
  const [, logicalId = '', rest = ''] = /^([A-Za-z0-9]+)(|[./:].*)$/.exec(on) ?? [];
  const resource = on.startsWith('arn:') ? undefined : template.scope.resources.get(logicalId);
  if (resource === undefined) {
    if (on === '*' || on.startsWith('arn:') || on.includes('${')) return { kind: 'texts', texts: [readSub(template, on)] };
    return { kind: 'wrong', reason: `'${on}' is no ARN and no resource of the template` };
  }
  const attribute = /^\.(\w+)/.exec(rest)?.[1];
  const attributes = catalog.cloudFormationType(resource.type)?.attributes;
  if (attribute !== undefined && attributes !== undefined && !attributes.has(attribute))
    return { kind: 'wrong', reason: `${logicalId} (${resource.type}) has no attribute ${attribute}` };
  if (rest.startsWith('.'))
    return { kind: 'texts', texts: [readSub(template, `\${${logicalId}${rest.replace(/^\.[\w.]*/, (attribute) => `${attribute}}`)}`)] };
  const own = catalog.cloudFormationType(resource.type)?.resourceTypes ?? [];
  const wanted =
    index === undefined ? [] : catalog.action(index).resourceTypes.map(({ name }) => `${catalog.action(index).service}:${name}`);
  const isOwn = (type: string): boolean => own.includes(type);
  const preferred = wanted.some(isOwn) ? wanted.filter(isOwn) : wanted;
  const subs = arnsOfResource(catalog, resource, preferred).map(({ sub }) => sub);
  const any = subs.length > 0 && rest === '' ? subs : arnsOfResource(catalog, resource, own).map(({ sub }) => sub + rest);
  const [first] = any;
  if (first === undefined)
    return { kind: 'wrong', reason: `the ARN of ${logicalId} (${resource.type || 'no type'}) is not known; write one` };
  return { kind: 'texts', texts: [...new Set(any)].map((sub) => readSub(template, sub)), own: { logicalId, type: resource.type } };
}

/**
 * With the partition that ARNs say which are written out: that of the request, else the only one that the template names. An ARN of another partition
 * matches nothing where the template is deployed.
 */
function withPartition(
  given: ReadonlyMap<string, string>,
  { sources }: Template,
  texts: readonly Text[] | undefined,
): ReadonlyMap<string, string> {
  const asked = texts?.map((text) => /^arn:(aws[a-z-]*):/.exec(literalText(text) ?? '')?.[1]).find((partition) => partition !== undefined);
  const named = new Set(
    [...sources.values()].flatMap(({ text }) => [...text.matchAll(/\barn:(aws[a-z-]*):/g)].map(([, partition]) => partition)),
  );
  const [only] = named.size === 1 ? named : [];
  const partition = asked ?? only;
  return partition === undefined || given.has('AWS::Partition') ? given : new Map([...given, ['AWS::Partition', partition]]);
}

/** For an action that takes no resource IAM asks about `*`. */
function patternOf(catalog: KernelCatalog, text: Text, action: string): ArnPattern {
  const index = catalog.actionIndex(action);
  const isNone = index !== undefined && catalog.resourceNeed(index) === 'none';
  return isNone && literalText(text) === '*' ? requestedArn('*') : arnPattern(catalog, text);
}

function askPrincipal(asking: Asking, principal: Principal, resources: readonly ArnPattern[] | undefined): PrincipalAccess {
  if (resources !== undefined)
    return join(
      asking,
      principal,
      resources.map((resource) => decide(asking, principal, resource, false)),
      'every',
    );
  const index = asking.catalog.actionIndex(asking.options.action);
  const isNone = index !== undefined && asking.catalog.resourceNeed(index) === 'none';
  const usable = isNone
    ? [requestedArn('*')]
    : usableResources(asking.catalog, principal, { action: asking.options.action, known: asking.known });
  const all = usable.length === 0 ? [requestedArn('*')] : usable;
  const own = all.map((resource) => decide(asking, principal, resource, !isNone && usable.length > 0));
  // What its own policies say nothing of, the policy of the resource may allow; that one which does not has nothing to say.
  const open = isNone ? [] : asking.open.map((resource) => decide(asking, principal, resource, true));
  const told = open.filter(({ answer }) => answer.decision === 'allow' || answer.decision === 'unknown');
  return join(asking, principal, [...own, ...told], 'some');
}

interface Decided {
  readonly resource: ArnPattern;
  readonly answer: AccessAnswer;
}

function decide(asking: Asking, principal: Principal, resource: ArnPattern, some: boolean): Decided {
  const { catalog, options, known } = asking;
  const requesterOf = (role: RoleUse | undefined): Requester => requesterFor(asking, principal, role);
  const requester = requesterOf(principal.roles[0]);
  const question: AccessQuestion = {
    action: options.action,
    resource,
    requesterOf,
    resourcePolicies: policiesOf(asking, options.action, resource, requester),
    known,
    ...(some ? { some: true } : {}),
    ...(asking.own === undefined ? {} : { own: asking.own }),
    context: (key) => contextValue(options, requester, key),
  };
  return { resource, answer: decideAccess(catalog, principal, question) };
}

/** The role by what the template and the request say of its ARN. */
function requesterFor({ catalog, document, options, known }: Asking, { kind, logicalId }: Principal, role: RoleUse | undefined): Requester {
  const { template } = document;
  const id = kind === 'role' ? logicalId : role?.logicalId;
  const given = options.context.get('aws:principalarn')?.[0];
  const written = /^arn:[^$]+$/.exec(role?.text ?? '')?.[0];
  const text = id === undefined ? undefined : known(readSub(template, `\${${id}.Arn}`));
  const arn = given ?? (text === undefined ? written : literalText(text)) ?? '';
  const pattern =
    text === undefined
      ? arnFromTokens([{ kind: 'symbol', key: role?.text ?? '#role', spans: true, wild: false }])
      : arnPattern(catalog, text);
  return { kind: 'role', arn, pattern };
}

/** Keys that a session of a role never has or always has so (IAM User Guide, "Information available in all requests", 2026-09). */
function contextValue({ context, wholeContext }: AccessRequestOptions, requester: Requester, key: string): ContextValue {
  const given = context.get(key.toLowerCase());
  if (given !== undefined) return given;
  if (wholeContext) return 'absent';
  const arn = requester.kind === 'role' ? requester.arn : '';
  const account = accountOf(arn);
  switch (key.toLowerCase()) {
    case 'aws:username':
      return 'absent';
    case 'aws:principaltype':
      return ['AssumedRole'];
    case 'aws:principalarn':
      return arn === '' ? 'unknown' : [arn];
    case 'aws:principalaccount':
      return account === undefined ? 'unknown' : [account];
    default:
      return 'unknown';
  }
}

/** One answer of several: about `every` resource the least that is allowed, about `some` the most. */
function join(asking: Asking, principal: Principal, all: readonly Decided[], quantity: 'every' | 'some'): PrincipalAccess {
  const order =
    quantity === 'some'
      ? (['allow', 'unknown', 'implicitDeny', 'explicitDeny'] as const)
      : (['explicitDeny', 'implicitDeny', 'unknown', 'allow'] as const);
  const decision = order.find((one) => all.some(({ answer }) => answer.decision === one)) ?? 'implicitDeny';
  const chosen = all.filter(({ answer }) => answer.decision === decision);
  const [first] = chosen;
  const distinct = <T>(items: readonly T[]): readonly T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  return {
    logicalId: principal.logicalId,
    ...(principal.function === undefined ? {} : { function: principal.function }),
    decision: decision === 'allow' ? 'allowed' : decision,
    by: first?.answer.by ?? 'identity',
    on: distinct(chosen.map(({ resource }) => shown(resource))),
    statements: distinct(chosen.flatMap(({ answer }) => answer.statements.flatMap((one) => describeDeciding(asking, one)))),
    conditions: distinct(chosen.flatMap(({ answer }) => answer.conditions)),
    unknown: distinct(chosen.flatMap(({ answer }) => answer.unknown)),
    boundaries: distinct(principal.boundaries.map(({ text }) => plainNotation(text))),
  };
}

function describeDeciding(
  { describer }: Asking,
  { statement, placed, doubts, keys, symbols }: DecidingStatement,
): readonly DecidingPermission[] {
  const parameters = symbols.filter(({ kind }) => kind === 'parameter' || kind === 'pseudo' || kind === 'variable').map(({ key }) => key);
  const described = describer.describe(statement, placed.when, placed.origin);
  const possible = described.filter(({ when }) => areCompatible(when, placed.when));
  return possible.map((one) => ({ ...one, doubts, keys, parameters }));
}

/** A name that neither `Ref` nor an attribute gives is shown as the resource's. */
function shown({ text }: ArnPattern): string {
  return text.replace(/\$\{(\w+)#\w+\}/g, '${$1}');
}

/** What somebody who asks had better know. */
function notesOf({ catalog, options }: Asking, resources: readonly ArnPattern[] | undefined): readonly string[] {
  const { action } = options;
  const index = catalog.actionIndex(action);
  if (index === undefined) return [`${action} is not in the catalogue of ${catalog.date}`];
  if (resources === undefined) return [];
  if (catalog.resourceNeed(index) === 'none') {
    return resources.every(({ text }) => text === '*') ? [] : [`${action} takes no resource: it is asked on *, whatever --on says`];
  }
  const service = catalog.action(index).service;
  const types = catalog
    .action(index)
    .resourceTypes.map(({ name }) => name)
    .join(', ');
  return resources.flatMap((resource) =>
    admits(catalog, index, resource) === 'no' ? [`${action} is never on ${shown(resource)}: it is on ${service} ${types}`] : [],
  );
}
