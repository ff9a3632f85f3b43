import { expect } from 'vitest';
import { readDocument } from '../../server/src/analysis/document.ts';
import type { BoundaryUse, GrantedPolicy, Grants, ManagedUse, Origin, Principal } from '../../server/src/grants/model.ts';
import { renderSub } from '../../server/src/grants/render.ts';
import type { KernelCatalog } from '../../server/src/policy/kernel.ts';
import { withPolicyMemo } from '../../server/src/policy/kernel.ts';
import type { ConditionElement, Element, Policy, PrincipalElement, Statement, Value } from '../../server/src/policy/model.ts';
import type { FileSnapshot } from '../../server/src/template/files.ts';
import type { Branch } from '../../server/src/template/text.ts';
import { areCompatible } from '../../server/src/template/text.ts';
import { loadCatalogForTests } from './catalog.ts';
import { snapshot } from './template.ts';

type Strings = string | readonly string[];
type Condition = Readonly<Record<string, Readonly<Record<string, Strings>>>>;

/** A statement as a test writes it: one string may stand for a list of one, every string in `Fn::Sub` notation. */
export interface ExpectedStatement {
  /** `Allow` if absent. */
  readonly effect?: string;
  readonly sid?: string;
  readonly actions?: Strings;
  readonly notActions?: Strings;
  readonly resources?: Strings;
  readonly notResources?: Strings;
  readonly condition?: Condition;
  /** By type: `{ Service: 'lambda.amazonaws.com' }`. */
  readonly principal?: Readonly<Record<string, Strings>>;
  /** Branches, of its policy and of its own: `Prod`, `!Prod`. A value under a branch of its own is written `value [Prod]`. */
  readonly when?: Strings;
  /** `kind name` of the origin (`policy-template S3ReadPolicy`); absent for `inline`. */
  readonly from?: string;
}

/** What a test expects of a principal. What is absent is empty. */
export interface ExpectedPrincipal {
  /** Those it acts by, as written: `${Role.Arn}`, `${Role.Arn} [Prod]`. */
  readonly roles?: Strings;
  /** All but those of managed policies of AWS. */
  readonly statements?: readonly ExpectedStatement[];
  /** `AWSLambdaBasicExecutionRole` of AWS, `${Policy}` of the template, `? ${Parameter}` not known; with ` [Prod]` under a branch. */
  readonly managed?: Strings;
  /** As `managed`; `? …` where its document is not found. */
  readonly boundaries?: Strings;
  /** Of boundaries that are not AWS's. */
  readonly boundaryStatements?: readonly ExpectedStatement[];
  /** Compared only where it is given. */
  readonly trust?: readonly ExpectedStatement[];
  readonly when?: Strings;
  readonly unknown?: Strings;
}

export interface PrincipalOptions {
  /** `file:///workspace/template.yaml` if absent: its name decides whether it is a service of Serverless. */
  readonly uri?: string;
  /** Texts of other files by path below `/workspace`. */
  readonly files?: Readonly<Record<string, string | FileSnapshot>>;
  /** What the configuration says of boundaries: URIs of files by ARN or name. */
  readonly boundaries?: Readonly<Record<string, string>>;
}

/**
 * Every principal of a template with its effective policy, against what the test writes by hand. A function or state machine that acts by the role
 * which is named after it (`FnRole` of `Fn`) is left out: it must have what its role has. Of others only `roles` need be written, unless they have more or
 * less than their roles together.
 */
export function checkPrincipals(text: string, expected: Readonly<Record<string, ExpectedPrincipal>>, options: PrincipalOptions = {}): void {
  const principals = findPrincipals(text, options);
  const drawn = Object.fromEntries(
    principals.flatMap((principal) => {
      const wanted = expected[principal.logicalId] ?? {};
      const isWritten = Object.keys(wanted).some((key) => key !== 'roles' && key !== 'when' && key !== 'trust');
      const { trust, ...rest } = drawPrincipal(principal, principals, isWritten);
      const shown = wanted.trust === undefined ? rest : { ...rest, trust };
      return isLikeItsRole(principal, rest) ? [] : [[principal.logicalId, shown] as const];
    }),
  );
  expect(drawn).toEqual(Object.fromEntries(Object.entries(expected).map(([name, principal]) => [name, normalize(principal)])));
}

/** A policy of a resource as a test writes it. */
export interface ExpectedResourcePolicy {
  /** What it stands on: the logical id, of what is not of the template `? text`; with ` [Prod]` under a branch. */
  readonly on: string;
  /** `kind name` of the origin; absent for `inline`. */
  readonly from?: string;
  /** Statements carry `incomplete` where more may be said; `'unread'` for a document that cannot be read. */
  readonly statements: readonly ExpectedStatement[] | 'unread';
}

/** Every policy that stands on a resource of the template, in order. */
export function checkResourcePolicies(text: string, expected: readonly ExpectedResourcePolicy[], options: PrincipalOptions = {}): void {
  const drawn = findGrants(text, options).resourcePolicies.map(({ on, policy, origin, when }) => ({
    on: `${on.logicalId ?? `? ${on.text}`}${drawWhen(when)}`,
    ...drawOrigin(origin),
    statements:
      policy.statements.length === 0 && !policy.complete
        ? 'unread'
        : policy.statements.map((statement) => drawStatement(statement, policy.source.when, policy)),
  }));
  const wanted = expected.map(({ statements, ...rest }) => ({
    ...rest,
    statements: statements === 'unread' ? statements : statements.map(normalizeStatement),
  }));
  expect(drawn).toEqual(wanted);
}

/** The principals of a document with the real catalogue. Throws where the text is none of ours. */
export function findPrincipals(text: string, options: PrincipalOptions = {}): readonly Principal[] {
  return findGrants(text, options).principals;
}

/** The same with the policies of resources. */
export function findGrants(
  text: string,
  { uri = 'file:///workspace/template.yaml', files = {}, boundaries = {} }: PrincipalOptions = {},
): Grants {
  const others = snapshot(files);
  const read = (asked: string): FileSnapshot => (asked === uri ? { kind: 'text', text, version: '1' } : others.read(asked));
  catalog ??= withPolicyMemo(loadCatalogForTests());
  const document = readDocument(uri, { read }, catalog, { files: boundaries });
  if (document.kind !== 'ours') throw new Error('this text is no template and no policy');
  return document.grants;
}

let catalog: KernelCatalog | undefined;

type Drawn = Readonly<Record<string, unknown>>;

function drawPrincipal(principal: Principal, all: readonly Principal[], isWritten: boolean): Drawn {
  const { roles, trust, when } = principal;
  const own = drawGrants(principal);
  const acting = principal.kind === 'role' ? [] : rolesOf(principal, all);
  const isOfRoles = acting.length > 0 && isSameAsRoles(own, acting);
  return withoutEmpty({
    roles: roles.map((role) => `${role.text}${drawWhen(role.when)}`),
    ...(isOfRoles && !isWritten ? {} : own),
    trust: trust.flatMap((policy) => policy.statements.map((statement) => drawStatement(statement, [], policy))),
    when: when.map(drawBranch),
  });
}

/** What is granted, under further branches. */
function drawGrants(
  { policies, managed, boundaries, unknown }: Principal,
  outer: readonly Branch[] = [],
): Readonly<Record<string, readonly unknown[]>> {
  const place = <T extends { readonly when: readonly Branch[] }>(items: readonly T[]): readonly T[] =>
    items.filter((item) => areCompatible(outer, item.when)).map((item) => ({ ...item, when: unique([...outer, ...item.when]) }));
  return {
    statements: place(policies).flatMap(drawGranted),
    managed: place(managed).map(drawManaged),
    boundaries: place(boundaries).map(drawBoundary),
    boundaryStatements: boundaries.flatMap(({ policies: found = [] }) =>
      found
        .filter((policy) => !isOfAws(policy))
        .flatMap((policy) => policy.statements.map((statement) => drawStatement(statement, [], policy))),
    ),
    unknown: unknown.map(({ reason }) => reason),
  };
}

interface Acting {
  readonly role: Principal;
  readonly when: readonly Branch[];
}

function rolesOf({ roles }: Principal, all: readonly Principal[]): readonly Acting[] {
  return roles.flatMap(({ logicalId, when }) =>
    all.flatMap((role) => (role.kind === 'role' && role.logicalId === logicalId ? [{ role, when }] : [])),
  );
}

/** Whether what is drawn of a principal is what is drawn of its roles together, each under its branches. */
function isSameAsRoles(own: ReturnType<typeof drawGrants>, acting: readonly Acting[]): boolean {
  const each = acting.map(({ role, when }) => drawGrants(role, when));
  return Object.entries(own).every(([key, value]) => JSON.stringify(value) === JSON.stringify(each.flatMap((drawn) => drawn[key] ?? [])));
}

function unique(when: readonly Branch[]): readonly Branch[] {
  return when.filter((branch, index) => when.findIndex((other) => isSame(branch, other)) === index);
}

function isLikeItsRole({ kind, logicalId, roles }: Principal, drawn: Drawn): boolean {
  return (
    kind !== 'role' &&
    roles.length === 1 &&
    roles[0]?.logicalId === `${logicalId}Role` &&
    Object.keys(drawn).every((key) => key === 'roles' || key === 'when')
  );
}

function drawGranted({ policy, origin, when }: GrantedPolicy): readonly Drawn[] {
  if (isOfAws(policy)) return [];
  return policy.statements.map((statement) => ({ ...drawStatement(statement, when, policy), ...drawOrigin(origin) }));
}

function isOfAws(policy: Policy): boolean {
  return policy.range.unit.uri.startsWith('leastwise:');
}

function drawOrigin({ kind, name }: Origin): Drawn {
  return kind === 'inline' ? {} : { from: name === undefined ? kind : `${kind} ${name}` };
}

function drawManaged({ kind, name, text, when }: ManagedUse): string {
  return `${kind === 'aws' ? name : kind === 'template' ? text : `? ${text}`}${drawWhen(when)}`;
}

function drawBoundary({ policies, name, text, when }: BoundaryUse): string {
  const what = policies === undefined ? `? ${text}` : policies.some(isOfAws) ? (name ?? text) : text;
  return `${what}${drawWhen(when)}`;
}

/** Branches of the statement and of what it is attached by, each once. */
function drawStatement(statement: Statement, outer: readonly Branch[], policy: Policy): Drawn {
  const when = [...new Set([...outer, ...statement.when].map(drawBranch))];
  const known = [...outer, ...statement.when];
  return withoutEmpty({
    effect: statement.effect?.values.map(({ text }) => renderSub(text)).join(' or ') ?? '',
    sid: statement.sid?.values.map(({ text }) => renderSub(text)).join(' or ') ?? '',
    actions: drawElement(statement.action, known),
    notActions: drawElement(statement.notAction, known),
    resources: drawElement(statement.resource, known),
    notResources: drawElement(statement.notResource, known),
    condition: drawCondition(statement.condition, known),
    principal: drawGroups(statement.principal, known),
    when,
    incomplete: statement.complete && policy.complete ? '' : 'true',
  });
}

function drawElement(element: Element | undefined, known: readonly Branch[]): readonly string[] {
  if (element === undefined) return [];
  return [...drawValues(element.values, known), ...(element.complete ? [] : ['…'])];
}

function drawValues(values: readonly Value[], known: readonly Branch[]): readonly string[] {
  return values.map(
    ({ text, when }) => `${renderSub(text)}${drawWhen(when.filter((branch) => !known.some((other) => isSame(branch, other))))}`,
  );
}

function drawCondition(element: ConditionElement | undefined, known: readonly Branch[]): Drawn {
  const drawn: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of element?.entries ?? []) {
    drawn[operator.value] = { ...drawn[operator.value], [key.value]: drawValues(values, known) };
  }
  return drawn;
}

function drawGroups(element: PrincipalElement | undefined, known: readonly Branch[]): Drawn {
  return Object.fromEntries((element?.groups ?? []).map(({ type, values }) => [type, drawValues(values, known)]));
}

function isSame(left: Branch, right: Branch): boolean {
  return left.condition === right.condition && left.is === right.is;
}

function drawWhen(when: readonly Branch[]): string {
  return when.length === 0 ? '' : ` [${when.map(drawBranch).join(' ')}]`;
}

function drawBranch({ condition, is }: Branch): string {
  return is ? condition : `!${condition}`;
}

function normalize(principal: ExpectedPrincipal): Drawn {
  const { statements, boundaryStatements, trust, ...rest } = principal;
  return withoutEmpty({
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, listOf(value)])),
    ...(statements === undefined ? {} : { statements: statements.map(normalizeStatement) }),
    ...(boundaryStatements === undefined ? {} : { boundaryStatements: boundaryStatements.map(normalizeStatement) }),
    ...(trust === undefined ? {} : { trust: trust.map(normalizeStatement) }),
  });
}

const texts: ReadonlySet<string> = new Set(['effect', 'sid', 'from']);

function normalizeStatement(statement: ExpectedStatement): Drawn {
  const { condition, principal, ...rest } = statement;
  return withoutEmpty({
    effect: 'Allow',
    ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, texts.has(key) ? value : listOf(value)])),
    ...(principal === undefined ? {} : { principal: listsOf(principal) }),
    ...(condition === undefined
      ? {}
      : { condition: Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, listsOf(value)])) }),
  });
}

function listsOf(values: Readonly<Record<string, Strings>>): Drawn {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, listOf(value)]));
}

function listOf(value: Strings): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function withoutEmpty(drawn: Drawn): Drawn {
  return Object.fromEntries(
    Object.entries(drawn).filter(
      ([, value]) => value !== '' && (typeof value !== 'object' || value === null || Object.keys(value).length > 0),
    ),
  );
}
