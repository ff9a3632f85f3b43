import { closest, distance } from 'fastest-levenshtein';
import { documentRules, RULE_IDS } from '../../analysis/rule-list.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';

/** Prints the page of a rule as Markdown. */
export function explain(rule: string, io: Io): ExitCode {
  const documentation = documentRules().find(({ id }) => id === rule);
  if (documentation === undefined) throw unknownRule(rule);
  io.stdout.write(`${documentation.markdown.trimEnd()}\n`);
  return 0;
}

/** What to say of a rule there is not. */
export function unknownRule(rule: string): UsageError {
  const near = closest(rule, [...RULE_IDS]);
  const guess = distance(rule, near) <= Math.max(2, rule.length / 3) ? `did you mean '${near}'?` : "'leastwise rules' lists them";
  return new UsageError(`there is no rule '${rule}'; ${guess}`);
}
