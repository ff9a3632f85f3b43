import { effectiveAccess } from '../grants/effective.ts';
import type { GrantedPolicy, Principal } from '../grants/model.ts';
import { whyNothingIsKnown } from '../grants/nothing-known.ts';
import { plainStatements } from '../grants/plain-statements.ts';
import { plainNotation } from '../grants/render.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { Range } from '../syntax/node.ts';
import type { Place } from './answers.ts';
import { placeOf } from './diagnostics.ts';
import type { Document, DocumentResult } from './document.ts';
import type { PathFinder } from './paths.ts';
import { findPaths } from './paths.ts';
import type { PermissionOrigin, PermissionStatement, Permissions, PermissionTotals, PrincipalPermissions } from './permissions-answers.ts';

/** Who may do what in a document. */
export function listPermissions(catalog: KernelCatalog, result: DocumentResult): Permissions {
  const { reads, wanted } = result;
  if (result.kind === 'foreign') return { kind: 'foreign', dialect: undefined, principals: [], reads, wanted };
  const { template, grants } = result;
  const describer = describeStatements(result);
  return {
    kind: template.dialect === 'policy' ? 'policy' : 'template',
    dialect: template.dialect,
    principals: grants.principals.map((principal) => describePrincipal(catalog, result, describer, principal)),
    reads,
    wanted,
  };
}

export interface Describer {
  /** The statement in plain data; several where conditions within it make a difference. */
  describe(statement: Statement, when: GrantedPolicy['when'], origin: Origin): readonly PermissionStatement[];
  originOf(statement: Statement | undefined, origin: Origin): PermissionOrigin;
}

/** Where statements come from; `range` stands in for that of a statement which is not in the template's text. */
export interface Origin extends Pick<PermissionOrigin, 'kind' | 'name' | 'addedFor'> {
  readonly range: Range;
}

/** Describes statements of a document. */
export function describeStatements(document: Document): Describer {
  const paths: PathFinder = findPaths(document.template);
  const originOf: Describer['originOf'] = (statement, { kind, name, addedFor, range }) => {
    const own = statement !== undefined && document.template.sources.has(statement.range.unit.uri) ? statement.range : range;
    const place = placeOf(document, { range: own });
    return {
      kind,
      ...(name === undefined ? {} : { name }),
      ...(addedFor === undefined ? {} : { addedFor }),
      path: paths.pathOf(place),
      place,
    };
  };
  return {
    originOf,
    describe: (statement, when, origin) => {
      const from = originOf(statement, origin);
      return plainStatements(statement, when).statements.map((plain) => ({ ...plain, origin: from }));
    },
  };
}

function describePrincipal(
  catalog: KernelCatalog,
  document: Document,
  { describe }: Describer,
  principal: Principal,
): PrincipalPermissions {
  const { kind, logicalId, type, generated, range, when, roles, boundaries, managed, policies } = principal;
  const totals = totalsOf(catalog, principal);
  const nothing = whyNothingIsKnown(totals, principal);
  return {
    kind,
    logicalId,
    ...(principal.function === undefined ? {} : { function: principal.function }),
    type,
    generated,
    place: placeOf(document, { range }),
    when,
    roles: roles.map((use) => ({ role: use.logicalId ?? plainNotation(use.text), when: use.when })),
    boundaries: boundaries.map((use) => ({ boundary: plainNotation(use.text), known: use.policies !== undefined, when: use.when })),
    managedPolicies: [...new Set(managed.map(({ text }) => plainNotation(text)))],
    statements: policies.flatMap((granted) =>
      granted.policy.statements.flatMap((statement) => describe(statement, granted.when, granted.origin)),
    ),
    unknown: unknownOf(document, principal),
    ...(nothing === undefined ? {} : { nothingKnown: nothing.reason }),
    totals,
  };
}

/** Why more may be granted than is listed: what the principal says, and what of its policies cannot be read. */
function unknownOf(document: Document, { unknown, policies }: Principal): PrincipalPermissions['unknown'] {
  const told = unknown.map(({ reason, range }) => ({ reason, place: placeOf(document, { range }) }));
  const unread = policies.flatMap(({ policy, origin }) =>
    unreadIn(policy).map((reason) => ({ reason, place: placeOf(document, { range: origin.range }) })),
  );
  const all = [...told, ...unread];
  return all.filter((one, i) => all.findIndex((other) => other.reason === one.reason && isSame(other.place, one.place)) === i);
}

function unreadIn({ complete, statements }: Policy): readonly string[] {
  return [
    ...(complete ? [] : ['more statements may come from what cannot be read here']),
    ...(statements.every((statement) => statement.complete) ? [] : ['elements of a statement come from what cannot be read here']),
    ...(statements.every((statement) => plainStatements(statement, []).exact)
      ? []
      : ['which values of a statement apply depends on many conditions']),
  ];
}

function isSame(left: Place, right: Place): boolean {
  return left.uri === right.uri && left.start === right.start && left.end === right.end;
}

function totalsOf(catalog: KernelCatalog, principal: Principal): PermissionTotals {
  return effectiveAccess(catalog, principal).counts;
}
