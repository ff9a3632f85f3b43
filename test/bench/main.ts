/**
 * `npm run bench` prints how fast Leastwise is on this machine. `npm run bench -- rules` prints what each rule costs, `npm run bench -- stages`
 * what parsing, lowering and linting cost. `--no-build` measures `dist/` as it is.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { main as build } from '../../scripts/build.ts';
import { packageExtension } from '../../scripts/package.ts';
import { timeColdCheck } from './cold-check.ts';
import { measureEditing } from './editing.ts';
import { DIALECTS } from './generate-template.ts';
import { describeMachine, describeTimes, timeBareNode } from './machine.ts';
import { summarize } from './measure.ts';
import { measureMemory } from './memory.ts';
import { startServer } from './server-process.ts';
import { renderRuleCosts, renderStages } from './stages.ts';
import { renderTable } from './table.ts';

const SIZES = [100, 1000, 3000];

/** `rules` and `stages` run from the sources, everything else is measured on what users run: the bundles in `dist/`. */
export async function main(args: readonly string[]): Promise<void> {
  process.stdout.write(`${describeMachine()}\n\n`);
  if (args.includes('rules')) process.stdout.write(renderRuleCosts());
  else if (args.includes('stages')) process.stdout.write(renderStages(SIZES));
  else process.stdout.write(await measureAll(!args.includes('--no-build')));
}

async function measureAll(mayBuild: boolean): Promise<string> {
  if (mayBuild || !existsSync('dist/cli.js')) await build();
  const rows: (readonly string[])[] = [['', 'median', 'p95', 'target']];
  rows.push(['node -e 0, ms', ...describeTimes(timeBareNode()), '']);
  for (const dialect of DIALECTS) {
    rows.push([`cold check, 100 lines, ${dialect.name}, ms`, ...describeTimes(timeColdCheck(dialect)), '< 400']);
  }
  rows.push(['server start to initialize, ms', ...describeTimes(await timeStart()), '']);
  for (const dialect of DIALECTS) {
    for (const size of SIZES) {
      const { lines, diagnostics, completion } = await measureEditing(dialect, size);
      const target = size === 3000 ? 'p95 < 150' : '';
      rows.push([`edit to diagnostics, ${lines} lines, ${dialect.name}, ms`, ...describeTimes(diagnostics), target]);
      rows.push([`edit to completion, ${lines} lines, ${dialect.name}, ms`, ...describeTimes(completion), target]);
    }
  }
  rows.push(['server memory, 20 files of 500 lines, MB', megabytes(await measureMemory()), '', '< 150']);
  rows.push(['size of the .vsix, MB', megabytes(await packageSize()), '', '< 3']);
  return renderTable(rows);
}

async function timeStart(): Promise<ReturnType<typeof summarize>> {
  const times: number[] = [];
  for (let i = 0; i < 11; i++) {
    const server = await startServer();
    if (i > 0) times.push(server.started);
    await server.stop();
  }
  return summarize(times);
}

async function packageSize(): Promise<number> {
  const found = readdirSync('.').find((name) => name.endsWith('.vsix'));
  return statSync(found ?? (await packageExtension())).size;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
