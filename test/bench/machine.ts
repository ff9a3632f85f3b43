import { spawnSync } from 'node:child_process';
import os from 'node:os';
import type { Times } from './measure.ts';
import { summarize, timeSync } from './measure.ts';
import { renderNumber } from './table.ts';

/** The environment without what makes Node itself start slower on some machines. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

/** `count` runs of a program to its end, each in a new process; `accepted` are the exit codes that it may have. */
export function timeProcess(args: readonly string[], count: number, accepted: readonly number[]): Times {
  const times: number[] = [];
  for (let i = 0; i <= count; i++) {
    const taken = timeSync(() => {
      const { status, stderr } = spawnSync(process.execPath, args, { env: plainEnvironment(), encoding: 'utf8' });
      if (status === null || !accepted.includes(status)) throw new Error(`node ${args.join(' ')}: exit ${status}\n${stderr}`);
    });
    // The first run brings the files into the system's cache.
    if (i > 0) times.push(taken);
  }
  return summarize(times);
}

/** What the figures below depend on. */
export function describeMachine(): string {
  const [cpu] = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const load = os.loadavg().map((value) => value.toFixed(1));
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpu?.model.trim() ?? 'unknown CPU'}, ${os.cpus().length} cores, ${memory}`,
    `${os.type()} ${os.release()}, Node ${process.version}, load average ${load.join(' ')}`,
  ].join('\n');
}

/** What Node needs to start and do nothing. */
export function timeBareNode(): Times {
  return timeProcess(['-e', '0'], 20, [0]);
}

export function describeTimes({ median, p95 }: Times): readonly string[] {
  return [renderNumber(median), renderNumber(p95)];
}
