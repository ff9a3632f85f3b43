import type { Place } from '../../analysis/answers.ts';
import type { PermissionStatement, PrincipalPermissions } from '../../analysis/permissions-answers.ts';
import type { Positions } from '../positions.ts';
import { renderList } from './list.ts';

/** What places become lines and characters by. */
export interface JsonContext {
  readonly positions: Positions;
  /** URI of the template: a range in it names no file. */
  readonly uri: string;
}

/** The principals as JSON, of `schemas/permissions.schema.json`; lines and characters from 0. In pieces. */
export function renderPermissionsJson(principals: readonly PrincipalPermissions[], context: JsonContext): Iterable<string> {
  return renderList((list) => ({ principals: list }), 1, encodePrincipals(principals, context));
}

function* encodePrincipals(principals: readonly PrincipalPermissions[], context: JsonContext): Generator<object> {
  for (const principal of principals) yield encodePrincipal(principal, context);
}

function encodePrincipal(principal: PrincipalPermissions, context: JsonContext): object {
  const { logicalId, type, generated, roles, unknown, boundaries, managedPolicies, statements, when } = principal;
  const boundary = encodeChoice(boundaries.map((use) => ({ name: 'boundary', value: use.boundary, when: use.when })));
  const role = encodeChoice(roles.map((use) => ({ name: 'role', value: use.role, when: use.when })));
  return {
    logicalId,
    ...(principal.function === undefined ? {} : { function: principal.function }),
    type,
    ...(generated ? { generated } : {}),
    ...(role === undefined ? {} : { role }),
    ...encodeWhen(when),
    complete: unknown.length === 0,
    ...(unknown.length === 0 ? {} : { unknown: unknown.map(({ reason, place }) => ({ reason, range: encodeRange(place, context) })) }),
    ...(boundary === undefined ? {} : { boundary }),
    managedPolicies,
    statements: statements.map((statement) => encodeStatement(statement, context)),
  };
}

/** A statement with where it comes from. */
export function encodeStatement({ effect, when, origin, ...rest }: PermissionStatement, context: JsonContext): object {
  const { principals, notPrincipals, actions, notActions, resources, notResources, condition } = rest;
  return {
    effect,
    ...present({ principals, notPrincipals, actions, notActions, resources, notResources, condition }),
    ...encodeWhen(when),
    origin: encodeOrigin(origin, context),
  };
}

export function encodeOrigin({ kind, name, path, place }: PermissionStatement['origin'], context: JsonContext): object {
  return { kind, ...present({ name }), path, range: encodeRange(place, context) };
}

export function encodeRange(place: Place, { positions, uri }: JsonContext): object {
  const { start, end } = positions.of(place);
  return {
    ...(place.uri === uri ? {} : { uri: place.uri }),
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

export function encodeWhen(when: PermissionStatement['when']): { readonly when?: readonly object[] } {
  return when.length === 0 ? {} : { when: when.map(({ condition, is }) => ({ condition, is })) };
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly when: PermissionStatement['when'];
}

/** One value that is always there is written as it is, others with the branches that they stand under. */
function encodeChoice(choices: readonly Choice[]): unknown {
  const [only, ...others] = choices;
  if (only === undefined) return undefined;
  if (others.length === 0 && only.when.length === 0) return only.value;
  return choices.map(({ name, value, when }) => ({ [name]: value, when: when.map(({ condition, is }) => ({ condition, is })) }));
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
