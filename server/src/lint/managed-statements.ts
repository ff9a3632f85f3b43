import type { ManagedPolicy } from '../catalog/catalog.ts';
import type { Plain } from '../edit/move-entry.ts';
import { shortPatterns } from '../policy/action-patterns.ts';
import type { ActionSet } from '../policy/action-set.ts';
import {
  actionsOf,
  complementActions,
  emptyActions,
  equalActions,
  intersectActions,
  isEmptyActions,
  unionActions,
} from '../policy/action-set.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { STATEMENT_ELEMENTS } from '../template/elements.ts';

/** A statement as it is to be written. */
export type JsonStatement = Readonly<Record<string, Plain>>;

/** The statements of a managed policy of AWS as its document has them, their elements in the usual order, a list of one as its value. */
export function managedStatements(managed: ManagedPolicy): readonly JsonStatement[] {
  return readStatements(managed.document()).map(inUsualOrder);
}

/** The statements of a document of the catalogue: of a managed policy, or of a policy template with its intrinsics. */
export function readStatements(document: string): readonly JsonStatement[] {
  // The catalogue's documents are JSON that the build has checked.
  const { Statement }: { readonly Statement?: JsonStatement | readonly JsonStatement[] } = JSON.parse(document, asText);
  return [Statement ?? []].flat();
}

/** Actions of the catalogue that the Allow statements name. */
export function allowedActions(catalog: KernelCatalog, statements: readonly JsonStatement[]): ActionSet {
  return unionActions(emptyActions(catalog), ...statements.filter(isAllow).map((statement) => actionsIn(catalog, statement)));
}

/**
 * The statements with no more than some of their actions: every Deny stays, an Allow of none of these goes. `service` is the one that all of `kept`
 * are of: ARNs of others go where one of its own stays.
 */
export function keepActions(
  catalog: KernelCatalog,
  statements: readonly JsonStatement[],
  kept: ActionSet,
  service?: string,
): readonly JsonStatement[] {
  return statements.flatMap((statement): readonly JsonStatement[] => {
    if (!isAllow(statement)) return [statement];
    const actions = actionsIn(catalog, statement);
    const left = intersectActions(actions, kept);
    if (isEmptyActions(left)) return [];
    const same = equalActions(left, actions);
    const rest = Object.entries(statement).flatMap(([key, value]): readonly (readonly [string, Plain])[] => {
      if (key === 'NotAction' || (key === 'Action' && !same)) return [['Action', oneOrMany(shortPatterns(catalog, left, WHOLE))]];
      return [[key, key === 'Resource' && service !== undefined ? ownResources(value, service) : value]];
    });
    return [Object.fromEntries(rest)];
  });
}

function inUsualOrder(statement: JsonStatement): JsonStatement {
  const order: readonly string[] = STATEMENT_ELEMENTS;
  const pairs = Object.entries(statement).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return Object.fromEntries(
    pairs.map(([key, value]) => [key, typeof value !== 'string' && Array.isArray(value) ? oneOrMany(value) : value]),
  );
}

const WHOLE = { wholeServices: true } as const;

function ownResources(value: Plain, service: string): Plain {
  if (typeof value === 'string' || !Array.isArray(value)) return value;
  const own = value.filter((arn) => typeof arn !== 'string' || !arn.startsWith('arn:') || arn.split(':')[2] === service);
  return own.length === 0 || own.length === value.length ? value : oneOrMany(own);
}

function oneOrMany(values: readonly Plain[]): Plain {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

export function isAllow({ Effect }: JsonStatement): boolean {
  return Effect === 'Allow';
}

/** Actions of the catalogue that a statement names. */
export function actionsIn(catalog: KernelCatalog, { Action, NotAction }: JsonStatement): ActionSet {
  if (Action !== undefined) return actionsOf(catalog, stringsIn(Action));
  return NotAction === undefined ? emptyActions(catalog) : complementActions(actionsOf(catalog, stringsIn(NotAction)));
}

/** The strings of an element, whatever else it holds. */
export function stringsIn(value: Plain | undefined): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((item) => typeof item === 'string');
}

/** `true` and `300` in a condition are written as text. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}
