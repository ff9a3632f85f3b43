import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Figures } from './figures.ts';

/** The environment without what makes Node itself start slower on some machines. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

/** Tells the largest resident memory on the way out, behind all other output of the standard error stream. */
const TELL_MEMORY = `import{isMainThread}from'node:worker_threads';import{readFileSync,writeSync}from'node:fs';if(isMainThread)process.on('exit',()=>writeSync(2,'\\n'+/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))`;

/** Runs a program of Node to its end; `accepted` are the exit codes that it may have, `env` what its environment has more. */
export function runProcess(args: readonly string[], accepted: readonly number[], env: NodeJS.ProcessEnv = {}): { readonly stderr: string } {
  const options = { env: { ...plainEnvironment(), ...env }, encoding: 'utf8', maxBuffer: 2 ** 30 } as const;
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status === null || !accepted.includes(status)) throw new Error(`node ${args.join(' ')}: exit ${status}\n${stderr}`);
  return { stderr };
}

/** The same; answers its largest resident memory, in bytes. */
export function runForMemory(args: readonly string[], accepted: readonly number[]): number {
  const { stderr } = runProcess(['--import', `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`, ...args], accepted);
  return Number(stderr.slice(stderr.lastIndexOf('\n') + 1)) * 1024;
}

/** Lends a folder that is gone afterwards. */
export async function* inFolder(measure: (folder: string) => Figures): Figures {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'leastwise-bench-'));
  try {
    yield* measure(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the figures depend on. */
export function describeMachine(): string {
  const [cpu] = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpu?.model.trim() ?? 'unknown CPU'}, ${os.cpus().length} cores, ${memory}`,
    `${os.type()} ${os.release()}, Node ${process.version}, ${describeLoad()}`,
  ].join('\n');
}

/** Times of a busy machine say little: beside the load stands how much of a core a process gets that wants all of it. */
export function describeLoad(): string {
  const load = os.loadavg().map((value) => value.toFixed(1));
  return `load average ${load.join(' ')}; a busy process gets ${Math.round(100 * shareOfCore())} % of a core`;
}

function shareOfCore(): number {
  const before = process.cpuUsage();
  const start = performance.now();
  while (performance.now() - start < 500);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - start);
}
