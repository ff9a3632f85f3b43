import { documentRules } from '../../analysis/rule-list.ts';
import type { ExitCode, Io } from '../io.ts';

/** Prints every rule: id, severity, summary. */
export function listRules(io: Io): ExitCode {
  const rules = documentRules();
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, summary } of rules) io.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(11)}  ${summary}\n`);
  return 0;
}
