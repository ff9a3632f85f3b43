import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import type { Dialect } from './generate-template.ts';
import { DIALECTS } from './generate-template.ts';
import { inFolder, runProcess } from './machine.ts';
import { summarize, timeSync } from './measure.ts';
import { startServer } from './server-process.ts';

const ROUNDS = 20;

/** A kind of process: what runs one and answers its milliseconds, and how many more than `node -e 0` they may be. */
interface Kind {
  readonly name: string;
  readonly more?: number;
  readonly run: () => number | Promise<number>;
  readonly times: number[];
}

/**
 * Cold starts: each run is a new process. All kinds take turns, so that each sees the same load, and `node -e 0`, the part that is not ours,
 * sees it too.
 */
export function measureStarts(): Figures {
  return inFolder(async function* (folder) {
    // The compiled code of these runs only: the first round leaves it there.
    const env = { XDG_CACHE_HOME: path.join(folder, 'compiled') };
    const bare: Kind = { name: 'node -e 0', run: () => timeSync(() => runProcess(['-e', '0'], [0])), times: [] };
    const kinds: readonly Kind[] = [
      bare,
      ...DIALECTS.slice(0, 1).map(
        (dialect): Kind => checkOf(dialect, folder, { NODE_DISABLE_COMPILE_CACHE: '1' }, ', nothing compiled is kept'),
      ),
      ...DIALECTS.map((dialect): Kind => ({ ...checkOf(dialect, folder, env), more: 150 })),
      { name: 'server start to initialize', more: 100, run: () => timeServer(env), times: [] },
    ];
    await leaveCompiled(env);
    for (const { run } of kinds) await run();
    for (let round = 0; round < ROUNDS; round++) for (const { run, times } of kinds) times.push(await run());
    const floor = summarize(bare.times).p95;
    for (const { name, more, times } of kinds) yield timesFigure(name, summarize(times), more === undefined ? undefined : floor + more);
  });
}

/** A server keeps what it has compiled once it has warmed up. */
export async function leaveCompiled(env: NodeJS.ProcessEnv): Promise<void> {
  const server = await startServer({ env });
  await server.idle();
  await server.stop();
}

function checkOf(dialect: Dialect, folder: string, env: NodeJS.ProcessEnv, note = ''): Kind {
  const file = path.join(folder, dialect.file);
  writeFileSync(file, dialect.generate(100));
  return {
    name: `cold check, 100 lines, ${dialect.name}${note}`,
    run: () => timeSync(() => runProcess(['dist/cli.js', 'check', file], [1], env)),
    times: [],
  };
}

async function timeServer(env: NodeJS.ProcessEnv): Promise<number> {
  const server = await startServer({ env });
  await server.stop();
  return server.started;
}
