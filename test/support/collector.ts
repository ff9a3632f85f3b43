import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects garbage at once: the whole heap, or young objects only. */
export type Collect = (options?: { readonly type: 'minor' }) => void;

/** Takes the engine's collection on request, which a process has only where it was started with it; the option stays no longer than it is needed. */
export function createCollector(): Collect {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc !== 'function') throw new Error('there is no collection on request');
  return gc as Collect;
}
