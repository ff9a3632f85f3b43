/** How long steps may run before other work gets its turn, in milliseconds. */
export const SLICE = 8;

/**
 * Runs the steps of a generator, yielding to the event loop at least every `SLICE` milliseconds as far as single steps allow it.
 * Answers `undefined`, and drops the rest, once `isStale` says so.
 */
export async function drive<T>(steps: Generator<void, T>, pause: () => Promise<void>, isStale: () => boolean): Promise<T | undefined> {
  await pause();
  let since = performance.now();
  while (!isStale()) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < SLICE) continue;
    await pause();
    since = performance.now();
  }
  return undefined;
}
