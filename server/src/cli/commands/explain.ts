import { documentAction } from '../../analysis/document-action.ts';
import { documentRules } from '../../analysis/rule-list.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import type { ExitCode, Io } from '../io.ts';
import { unknownRule } from '../unknown-rule.ts';

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
