import type { ConditionElement, Element, PrincipalElement, Statement } from '../policy/model.ts';
import { conditionsOf, statementIn, worldsOf } from '../policy/worlds.ts';
import type { Branch } from '../template/text.ts';
import { renderSub } from './render.ts';

/** A statement in the notation of `leastwise permissions`: every value is a string in `Fn::Sub` notation, every element a list. */
export interface PlainStatement {
  /** `Allow` or `Deny`; a symbol where it is not known. */
  readonly effect: string;
  /** Of a resource policy: who it is about, by type (`AWS`, `Service`); everybody is `{ "*": ["*"] }`. */
  readonly principals?: PlainPrincipals;
  readonly notPrincipals?: PlainPrincipals;
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Operator, condition key, values. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** In which deployments it is there: under these branches of `Fn::If`. */
  readonly when: readonly Branch[];
}

export type PlainPrincipals = Readonly<Record<string, readonly string[]>>;

export interface PlainStatements {
  readonly statements: readonly PlainStatement[];
  /** False where it depends on more conditions than are told apart: all their values are there then. */
  readonly exact: boolean;
}

/** Conditions within one statement that are told apart: 16 statements at most are made of one. */
const MAX_CONDITIONS = 4;
const UNKNOWN = '${?}';

/**
 * The statement in plain data, one for each combination of the conditions within it that makes a difference. `when`: what it stands under, beside its
 * own branches. Where nothing is left of `Action` or `Resource` there is no statement.
 */
export function plainStatements(statement: Statement, when: readonly Branch[]): PlainStatements {
  const outer = distinctBranches([...when, ...statement.when]);
  const inner = new Set([...conditionsOf([statement], [])].filter((name) => !outer.some(({ condition }) => condition === name)));
  const all = new Set([...inner, ...outer.map(({ condition }) => condition)]);
  if (inner.size > MAX_CONDITIONS) return { statements: [renderStatement(statement, outer)], exact: false };
  const found = worldsOf(all, outer).map(({ branches, isPresent }) => {
    const own = branches.filter(({ condition }) => inner.has(condition));
    return renderStatement(statementIn(statement, isPresent), [...outer, ...own]);
  });
  const distinct = new Set(found.map(contentOf));
  const [first] = found;
  const told = first !== undefined && distinct.size === 1 ? [{ ...first, when: outer }] : found;
  return { statements: told.filter((one) => !isVoid(one)), exact: true };
}

/** The branches, each once. */
export function distinctBranches(branches: readonly Branch[]): readonly Branch[] {
  return branches.filter(
    (branch, i) => branches.findIndex((other) => other.condition === branch.condition && other.is === branch.is) === i,
  );
}

function renderStatement(statement: Statement, when: readonly Branch[]): PlainStatement {
  const { effect, action, notAction, resource, notResource, condition, principal, notPrincipal } = statement;
  return {
    effect: (effect === undefined ? undefined : listOf(effect)[0]) ?? UNKNOWN,
    ...(principal && { principals: principalsOf(principal) }),
    ...(notPrincipal && { notPrincipals: principalsOf(notPrincipal) }),
    ...(action && { actions: listOf(action) }),
    ...(notAction && { notActions: listOf(notAction) }),
    ...(resource && { resources: listOf(resource) }),
    ...(notResource && { notResources: listOf(notResource) }),
    ...(condition && condition.entries.length > 0 && { condition: blockOf(condition) }),
    when,
  };
}

/** What cannot be read of an element is one unknown value; a list that a symbol stands for is that symbol. */
function listOf({ values, complete }: Element): readonly string[] {
  const texts = values.map(({ text }) => renderSub(text));
  const [only] = values;
  const isSymbol = values.length === 1 && only !== undefined && only.list === undefined && only.text.parts.some(isSymbolPart);
  return complete || isSymbol ? texts : [...texts, UNKNOWN];
}

function principalsOf({ groups, complete }: PrincipalElement): PlainPrincipals {
  const named = groups.map(({ type, key, values }) => [key === undefined ? '*' : type, values.map(({ text }) => renderSub(text))] as const);
  return Object.fromEntries(complete ? named : [...named, [UNKNOWN, [UNKNOWN]]]);
}

function isSymbolPart({ kind }: { readonly kind: string }): boolean {
  return kind === 'symbol';
}

function blockOf({ entries }: ConditionElement): NonNullable<PlainStatement['condition']> {
  const block = new Map<string, Map<string, readonly string[]>>();
  for (const { operator, key, values } of entries) {
    const ofOperator = block.get(operator.value) ?? new Map<string, readonly string[]>();
    block.set(operator.value, ofOperator);
    ofOperator.set(key.value, [...(ofOperator.get(key.value) ?? []), ...values.map(({ text }) => renderSub(text))]);
  }
  return Object.fromEntries([...block].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function contentOf({ when: _, ...rest }: PlainStatement): string {
  return JSON.stringify(rest);
}

function isVoid({ actions, resources }: PlainStatement): boolean {
  return actions?.length === 0 || resources?.length === 0;
}
