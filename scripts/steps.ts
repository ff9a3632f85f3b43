import { readFileSync } from 'node:fs';

/** A row of the table in `steps.md` of an example. */
export interface Step {
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  /** How the title of the fix starts. */
  readonly title: string;
  /** Arguments of the command line that apply the same fix: `['fix', 'template.yaml', '--rule', …]`. */
  readonly command: readonly string[];
}

/** Reads the steps of an example; throws where a row of its table is not one. */
export function readSteps(file: string): readonly Step[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\| \d/.test(line));
  return rows.map((row) => {
    const [, line, rule, title, command] = /^\| (\d+) \| `([\w-]+)` \| ([^|:]+)[^|]*\| `leastwise ([^`]+)` \|$/.exec(row) ?? [];
    if (rule === undefined || title === undefined || command === undefined) throw new Error(`${file}: no step: ${row}`);
    return { line: Number(line), rule, title: title.trim(), command: command.split(' ') };
  });
}
