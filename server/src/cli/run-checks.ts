import path from 'node:path';
import type { Cache } from './cache.ts';
import { openCache } from './cache.ts';
import { checkInWorkers } from './check-in-workers.ts';
import { checkTarget } from './check-target.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import type { Outcome } from './outcome.ts';
import { createProgress } from './progress.ts';
import type { Project } from './project.ts';
import { openProject } from './project.ts';
import type { CheckSettings, ProjectOptions } from './settings.ts';
import type { Target } from './target.ts';
import { findStdin } from './targets.ts';

export interface RunOptions extends CheckSettings {
  readonly project: ProjectOptions;
  /** Path of the file that outcomes are kept in from one run to the next, as written; absent where nothing is kept. */
  readonly cacheFile?: string;
  /** How many threads check; absent: as many as the machine runs at once, for more than a few documents. */
  readonly threads?: number;
}

/** Below this many documents a thread of their own takes longer to start than they take. */
const MANY = 30;

/** Checks targets: those that the cache knows are not checked again. */
export async function runChecks(targets: readonly Target[], options: RunOptions, io: Io): Promise<ReadonlyMap<Target, Outcome>> {
  const projectOptions = { ...options.project, ...findStdin(targets) };
  const project = await openProject(projectOptions, io);
  const cache = options.cacheFile === undefined ? undefined : await openCacheFile(options.cacheFile, targets, options, project, io);
  const progress = createProgress(targets.length, io);
  const outcomes = new Map<Target, Outcome>();
  const receive = (target: Target, outcome: Outcome): void => {
    outcomes.set(target, outcome);
    progress.step();
  };
  try {
    const unknown: Target[] = [];
    for (const target of targets) {
      const known = await cache?.find(target);
      if (known === undefined) unknown.push(target);
      else receive(target, known);
    }
    const threads = Math.min(unknown.length, options.threads ?? (unknown.length < MANY ? 1 : io.cores));
    if (threads > 1) await checkInThreads(unknown, threads, { ...options, project: projectOptions }, io, receive);
    else for (const target of unknown) receive(target, await checkTarget(target, project, options, cache?.fingerprint));
  } finally {
    progress.end();
  }
  await cache?.save(outcomes);
  return outcomes;
}

async function checkInThreads(
  targets: readonly Target[],
  count: number,
  options: RunOptions,
  io: Io,
  receive: (target: Target, outcome: Outcome) => void,
): Promise<void> {
  const { project, severity, withChanges, cacheFile } = options;
  const stdin = targets.some(({ input }) => input === 'stdin') ? { stdin: await io.readStdin() } : {};
  const data = { cwd: io.cwd, project, settings: { severity, withChanges }, withInputs: cacheFile !== undefined, ...stdin };
  await checkInWorkers(targets, count, () => io.startWorker(data), receive);
}

async function openCacheFile(
  written: string,
  targets: readonly Target[],
  { project: { config, rules, preset }, severity, withChanges }: RunOptions,
  project: Project,
  io: Io,
): Promise<Cache> {
  const file = path.resolve(io.cwd, written);
  if (targets.some((target) => path.resolve(io.cwd, target.path) === file))
    throw new UsageError(`the cache cannot be kept in ${written}, which is to be checked`);
  const levels = [preset ?? null, Object.entries(rules ?? {}).sort()];
  const settings = JSON.stringify([severity, levels, config ?? null, project.configurationText ?? null]);
  return openCache({ file, program: await io.describeProgram(), settings, withChanges }, io);
}
