/**
 * `npm run bench` prints how fast Leastwise is on this machine, in one table; `npm run bench -- <part> …` only parts of it: those below, or
 * `rules`, what each rule costs, `stages`, what parsing, lowering and linting cost, and `--real <folder>`, how long edits take in the templates
 * of a folder. `--no-build` measures `dist/` as it is.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { main as build } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { measureCommands, measureFolder } from './commands.ts';
import { measureEditing } from './editing.ts';
import type { Figure } from './figures.ts';
import { megabytes, renderFigures } from './figures.ts';
import { describeLoad, describeMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { measureOpening } from './opening.ts';
import { measureReal } from './real.ts';
import { renderRuleCosts, renderStages } from './stages.ts';
import { measureStarts } from './start.ts';

/** What is measured on what users run, the bundles in `dist/`; of an edit the part at the facade on the sources. */
const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  start: measureStarts,
  open: measureOpening,
  edit: measureEditing,
  commands: measureCommands,
  folder: measureFolder,
  memory: measureMemory,
  package: measurePackage,
};

const USAGE = `npm run bench -- [${[...Object.keys(PARTS), 'rules', 'stages'].join('|')}] [--real <folder>] [--no-build]\n`;

export async function main(args: readonly string[]): Promise<number> {
  const real = args.includes('--real') ? args[args.indexOf('--real') + 1] : undefined;
  const parts = args.filter((arg) => !arg.startsWith('--') && arg !== real);
  if (parts.some((part) => !(part in PARTS) && part !== 'rules' && part !== 'stages') || (args.includes('--real') && real === undefined)) {
    process.stderr.write(USAGE);
    return 2;
  }
  process.stdout.write(`${describeMachine()}\n\n`);
  if (parts.includes('rules')) process.stdout.write(`${renderRuleCosts()}\n`);
  if (parts.includes('stages')) process.stdout.write(`${renderStages([100, 1000, 3000])}\n`);
  const chosen = Object.entries(PARTS).filter(([name]) => parts.includes(name) || (parts.length === 0 && real === undefined));
  if (chosen.length > 0 && (!args.includes('--no-build') || !existsSync('dist/cli.js'))) await build();
  const figures: Figure[] = [];
  for (const [name, measure] of chosen) {
    process.stderr.write(`measuring: ${name}\n`);
    figures.push(...(await measure()));
  }
  if (real !== undefined) figures.push(...(await measureReal(real)));
  if (figures.length > 0) process.stdout.write(`${renderFigures(figures)}\nat the end: ${describeLoad()}\n`);
  return 0;
}

async function measurePackage(): Promise<readonly Figure[]> {
  const found = readdirSync('.').find((name) => name.endsWith('.vsix'));
  const size = statSync(process.argv.includes('--no-build') && found !== undefined ? found : await packageExtension()).size;
  return [{ name: 'size of the .vsix', unit: 'MB', value: megabytes(size), target: 2.5 }];
}
