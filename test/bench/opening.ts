import path from 'node:path';
import type { Figures } from './figures.ts';
import { timesFigure } from './figures.ts';
import type { Dialect } from './generate-template.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import { inFolder } from './machine.ts';
import { summarize, time } from './measure.ts';
import type { ServerProcess } from './server-process.ts';
import { startServer } from './server-process.ts';
import { leaveCompiled } from './start.ts';
import { openIn } from './wire.ts';

const RUNS = 12;
/** How many servers warm up at once. */
const SIDE_BY_SIDE = 2;

/**
 * From `textDocument/didOpen` to the first diagnostics, each time in a server that has seen no document: one that has only just answered
 * `initialize`, and one that has had time to warm up.
 */
export function measureOpening(): Figures {
  return inFolder(async function* (folder) {
    const env = { XDG_CACHE_HOME: path.join(folder, 'compiled') };
    await leaveCompiled(env);
    for (const dialect of DIALECTS) {
      const text = dialect.generate(1000);
      const name = `open to diagnostics, ${countLines(text)} lines, ${dialect.name}`;
      const first: number[] = [];
      for (let run = 0; run < RUNS; run++) first.push(await timeOpening(await startServer({ env }), dialect, text));
      yield timesFigure(`${name}, the first ever`, summarize(first), 250);
      const warm: number[] = [];
      for (let run = 0; run < RUNS; run += SIDE_BY_SIDE) {
        // They warm up side by side; then each is asked while the others have nothing to do.
        const servers = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => startServer({ env })));
        await Promise.all(servers.map((server) => server.idle()));
        for (const server of servers) warm.push(await timeOpening(server, dialect, text));
      }
      yield timesFigure(`${name}, after the warm-up`, summarize(warm), 80);
    }
  });
}

/** Ends the server. */
async function timeOpening(server: ServerProcess, dialect: Dialect, text: string): Promise<number> {
  const taken = await time(async () => (await openIn(server, dialect.file, dialect.languageId, text)).diagnose());
  await server.stop();
  return taken;
}
