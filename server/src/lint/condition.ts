/** The conditions of a statement, read once for all rules about them. */
import type { ConditionKey } from '../catalog/catalog.ts';
import { lazy } from '../catalog/shelf.ts';
import type { WrittenOperator } from '../policy/condition-operator.ts';
import { parseOperator } from '../policy/condition-operator.ts';
import type { KernelCatalog } from '../policy/kernel.ts';
import { derive } from '../policy/kernel.ts';
import type { ConditionEntry, Statement, Value } from '../policy/model.ts';
import type { MappingNode, Node, Pair, ScalarNode } from '../syntax/node.ts';
import { literalText } from '../template/text.ts';
import type { Effect } from './rule.ts';
import { effectOf } from './statement.ts';

/** One condition key under an operator that exists. */
export class ReadCondition {
  readonly entry: ConditionEntry;
  readonly operator: WrittenOperator;
  /** The key in lower case, as keys compare. */
  readonly name: string;
  readonly #key: () => ConditionKey | undefined;

  constructor(entry: ConditionEntry, operator: WrittenOperator, catalog: KernelCatalog) {
    this.entry = entry;
    this.operator = operator;
    this.name = entry.key.value.toLowerCase();
    this.#key = lazy(() => catalog.conditionKey(entry.key.value));
  }

  /** Looked up when asked for; `undefined` where the catalogue does not know it. */
  get key(): ConditionKey | undefined {
    return this.#key();
  }
}

/** A value that is written out: no symbol and no policy variable in it. */
export interface PlainValue {
  readonly value: Value;
  readonly text: string;
}

/** The conditions of a statement whose operator exists, in the order written; read once for all rules. */
export function readConditions({ condition }: Statement, catalog: KernelCatalog): readonly ReadCondition[] {
  if (condition === undefined) return [];
  return derive(catalog, condition, 'read conditions', () =>
    condition.entries.flatMap((entry) => {
      const operator = parseOperator(entry.operator.value);
      return operator === undefined ? [] : [new ReadCondition(entry, operator, catalog)];
    }),
  );
}

/** Those of the values that are known to the letter. */
export function* plainValues(entry: ConditionEntry): Generator<PlainValue> {
  for (const value of entry.values) {
    const text = literalText(value.text);
    if (text !== undefined && !text.includes('${')) yield { value, text };
  }
}

/** The values where every one is known and none depends on a branch; `undefined` otherwise. */
export function allPlain(entry: ConditionEntry): readonly PlainValue[] | undefined {
  const plain = [...plainValues(entry)];
  const isWhole = plain.length === entry.values.length && plain.every(({ value }) => value.when.length === 0);
  return isWhole && plain.length > 0 && isFullyRead(entry) ? plain : undefined;
}

/** Whether no more values can come than those read: nothing but scalars, in a list or alone. */
function isFullyRead({ node, values }: ConditionEntry): boolean {
  return node.kind === 'scalar' || (node.kind === 'sequence' && node.tag === undefined && node.items.length === values.length);
}

/** What a change of a condition does to the requests that meet it. */
export type ConditionChange = 'same' | 'more' | 'fewer' | 'other';

/**
 * What a change of a condition does to the permissions: a condition that more requests meet widens an Allow and narrows a Deny, and the other
 * way round (`semantics.md` 3).
 */
export function changeEffect(statement: Statement, change: ConditionChange): Effect {
  if (change === 'same') return 'equal';
  const effect = effectOf(statement);
  const narrower = effect === 'Allow' ? 'fewer' : effect === 'Deny' ? 'more' : undefined;
  return change === narrower ? 'narrows' : 'widens';
}

/** Where a condition key is written. */
export interface ConditionPlace {
  /** The value of `Condition`, or the branch of an `Fn::If` of it. */
  readonly condition: MappingNode;
  readonly operatorPair: Pair;
  /** The value of the operator, or the branch of an `Fn::If` of it. */
  readonly operatorMapping: MappingNode;
  readonly keyPair: Pair;
}

/** Where the entry is written; `undefined` where an alias or a merge brings it. */
export function findPlace(statement: Statement, entry: ConditionEntry): ConditionPlace | undefined {
  const root = statement.condition?.pair.value;
  return root === undefined ? undefined : findIn(root, entry, MAX_DEPTH);
}

/** Deeper `Fn::If`s are not edited. */
const MAX_DEPTH = 8;

function findIn(node: Node, entry: ConditionEntry, depth: number): ConditionPlace | undefined {
  if (depth === 0 || node.kind === 'scalar') return undefined;
  if (node.kind === 'sequence') return firstOf(node.items, (item) => findIn(item, entry, depth - 1));
  const operatorPair = node.pairs.find(({ key }) => key === entry.operator);
  if (operatorPair === undefined) return firstOf(node.pairs, ({ value }) => findIn(value, entry, depth - 1));
  return firstOf(mappingsIn(operatorPair.value, depth - 1), (operatorMapping) => {
    const keyPair = operatorMapping.pairs.find(({ key }) => key === entry.key);
    return keyPair && { condition: node, operatorPair, operatorMapping, keyPair };
  });
}

/** The node, and the branches of an `Fn::If` that it is. */
function mappingsIn(node: Node, depth: number): readonly MappingNode[] {
  if (depth === 0 || node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.flatMap((item) => mappingsIn(item, depth - 1));
  return [node, ...node.pairs.filter(({ key }) => key.value.startsWith('Fn::')).flatMap(({ value }) => mappingsIn(value, depth - 1))];
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a name (an operator, a condition key) holds a variable that is filled in at deployment or by IAM. */
export function isComputed(name: ScalarNode): boolean {
  return name.value.includes('${') || name.value.includes('{{');
}
