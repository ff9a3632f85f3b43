/**
 * `npm run bench` prints how fast Leastwise is on this machine, row by row as it is measured; `npm run bench -- <part> …` only parts of it: those below, or
 * `rules`, what each rule costs, `stages`, what parsing, lowering and linting cost, and `--real <folder>`, how long edits take in the templates
 * of a folder. `--no-build` measures `dist/` as it is.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { main as build } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { setEngineUp } from '../../server/src/host/engine-settings.ts';
import { measureCommands, measureFolder } from './commands.ts';
import { measureEditing } from './editing.ts';
import type { Figures } from './figures.ts';
import { HEADING, megabytes, renderFigure } from './figures.ts';
import { measureGrants } from './grants.ts';
import { describeLoad, describeMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { measureOpening } from './opening.ts';
import { measureReal } from './real.ts';
import { renderRuleCosts, renderStages } from './stages.ts';
import { measureStarts } from './start.ts';
import { measureViews } from './views.ts';

/** What is measured on what users run, the bundles in `dist/`; of an edit the part at the facade on the sources. */
const PARTS: Readonly<Record<string, () => Figures>> = {
  start: measureStarts,
  open: measureOpening,
  edit: measureEditing,
  grants: measureGrants,
  views: measureViews,
  commands: measureCommands,
  folder: measureFolder,
  memory: measureMemory,
  package: measurePackage,
};

const USAGE = `npm run bench -- [${[...Object.keys(PARTS), 'rules', 'stages'].join('|')}] [--real <folder>] [--no-build]\n`;

export async function main(args: readonly string[]): Promise<number> {
  // As every program of ours does at its start: what is measured in this process is to run as it does there.
  setEngineUp();
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
  const measured = chosen.map(([, measure]) => measure());
  if (real !== undefined) measured.push(measureReal(real));
  if (measured.length > 0) await print(measured);
  return 0;
}

async function print(parts: readonly Figures[]): Promise<void> {
  process.stdout.write(`${HEADING}\n`);
  for (const figures of parts) for await (const figure of figures) process.stdout.write(`${renderFigure(figure)}\n`);
  process.stdout.write(`\nat the end: ${describeLoad()}\n`);
}

async function* measurePackage(): Figures {
  const found = readdirSync('.').find((name) => name.endsWith('.vsix'));
  const size = statSync(process.argv.includes('--no-build') && found !== undefined ? found : await packageExtension()).size;
  yield { name: 'size of the .vsix', unit: 'MB', value: megabytes(size), target: 2.5 };
}
