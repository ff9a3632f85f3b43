/** Times of one measurement, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
  readonly count: number;
}

/** Nearest-rank percentiles: each is a time that was measured. */
export function summarize(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
}

/** Milliseconds that `run` takes. */
export async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

export function timeSync(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Times of `count` runs, after `warmUp` that are not counted. */
export async function timeRuns(count: number, warmUp: number, run: (index: number) => Promise<number>): Promise<Times> {
  const times: number[] = [];
  for (let i = 0; i < warmUp + count; i++) {
    const taken = await run(i);
    if (i >= warmUp) times.push(taken);
  }
  return summarize(times);
}
