import { documentName, nearestName } from '../../analysis/document-name.ts';
import { documentRules, RULE_IDS } from '../../analysis/rule-list.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import type { ExitCode, Io } from '../io.ts';
import { UsageError } from '../io.ts';

/** Prints the page of a rule, or what is known of a name that stands in a policy, as Markdown. */
export async function explain(name: string, io: Io): Promise<ExitCode> {
  const markdown = documentRules().find(({ id }) => id === name)?.markdown ?? (await explainName(name, io));
  io.stdout.write(`${markdown.trimEnd()}\n`);
  return 0;
}

async function explainName(name: string, io: Io): Promise<string> {
  const catalog = readCatalog(await io.host.readCatalog());
  const markdown = documentName(catalog, name);
  if (markdown !== undefined) return markdown;
  const near = nearestName(catalog, name, RULE_IDS);
  const guess = near === undefined ? "of the rules, 'leastwise rules' lists them" : `did you mean '${near}'?`;
  throw new UsageError(`'${name}' is no rule, action, ARN, condition key, managed policy or policy template; ${guess}`);
}
