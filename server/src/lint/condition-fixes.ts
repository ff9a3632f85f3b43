/** Edits of conditions: another operator, another key, fewer values. Empty where they cannot be written. */

import type { Span } from '../edit/apply.ts';
import type { Data } from '../edit/data.ts';
import { lowerNewValue, renderFlow } from '../edit/data.ts';
import type { Edit } from '../edit/edit.ts';
import { newValueOf } from '../edit/new-values.ts';
import { dataSpans, mappingStyle, removalSpans, removePair, renameKey } from '../edit/pairs.ts';
import { quoteOf } from '../edit/scalars.ts';
import type { Style } from '../edit/style.ts';
import { removeValues, replaceValues } from '../edit/values.ts';
import type { View } from '../edit/view.ts';
import { viewOf } from '../edit/view.ts';
import type { ConditionEntry, Element, Statement, Value } from '../policy/model.ts';
import type { MappingNode, Pair } from '../syntax/node.ts';
import type { Source } from '../syntax/source.ts';
import type { ConditionPlace } from './condition.ts';
import { findPlace } from './condition.ts';

/** The key under another operator: the operator renamed where it has no other key, else the key moved to one of that name. */
export function changeOperator(source: Source, statement: Statement, entry: ConditionEntry, name: string): readonly Edit[] {
  const place = findWhole(statement, entry);
  if (place === undefined) return [];
  if (isAlone(place, name)) return renameKey(source, place.operatorPair, name);
  return moveKey(source, place, name, (style) => valuesData(entry, style));
}

export function changeKey(source: Source, statement: Statement, entry: ConditionEntry, name: string): readonly Edit[] {
  const place = findPlace(statement, entry);
  if (place === undefined || place.operatorMapping.pairs.some(({ key }) => key.value === name)) return [];
  return renameKey(source, place.keyPair, name);
}

/** Takes the key away, with its operator and the `Condition` where nothing else is in them. */
export function removeCondition(source: Source, statement: Statement, entry: ConditionEntry): readonly Edit[] {
  const place = findWhole(statement, entry);
  if (place === undefined) return [];
  if (place.operatorMapping.pairs.length > 1) return removePair(source, place.operatorMapping, place.keyPair);
  return removeOperator(source, statement, place.condition, place.operatorPair);
}

/** Takes an operator away, with the `Condition` where nothing else is in it. */
export function removeOperator(source: Source, statement: Statement, condition: MappingNode, operator: Pair): readonly Edit[] {
  if (condition.pairs.length > 1) return removePair(source, condition, operator);
  const element = statement.condition;
  return element?.pair.value === condition ? removePair(source, statement.node, element.pair) : [];
}

/** Another test of the same key, with one value: `Null: { key: 'false' }` in place of what is there. */
export function replaceTest(source: Source, statement: Statement, entry: ConditionEntry, operator: string, value: string): readonly Edit[] {
  const place = findWhole(statement, entry);
  if (place === undefined) return [];
  if (!isAlone(place, operator)) return moveKey(source, place, operator, () => plain(value));
  const { operatorPair, operatorMapping, keyPair } = place;
  const view = viewOf(source, operatorMapping);
  const style = mappingStyle(view, operatorMapping);
  const renamed = renameKey(source, operatorPair, operator);
  if (renamed.length === 0 || keyPair.value.anchor !== undefined) return [];
  return [...renamed, ...view.edits([{ ...view.offsets(keyPair.value.outer), text: renderFlow(plain(value), style, '', false) }])];
}

/** Some of the values taken away; the last one is never. */
export function removeConditionValues(
  source: Source,
  statement: Statement,
  entry: ConditionEntry,
  removed: readonly Value[],
): readonly Edit[] {
  const place = findWhole(statement, entry);
  return place === undefined || removed.length >= entry.values.length ? [] : removeValues(source, elementOf(entry, place), removed);
}

/** One more value, or the values of another entry. */
export function addConditionValues(source: Source, statement: Statement, entry: ConditionEntry, added: readonly Value[]): readonly Edit[] {
  const place = findWhole(statement, entry);
  const values = added.map(({ text }) => newValueOf(text.node, text));
  const known = values.flatMap((value) => value ?? []);
  return place === undefined || known.length < values.length ? [] : replaceValues(source, elementOf(entry, place), [], known);
}

/** Where the entry is written, if its operator has no branches, which another operator would not have. */
function findWhole(statement: Statement, entry: ConditionEntry): ConditionPlace | undefined {
  const place = findPlace(statement, entry);
  return place?.operatorPair.value === place?.operatorMapping ? place : undefined;
}

function elementOf(entry: ConditionEntry, { keyPair }: ConditionPlace): Element {
  return { key: entry.key, pair: keyPair, values: entry.values, complete: true };
}

/** Whether the operator has this key alone, and the condition no operator of the other name. */
function isAlone({ condition, operatorMapping }: ConditionPlace, operator: string): boolean {
  return operatorMapping.pairs.length === 1 && !condition.pairs.some(({ key }) => key.value === operator);
}

/** The key taken away, with its operator if that has no other, and written under the other operator. */
function moveKey(source: Source, place: ConditionPlace, operator: string, write: (style: Style) => Data | undefined): readonly Edit[] {
  const { condition, operatorMapping, operatorPair, keyPair } = place;
  const view = viewOf(source, condition);
  const removed =
    operatorMapping.pairs.length > 1 ? removalSpans(view, operatorMapping, keyPair) : removalSpans(view, condition, operatorPair);
  const added = operatorPair.key.value === operator ? undefined : insertion(view, condition, operator, keyPair.key.value, write);
  return removed === undefined || added === undefined ? [] : view.edits(joinSpans(removed, added, view.eol));
}

/** What is inserted at the end of lines that are removed takes their place. */
function joinSpans(removed: readonly Span[], added: readonly Span[], eol: string): readonly Span[] {
  const result = [...removed];
  for (const span of added) {
    const index = result.findIndex((other) => other.start < span.start && span.start < other.end);
    const other = result[index];
    if (other === undefined) result.push(span);
    else result[index] = { ...other, text: `${span.text.replace(/^\r?\n/, '')}${other.text}${eol}` };
  }
  return result;
}

/** The spans that write `key` under an operator, which may be there already. */
function insertion(
  view: View,
  condition: MappingNode,
  operator: string,
  key: string,
  write: (style: Style) => Data | undefined,
): readonly Span[] | undefined {
  const present = condition.pairs.find((pair) => pair.key.value === operator);
  const target = present?.value ?? condition;
  if (target.kind !== 'mapping' || target.pairs.length === 0) return undefined;
  const style = mappingStyle(view, target);
  const data = write(style);
  if (data === undefined || (present !== undefined && target.pairs.some((pair) => pair.key.value.toLowerCase() === key.toLowerCase())))
    return undefined;
  return present === undefined
    ? dataSpans(view, condition, operator, { kind: 'map', pairs: [[key, data]] }, style)
    : dataSpans(view, target, key, data, style);
}

function valuesData(entry: ConditionEntry, style: Style): Data | undefined {
  const items = entry.values.map(({ text }) => {
    const value = newValueOf(text.node, text);
    const data = value && lowerNewValue(value, style);
    return data?.kind === 'scalar' && text.node.kind === 'scalar' ? { ...data, quote: quoteOf(text.node) } : data;
  });
  const known = items.flatMap((item) => item ?? []);
  const [first] = known;
  if (known.length < items.length || first === undefined || entry.values.some(({ when }) => when.length > 0)) return undefined;
  return entry.node.kind === 'sequence' && entry.node.tag === undefined
    ? { kind: 'list', items: known, ...(entry.node.flow ? { inline: true } : {}) }
    : first;
}

/** Plain where that is text: `true` is written in quotes. */
function plain(text: string): Data {
  return { kind: 'scalar', text, quote: 'plain' };
}
