import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from './figures.ts';
import { timesFigure } from './figures.ts';
import { DIALECTS } from './generate-template.ts';
import { inFolder, runProcess } from './machine.ts';
import { summarize, timeSync } from './measure.ts';
import { startServer } from './server-process.ts';

const RUNS = 20;

/**
 * Cold starts: each run is a new process. All kinds take turns, so that each sees the same load, and `node -e 0`, the part that is not ours,
 * sees it too.
 */
export function measureStarts(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const bare: number[] = [];
    const servers: number[] = [];
    const checks = DIALECTS.map((dialect) => {
      const file = path.join(folder, dialect.file);
      writeFileSync(file, dialect.generate(100));
      return { dialect, file, times: [] as number[] };
    });
    // The first round brings the files into the system's cache.
    for (let round = 0; round <= RUNS; round++) {
      const keep = (times: number[], taken: number): void => void (round > 0 && times.push(taken));
      keep(
        bare,
        timeSync(() => runProcess(['-e', '0'], [0])),
      );
      for (const { file, times } of checks)
        keep(
          times,
          timeSync(() => runProcess(['dist/cli.js', 'check', file], [1])),
        );
      const server = await startServer();
      keep(servers, server.started);
      await server.stop();
    }
    const floor = summarize(bare);
    return [
      timesFigure('node -e 0', floor),
      ...checks.map(({ dialect, times }) => timesFigure(`cold check, 100 lines, ${dialect.name}`, summarize(times), floor.p95 + 150)),
      timesFigure('server start to initialize', summarize(servers), floor.p95 + 100),
    ];
  });
}
