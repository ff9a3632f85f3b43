import type { Statement } from '../policy/model.ts';
import type { MappingNode, Pair } from '../syntax/node.ts';
import { findPair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import { findIntrinsic } from '../template/intrinsic.ts';
import type { Data } from './data.ts';
import { lowerNewValues } from './data.ts';
import type { Edit, NewValue } from './edit.ts';
import { dataSpans, mappingStyle } from './pairs.ts';
import { viewOf } from './view.ts';

/**
 * One more condition on a statement: a `Condition` of its own, an operator in the one that is there, or a key below the operator. Empty where
 * the operator has the key already, and where what is there is no plain mapping (an intrinsic, an alias).
 */
export function insertCondition(
  source: Source,
  statement: Statement,
  operator: string,
  key: string,
  values: readonly NewValue[],
): readonly Edit[] {
  const view = viewOf(source, statement.node);
  const place = findPlace(statement.node, operator, key);
  if (place === undefined) return [];
  const style = mappingStyle(view, place.mapping);
  const items = lowerNewValues(values, style);
  const [only] = items ?? [];
  if (items === undefined || only === undefined) return [];
  const value: Data = items.length === 1 ? only : { kind: 'list', items };
  const path = place.path;
  const data = path.slice(1).reduceRight<Data>((inner, name) => ({ kind: 'map', pairs: [[name, inner]] }), value);
  const spans = dataSpans(view, place.mapping, path[0] ?? key, data, style);
  return spans === undefined ? [] : view.edits(spans);
}

interface Place {
  readonly mapping: MappingNode;
  /** Keys to write below it, outermost first. */
  readonly path: readonly string[];
}

function findPlace(statement: MappingNode, operator: string, key: string): Place | undefined {
  const condition = findPair(statement, 'Condition');
  if (condition === undefined) return { mapping: statement, path: ['Condition', operator, key] };
  const operators = plainMapping(condition);
  if (operators === undefined) return undefined;
  const pair = operators.pairs.find(({ key: { value } }) => value.toLowerCase() === operator.toLowerCase());
  if (pair === undefined) return { mapping: operators, path: [operator, key] };
  const keys = plainMapping(pair);
  if (keys === undefined || keys.pairs.some(({ key: { value } }) => value.toLowerCase() === key.toLowerCase())) return undefined;
  return { mapping: keys, path: [key] };
}

function plainMapping({ value, merged }: Pair): MappingNode | undefined {
  if (merged === true || value.kind !== 'mapping' || value.pairs.length === 0) return undefined;
  return findIntrinsic(value) === undefined ? value : undefined;
}
