import type { Answer } from './answer.ts';
import { and, everyAnswer, not, or, someAnswer } from './answer.ts';
import type { ArnPattern } from './arn.ts';
import { arnFromTokens } from './arn.ts';
import { comparatorOf } from './compare-values.ts';
import type { WrittenOperator } from './condition-operator.ts';
import { parseOperator } from './condition-operator.ts';
import { readValue } from './evaluate-value.ts';
import type { Token } from './glob.ts';
import type { KernelCatalog } from './kernel.ts';
import type { ConditionElement, ConditionEntry, Value } from './model.ts';
import type { AccessRequest, ContextValue } from './request.ts';

/**
 * Whether the request meets a condition: every entry of it. Source: IAM User Guide, "Condition operators", "Conditions with multiple context keys or
 * values" and "Set operators for multivalued context keys", 2026-09.
 */
export function meetsCondition(
  catalog: KernelCatalog,
  condition: ConditionElement | undefined,
  request: AccessRequest,
  variables: boolean,
): Answer {
  if (condition === undefined) return 'yes';
  const entries = everyAnswer(condition.entries, (entry) => meetsEntry(catalog, entry, request, variables));
  return condition.complete ? entries : and(entries, 'unknown');
}

function meetsEntry(catalog: KernelCatalog, entry: ConditionEntry, request: AccessRequest, variables: boolean): Answer {
  const operator = parseOperator(entry.operator.value);
  if (operator === undefined) return 'unknown';
  const actual = request.context(entry.key.value.toLowerCase());
  if (actual === 'unknown') return 'unknown';
  const wanted = entry.values.map((value) => readWanted(catalog, value, request, variables));
  if (operator.name === 'Null') return meetsNull(wanted, actual);
  const negated = isNegated(operator);
  if (actual === 'absent' || actual.length === 0) return meetsAbsent(operator, negated);
  const compare = comparatorOf(operator.name);
  // What is unknown of a branch of `Fn::If` may not be there at all.
  const matches = (one: string): Answer =>
    someAnswer(wanted, ({ tokens, present }) => and(present, tokens === 'absent' ? 'no' : compare(tokens, one)));
  const meets = (one: string): Answer => (negated ? not(matches(one)) : matches(one));
  if (operator.set === 'ForAllValues') return everyAnswer(actual, meets);
  if (operator.set === 'ForAnyValue' || actual.length === 1) return someAnswer(actual, meets);
  // Several values without a set operator: AWS warns against it and does not say what happens.
  const [all, some] = [everyAnswer(actual, meets), someAnswer(actual, meets)];
  return all === some ? all : 'unknown';
}

interface Wanted {
  readonly tokens: readonly Token[] | 'absent';
  readonly present: Answer;
}

function readWanted(catalog: KernelCatalog, value: Value, request: AccessRequest, variables: boolean): Wanted {
  return { tokens: readValue(catalog, value.text, request, variables), present: value.when.length === 0 ? 'yes' : 'unknown' };
}

/** A request without the key: met by `…IfExists`, by `ForAllValues:`, and by what asks for a difference; `ForAnyValue:` is met by a value only. */
function meetsAbsent({ set, ifExists }: WrittenOperator, negated: boolean): Answer {
  if (ifExists || set === 'ForAllValues') return 'yes';
  if (set === 'ForAnyValue') return 'no';
  return negated ? 'yes' : 'no';
}

/** `true`: the key is not in the request. An empty value counts as none. */
function meetsNull(wanted: readonly Wanted[], actual: Exclude<ContextValue, 'unknown'>): Answer {
  const isAbsent = actual === 'absent' || actual.every((value) => value === '');
  return someAnswer(wanted, ({ tokens, present }) => {
    const pattern = tokens === 'absent' ? undefined : arnFromTokens(tokens);
    return and(present, nullAnswer(pattern, isAbsent));
  });
}

function nullAnswer(pattern: ArnPattern | undefined, isAbsent: boolean): Answer {
  if (pattern === undefined) return 'no';
  if (pattern.tokens.some((token) => token.kind === 'symbol')) return 'unknown';
  const text = pattern.text.toLowerCase();
  if (text === 'true') return isAbsent ? 'yes' : 'no';
  return text === 'false' ? or(isAbsent ? 'no' : 'yes') : 'no';
}

/** Operators that are met by a value that is none of those listed. */
function isNegated({ name }: WrittenOperator): boolean {
  return /Not/.test(name);
}
