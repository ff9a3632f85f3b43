import { closest, distance } from 'fastest-levenshtein';
import { documentAction } from '../../analysis/document-action.ts';
import { documentRules, RULE_IDS } from '../../analysis/rule-list.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';

/** Prints the page of a rule, or what is known of an action or a pattern of actions, as Markdown. */
export async function explain(name: string, io: Io): Promise<ExitCode> {
  const markdown = isAction(name)
    ? documentAction(readCatalog(await io.host.readCatalog()), name)
    : documentRules().find(({ id }) => id === name)?.markdown;
  if (markdown === undefined) throw unknownRule(name);
  io.stdout.write(`${markdown.trimEnd()}\n`);
  return 0;
}

function isAction(name: string): boolean {
  return name === '*' || name.includes(':');
}

/** What to say of a rule there is not. */
export function unknownRule(rule: string): UsageError {
  const near = closest(rule, [...RULE_IDS]);
  const guess = distance(rule, near) <= Math.max(2, rule.length / 3) ? `did you mean '${near}'?` : "'leastwise rules' lists them";
  return new UsageError(`there is no rule '${rule}'; ${guess}`);
}
