import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './figures.ts';
import { megabytes, timesFigure } from './figures.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { inFolder, runForMemory, runProcess } from './machine.ts';
import { summarize, timeSync } from './measure.ts';

const RUNS = 5;
/** Milliseconds after which no run is added. */
const SPAN = 5000;

/** Every verb of the command line, each run a new process: of a name, of a template in each dialect, and of a long one. */
export function measureCommands(): Figures {
  return inFolder(async function* (folder) {
    const commands = [
      { name: 'rules', args: ['rules'] },
      { name: 'explain wildcard-action', args: ['explain', 'wildcard-action'] },
      { name: "explain 's3:Get*'", args: ['explain', 's3:Get*'] },
      ...DIALECTS.flatMap((dialect, i) => (i === 0 ? [1000, 10_000] : [1000]).flatMap((size) => listVerbs(folder, dialect, size))),
    ];
    for (const { name, args } of commands) {
      const times: number[] = [];
      const start = performance.now();
      do times.push(timeSync(() => runProcess(['dist/cli.js', ...args], [0, 1])));
      while (times.length < RUNS && performance.now() - start < SPAN);
      yield timesFigure(`leastwise ${name}`, summarize(times));
    }
  });
}

function listVerbs(folder: string, dialect: (typeof DIALECTS)[number], size: number) {
  const text = dialect.generate(size);
  const file = path.join(folder, `${size}`, dialect.file);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  const before = path.join(folder, `${size}`, `before.${dialect.file}`);
  writeFileSync(before, text.replace('s3:PutObject', 's3:DeleteObject'));
  const verbs = [['check'], ['check', '--format', 'json'], ['fix', '--dry-run'], ['permissions'], ['diff', before]];
  return verbs.map((verb) => ({
    name: `${verb.filter((word) => word !== before).join(' ')}, ${countLines(text)} lines, ${dialect.name}`,
    args: [...verb, file],
  }));
}

const FILES = 2000;

/** One run over a folder of 2,000 different templates of 100 to 1,000 lines, and another that finds all of them in the cache of the first. */
export function measureFolder(): Figures {
  return inFolder(async function* (folder) {
    let lines = 0;
    for (let i = 0; i < FILES; i++) {
      const dialect = DIALECTS[i % DIALECTS.length];
      if (dialect === undefined) throw new Error('there is no dialect');
      const text = dialect.generate(100 + Math.floor((i * 900) / FILES), i + 1);
      const file = path.join(folder, 'templates', String(i % 40), String(i), dialect.file);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      lines += countLines(text);
    }
    const name = `check --cache of ${FILES} templates, ${lines} lines`;
    const args = ['dist/cli.js', 'check', '--format', 'json', '--cache-location', path.join(folder, 'cache'), '--cache'];
    let memory = 0;
    const check = (): number => timeSync(() => (memory = runForMemory([...args, path.join(folder, 'templates')], [1]))) / 1000;
    yield { name, unit: 's', value: check(), target: 15 };
    yield { name: `${name}, largest memory`, unit: 'MB', value: megabytes(memory), target: 400 };
    yield { name: `${name}, all of them cached`, unit: 's', value: check() };
  });
}
