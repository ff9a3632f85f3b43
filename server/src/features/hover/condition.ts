import type { Catalog } from '../../catalog/catalog.ts';
import { parseOperator } from '../../policy/condition-operator.ts';
import { code, escapeMarkdown, paragraphs } from '../markdown.ts';

/** Markdown about a condition key as written (`aws:ResourceTag/team`); `undefined` where the catalogue does not hold it. */
export function describeConditionKey(catalog: Catalog, written: string): string | undefined {
  const key = catalog.conditionKey(written);
  if (key === undefined) return undefined;
  const type = key.multivalued ? `several values of type ${key.type}` : key.type;
  const several = key.multivalued
    ? `A request holds a set of values: the operator needs ${code('ForAllValues:')} or ${code('ForAnyValue:')}.`
    : undefined;
  return paragraphs(
    `**${escapeMarkdown(key.name)}** (${escapeMarkdown(type)})`,
    key.description === '' ? undefined : escapeMarkdown(key.description),
    several,
  );
}

/** Markdown about a condition operator with its prefix and suffix; `undefined` where there is none of that name. */
export function describeConditionOperator(written: string): string | undefined {
  const operator = parseOperator(written);
  if (operator === undefined) return undefined;
  return paragraphs(
    `**${escapeMarkdown(written)}**`,
    escapeMarkdown(operator.meaning),
    operator.set === 'ForAllValues' ? 'Every value of the request must match; true too where the request has no value.' : undefined,
    operator.set === 'ForAnyValue' ? 'At least one value of the request must match.' : undefined,
    operator.ifExists ? 'True where the request does not have the key.' : undefined,
  );
}
