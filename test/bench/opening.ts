import type { Figure } from './figures.ts';
import { timesFigure } from './figures.ts';
import type { Dialect } from './generate-template.ts';
import { countLines, DIALECTS } from './generate-template.ts';
import type { Times } from './measure.ts';
import { summarize, time } from './measure.ts';
import { startServer } from './server-process.ts';
import { openIn } from './wire.ts';

const RUNS = 10;

/** From `textDocument/didOpen` to the first diagnostics, in a server that has only just answered `initialize`, and in one that has had time to warm up. */
export async function measureOpening(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const dialect of DIALECTS) {
    const text = dialect.generate(1000);
    const name = `open to diagnostics, ${countLines(text)} lines, ${dialect.name}`;
    figures.push(timesFigure(`${name}, the first ever`, await timeOpening(dialect, text, false), 250));
    figures.push(timesFigure(`${name}, after the warm-up`, await timeOpening(dialect, text, true), 80));
  }
  return figures;
}

async function timeOpening(dialect: Dialect, text: string, warmsUp: boolean): Promise<Times> {
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const server = await startServer();
    if (warmsUp) await server.idle();
    const taken = await time(async () => (await openIn(server, dialect.file, dialect.languageId, text)).diagnose());
    // The first run brings the files into the system's cache.
    if (run > 0) times.push(taken);
    await server.stop();
  }
  return summarize(times);
}
