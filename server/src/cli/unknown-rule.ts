import { closest, distance } from 'fastest-levenshtein';
import { RULE_IDS } from '../analysis/rule-list.ts';
import { UsageError } from './io.ts';

/** What to say of a rule there is not. */
export function unknownRule(rule: string): UsageError {
  const near = closest(rule, [...RULE_IDS]);
  const guess = distance(rule, near) <= Math.max(2, rule.length / 3) ? `did you mean '${near}'?` : "'leastwise rules' lists them";
  return new UsageError(`there is no rule '${rule}'; ${guess}`);
}
