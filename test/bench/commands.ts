import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from './figures.ts';
import { megabytes, timesFigure } from './figures.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { inFolder, runForMemory, runProcess } from './machine.ts';
import { summarize, timeSync } from './measure.ts';

const RUNS = 5;
const SIZES = [1000, 10_000];

/** Every verb of the command line, each run a new process. */
export function measureCommands(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const commands = [
      { name: 'rules', args: ['rules'], accepted: [0] },
      { name: 'explain wildcard-action', args: ['explain', 'wildcard-action'], accepted: [0] },
      { name: "explain 's3:Get*'", args: ['explain', 's3:Get*'], accepted: [0] },
      ...DIALECTS.flatMap((dialect) =>
        SIZES.flatMap((size) => {
          const text = dialect.generate(size);
          const file = path.join(folder, `${size}`, dialect.file);
          mkdirSync(path.dirname(file), { recursive: true });
          writeFileSync(file, text);
          const what = `${countLines(text)} lines, ${dialect.name}`;
          return [
            { name: `check, ${what}`, args: ['check', file], accepted: [1] },
            { name: `check --format json, ${what}`, args: ['check', '--format', 'json', file], accepted: [1] },
            { name: `fix --dry-run, ${what}`, args: ['fix', '--dry-run', file], accepted: [0, 1] },
          ];
        }),
      ),
    ];
    return commands.map(({ name, args, accepted }) => {
      const times = Array.from({ length: RUNS }, () => timeSync(() => runProcess(['dist/cli.js', ...args], accepted)));
      return timesFigure(`leastwise ${name}`, summarize(times));
    });
  });
}

const FILES = 2000;

/** One run over a folder of 2,000 different templates of 100 to 1,000 lines. */
export function measureFolder(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    let lines = 0;
    for (let i = 0; i < FILES; i++) {
      const dialect = DIALECTS[i % DIALECTS.length];
      if (dialect === undefined) throw new Error('there is no dialect');
      const text = dialect.generate(100 + Math.floor((i * 900) / FILES), i + 1);
      const file = path.join(folder, String(i % 40), String(i), dialect.file);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      lines += countLines(text);
    }
    const name = `check of ${FILES} templates, ${lines} lines`;
    let memory = 0;
    const check = (...more: string[]): number =>
      timeSync(() => (memory = runForMemory(['dist/cli.js', 'check', '--format', 'json', ...more, folder], [1]))) / 1000;
    const taken = check();
    const largest = memory;
    const cache = ['--cache', '--cache-location', path.join(folder, 'cache')];
    check(...cache);
    return [
      { name, unit: 's', value: taken, target: 15 },
      { name: `${name}, largest memory`, unit: 'MB', value: megabytes(largest), target: 400 },
      { name: `${name}, all of them cached`, unit: 's', value: check(...cache) },
    ];
  });
}
